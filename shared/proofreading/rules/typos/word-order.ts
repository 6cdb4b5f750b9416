/** MC-02: words in an order that sense does not allow: 解决并发现, 整改已经的, 许多今年以来企业. */
import { editing } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

/** What is done first, and what afterwards. */
const steps: readonly (readonly [first: string, then: string])[] = [
  ["发现", "解决"],
  ["发现", "整改"],
  ["发现", "处置"],
  ["发现", "纠正"],
  ["发现", "化解"],
  ["排查", "整改"],
  ["排查", "化解"],
  ["排查", "消除"],
  ["建立", "巩固"],
  ["听取", "审议"],
  ["听取", "讨论"],
  ["听取", "采纳"],
  ["制定", "印发"],
  ["起草", "印发"],
  ["起草", "审定"],
  ["研究", "出台"],
  ["调查", "处理"],
  ["收集", "整理"],
  ["收集", "梳理"],
  ["继承", "发扬"],
  ["巩固", "拓展"],
  ["受理", "办结"],
  ["受理", "办理"],
  ["规划", "建成"],
  ["设计", "施工"],
  ["总结", "推广"],
  ["分析", "解决"],
  ["接收", "转办"],
  ["登记", "转办"],
  ["核实", "处理"],
  ["立案", "查结"],
  ["申报", "获批"],
  ["采集", "上报"],
  ["修改", "印发"],
  ["讨论", "通过"],
  ["审议", "通过"],
  ["培育", "壮大"],
  ["识别", "化解"],
  ["学习", "领会"],
  ["学习", "落实"],
  ["学习", "运用"],
  ["领会", "落实"],
  ["了解", "掌握"],
  ["掌握", "运用"],
];

const PEOPLE = "企业|群众|居民|村民|市民|学生|干部|家长|农户|商户|游客|单位|部门|乡镇|青年|老人";

const orders: readonly Pattern[] = steps.map(([first, then]) => ({
  regex: new RegExp(
    `(?<![一-龥、](?:${first}|和|并|与))${then}(?:并|和|与|及|并且)${first}(?![的后者时性、，。]|${then})`,
    "g",
  ),
  message: `先“${first}”，后“${then}”，两个词的次序颠倒了。`,
  suggest: ({ 0: whole }) => [`${first}${whole.slice(then.length, -first.length)}${then}`],
}));

export const wordOrder: PatternRule = {
  id: "grammar-word-order",
  category: "collocation",
  title: "语序不当",
  severity: "warning",
  fix: "suggest",
  authority: [editing("语序")],
  confidence: 0.8,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    ...orders,
    {
      regex:
        /(?<=深入|全面|认真|切实|坚决|抓好|不折不扣|严格|坚定|推动|扎实|，)落实贯彻(?!情况|工作|执行|过程|中)(?=[一-龥《“])/g,
      message: "先“贯彻”，后“落实”。",
      suggest: "贯彻落实",
    },
    {
      regex: /(?<verb>[一-龥]{2})(?<adverb>已经|尚未|正在|均已)(?=的(?:[一-龥]{2}))/g,
      message: "副词放在动词前面。",
      suggest: ({ groups }) => [`${groups?.adverb ?? ""}${groups?.verb ?? ""}`],
      accept: ({ groups }) => VERBS.has(groups?.verb ?? ""),
    },
    {
      regex: new RegExp(
        `(?<many>许多|不少|很多|大量|众多)(?<since>今年以来|近年来|去年以来|近期|最近|目前|日前|近日)(?=(?:${PEOPLE}))`,
        "g",
      ),
      message: "表示时间的词放在前面，“$1”紧挨所修饰的名词。",
      suggest: ({ groups }) => [`${groups?.since ?? ""}${groups?.many ?? ""}`],
    },
    {
      regex: new RegExp(
        `(?<mark>(?<many>许多|不少|众多|大量|很多)(?<where>附近|周边|沿线|沿途|在场)的)(?=(?:${PEOPLE}))`,
        "g",
      ),
      message: "修饰语的次序不当：先说哪里的，再说多少。",
      suggest: ({ groups }) => [`${groups?.where ?? ""}的${groups?.many ?? ""}`],
    },
    {
      regex: /(?<mark>(?<how>免费|无偿)(?<when>常年|长期|全年|全天|定期|每天))(?=[向对为给])/g,
      message: "状语的次序不当：先说什么时候，再说怎样做。",
      suggest: ({ groups }) => [`${groups?.when ?? ""}${groups?.how ?? ""}`],
    },
    {
      regex:
        /(?<age>[\d一二三四五六七八九十百千两几]{1,8}[多余]?年(?:以?前))(?<find>新?(?:出土|发现|发掘))的(?=(?:[一-龥]{0,4})(?:文物|遗址|古墓|陶器|青铜器|遗物|化石|瓷器|器物|墓葬))/g,
      message: "次序不当：器物是多年前的，不是多年前出土的。",
      suggest: ({ groups }) => [`${groups?.find ?? ""}的${groups?.age ?? ""}的`],
      accept: ({ groups }) => /[百千]/.test(groups?.age ?? "") || /\d{3}/.test(groups?.age ?? ""),
    },
    {
      regex:
        /(?<=得到|受到|引起)(?<mark>(?<who>(?:社会各界|广大群众|群众|各级领导|上级部门|人民群众))(?<how>广泛|高度|一致|普遍)的)(?=(?:好评|重视|关注|认可|赞誉|欢迎|肯定)(?:[，。；]|$))/g,
      message: "修饰语的次序不当：“广泛”“高度”一类紧挨中心语。",
      suggest: ({ groups }) => [`${groups?.who ?? ""}的${groups?.how ?? ""}`],
    },
  ],
  wrong: [
    { text: "要及时⟦整改并发现⟧薄弱环节。", first: "发现并整改" },
    { text: "会议⟦审议并听取⟧了两个报告。", first: "听取并审议" },
    { text: "认真⟦落实贯彻⟧会议精神。", first: "贯彻落实" },
    { text: "对⟦完成已经⟧的事项及时销号。", first: "已经完成" },
    { text: "⟦不少近年来⟧群众返乡创业。", first: "近年来不少" },
    { text: "⟦不少沿线的⟧居民前来围观。", first: "沿线的不少" },
    { text: "体育馆⟦免费全年⟧对市民开放。", first: "全年免费" },
    { text: "要认真⟦领会和学习⟧会议精神。", first: "学习和领会" },
    { text: "馆内陈列着⟦三千多年前新出土的⟧文物。", first: "新出土的三千多年前的" },
  ],
  right: [
    "要及时发现并整改薄弱环节，听取并审议两个报告。",
    "认真贯彻落实会议精神，落实贯彻情况另行通报。",
    "对已经完成的事项及时销号。",
    "沿线的不少居民前来围观，体育馆全年免费对市民开放，认真学习和领会会议精神。",
    "近年来不少群众返乡创业，目前许多企业已经复工。",
    "馆内陈列着新出土的三千多年前的文物，十年前出土的文物已修复。",
    "受理和办理工作分开，核实处理和核实的结果一并公布。",
  ],
};

const VERBS: ReadonlySet<string> = new Set(
  "整改 完成 办理 办结 受理 批准 通过 签订 签约 开工 竣工 投产 建成 公布 公示 发放 登记 落实 解决 发现 处理 拆除 纳入 列入 取得 实施 申报 提交 缴纳 审批 审核 审查 验收 启动 关闭 停用 注销 废止 失效 移交 搬迁 入住 报名 录用 参保 到期 销号 查实 核实 立案 结案".split(
    " ",
  ),
);
