/** E17: what a template left behind: 【待补】, XX年XX月, 请输入标题. */
import { inspection2019 } from "../../authority";
import type { BlockRule } from "../../rule";
import { matchesOf } from "../pattern";

const X = "[XxＸ×ｘ✕╳]{2,}";
const CERTAIN = new RegExp(
  `[【〔（(\\[][ ]?(?:待补充?|待定|待填写?|待核实?|待确认|此处(?:填写|插入|补充)[^】〕）)\\]\\n]{0,12}|请(?:输入|填写)[^】〕）)\\]\\n]{0,12})[】〕）)\\]]|(?:请输入|请填写|点击(?:此处)?(?:输入|添加|编辑))(?:标题|正文|内容|文字|摘要)|待补充(?=[。，；]|$)|(?:20)?${X}年${X}月(?:${X}日)?|〔(?:20)?${X}〕(?:${X})?号?|(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])|Lorem ipsum`,
  "gi",
);
const LIKELY = new RegExp(
  `(?<![A-Za-z0-9])${X}(?![A-Za-z0-9])(?=(?:省|市|县|区|镇|乡|局|厅|部门|单位|公司|同志|会议|文件|号|路)?)`,
  "g",
);
/** 张×× and 李XX are masked names, which is as it should be (TN-13). */
const MASKED_NAME = /[\u4e00-\u9fff]$/;

export const placeholder: BlockRule = {
  id: "placeholder",
  category: "publication",
  title: "占位文字未替换",
  severity: "error",
  fix: "none",
  authority: [inspection2019()],
  confidence: 0.85,
  scope: "block",
  find: (block) => [
    ...matchesOf(block, /\[bookmark: ?\w{1,40}\]/g, () => ({
      message: "文字处理软件的书签残留，应删去。",
      severity: "warning",
    })),
    ...matchesOf(block, CERTAIN, () => ({ message: "占位文字没有替换，请补齐内容。" })),
    ...matchesOf(block, /[□■]{3,}|_{4,}/g, () => ({ message: "疑似待填写的空格，请核对。", severity: "hint" })),
    ...matchesOf(block, LIKELY, (found) => {
      const isName =
        MASKED_NAME.test(block.text.slice(0, found.index)) &&
        !/[省市县区镇乡局厅]/.test(block.text.charAt(found.index - 1));
      const isLabelled = /(?:联系人|电话|姓名|地址|单位|时间|日期)[:：为][ ]?$/.test(block.text.slice(0, found.index));
      if (isName && !isLabelled) return null;
      return { message: "疑似占位符，请核对是否需要替换。", severity: isLabelled ? "error" : "hint" };
    }),
  ],
  wrong: [
    { text: "联系人：⟦XXX⟧，电话：⟦待补充⟧" },
    { text: "⟦XX年XX月XX日⟧" },
    { text: "负责人⟦【待补】⟧负责落实。" },
    { text: "某政办发〔2024〕5号 ⟦请输入标题⟧" },
    { text: "⟦××⟧市人民政府" },
  ],
  right: ["当事人张××、李某某。", "使用XXL号，分辨率1024×768。", "建立XML接口。", "联系人：网站管理科"],
};
