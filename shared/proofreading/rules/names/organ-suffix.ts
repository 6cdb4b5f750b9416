/** 厅, 部, 局 at a level that has none: 县民政厅, 县退役军人事务部, 省信访厅 (MC-42). */
import { cites } from "../../authority";
import type { PatternRule } from "../../rule";

const organs = cites("《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》", "2022-03-12");

const FIELDS =
  "民政|财政|教育|公安|司法|水利|水务|交通运输|农业农村|商务|自然资源|生态环境|住房和城乡建设|人力资源和社会保障|文化和旅游|退役军人事务|应急管理|工业和信息化|科学技术|审计";
const BUREAUS = "信访|统计|医疗保障|市场监督管理|数据|体育|林业和草原|药品监督管理|机关事务管理|粮食和物资储备";

export const organSuffix: PatternRule = {
  id: "org-level-suffix",
  category: "organ",
  title: "机构名称的“部”“厅”“局”与级别不符",
  severity: "error",
  fix: "suggest",
  authority: [organs()],
  confidence: 0.92,
  checks: ["MC-42"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=(?<![一-龥])[县区旗]|[一-龥]{2}(?<![大产各])县|[由经报向与和]县)(?<field>${FIELDS})(?<mark>厅)(?!级|长级)`,
        "g",
      ),
      message: "县级部门称“局”。",
      suggest: "局",
    },
    {
      regex: new RegExp(
        `(?<=(?:(?<![一-龥])|[一-龥]{2}(?<![大产各])|[由经报向与和])[县市](?<!城市|都市)(?:${FIELDS}))(?<mark>部)(?!等|门|署|分|长会|级|队|件|位|委|里)`,
        "g",
      ),
      message: "市、县部门称“局”。",
      suggest: "局",
    },
    {
      regex: new RegExp(`(?<=省(?:${FIELDS}))(?<mark>部)(?!门|署|分|长会|级|队|件|位|委|里)`, "g"),
      message: "省级部门称“厅”或者“局”。",
      suggest: "厅",
    },
    {
      regex: new RegExp(`(?<=省(?:${BUREAUS}))(?<mark>厅)(?!级)`, "g"),
      message: "这一机构称“局”。",
      suggest: "局",
    },
  ],
  wrong: [
    { text: "县民政⟦厅⟧会同县财政局发放补助资金。", first: "局" },
    { text: "县退役军人事务⟦部⟧走访慰问困难退役军人。", first: "局" },
    { text: "省数据局、省信访⟦厅⟧负责同志出席活动。", first: "局" },
    { text: "省生态环境⟦部⟧通报督察情况。", first: "厅" },
  ],
  right: [
    "范围扩大至所有产粮大县，财政部等三部门在产粮大县财政部署会上发布通知。",
    "县民政局、省民政厅、民政部有关负责同志出席。",
    "省财政部门、县教育部门、市公安部署开展专项行动。",
    "生态环境部和省生态环境厅联合督办，县水利部件厂投产。",
  ],
};
