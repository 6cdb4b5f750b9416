/** MC-02: an adverb or attribute that does not go with its head: 严厉落实, 严格打击, 充足发挥, 紧密关注. */
import { dictionary, editing } from "../../authority";
import type { Term, TermRule } from "../../rule";

/** The modifier that is wrong, the right one, the heads it is wrong with, and longer strings in which it is not. */
const rows: readonly (readonly [wrong: string, right: string, heads: string, unless?: string])[] = [
  ["严厉", "严格", "落实 执行 遵守 管理 把关 履行 规范 审核 审查 按照 控制 贯彻 审批 验收 依照 选拔 保密"],
  ["严格", "严厉", "打击 惩治 谴责 制裁 打压"],
  ["严肃", "严厉", "打击 惩治 制裁"],
  ["严密", "严格", "落实 执行 遵守 按照 履行"],
  ["严重", "严厉", "惩处 惩治"],
  ["充足", "充分", "发挥 利用 调动 肯定 体现 认识 考虑 尊重 运用 展示 听取 征求 激发 挖掘 酝酿 论证 讨论 依靠 释放"],
  ["充沛", "充分", "发挥 利用 调动 肯定 体现 认识 考虑"],
  ["广阔", "广泛", "开展 宣传 发动 征求 动员 听取 应用 参与 关注 征集 普及"],
  ["广大", "广泛", "开展 发动 征求 动员 听取 征集"],
  ["普及", "普遍", "存在 反映 认为 关心 关注"],
  ["紧密", "密切", "关注 监视 注视 留意"],
  ["亲密", "密切", "联系 关注 配合 协作"],
  ["密切", "紧密", "团结在"],
  ["深刻", "深切", "缅怀 慰问 怀念 悼念 哀悼 感谢"],
  ["深切", "深刻", "领会 把握 领悟 检讨 剖析 吸取"],
  ["深远", "深刻", "认识 领会 理解 领悟 反思 剖析"],
  ["深厚", "深刻", "认识 领会 理解 领悟 反思 剖析 影响"],
  ["沉重", "沉痛", "悼念 哀悼 缅怀"],
  ["热情", "热烈", "庆祝 鼓掌"],
  ["热烈", "热情", "接待 讲解 周到"],
  ["激烈", "热烈", "欢迎 祝贺 庆祝 鼓掌"],
  ["强烈", "严厉", "打击 惩处 查处 惩治"],
  ["高度", "全面", "落实 推进 开展 完成 贯彻"],
  ["积极", "坚决", "杜绝 取缔"],
  ["稳重", "稳步", "推进 提升 增长 发展 提高 实施"],
  ["妥当", "妥善", "安置 化解 保管 应对"],
  ["踊跃", "积极", "推进 落实 开展 协调 应对 稳妥"],
  ["显明", "鲜明", "特色 对比 特点 主题 导向 态度"],
  ["明显", "鲜明", "主题 导向 旗帜"],
  ["坚强", "坚定", "信心 信念 理想 立场"],
  ["坚定", "坚强", "领导 保障 后盾 堡垒", "坚定领导核心"],
  ["坚固", "坚实", "基础 支撑 保障 步伐"],
  ["坚实", "坚定", "信心 信念 决心 立场"],
  ["浓重", "浓厚", "氛围 兴趣"],
  ["浓郁", "浓厚", "兴趣"],
  ["优异", "优美", "环境 风光 景色"],
  ["优美", "优异", "成绩 表现"],
  ["崇高", "高度", "重视 关注 评价"],
  ["雄厚", "深厚", "感情 友谊 情谊 底蕴"],
  ["深厚", "雄厚", "实力 资金 师资"],
  ["巨大", "重大", "决策 部署 事项 隐患"],
  ["宏大", "宏伟", "蓝图 目标"],
  ["丰盛", "丰硕", "成果"],
  ["艰难", "艰巨", "任务 使命"],
  ["迅猛", "迅速", "处置 响应 反应 行动 整改"],
];

function termsOf([wrong, right, heads, unless = ""]: (typeof rows)[number]): Term[] {
  const innocent = unless.split(" ").filter((word) => word !== "");
  return heads.split(" ").map((head) => {
    const form = wrong + head;
    const excuses = innocent.filter((longer) => longer.includes(form));
    return {
      wrong: form,
      right: [right + head],
      why: `“${head}”与“${wrong}”不搭配，宜用“${right}”`,
      ...(excuses.length === 0 ? {} : { unless: excuses }),
    };
  });
}

export const modifier: TermRule = {
  id: "grammar-modifier",
  category: "collocation",
  title: "修饰语与中心语不搭配",
  severity: "warning",
  fix: "suggest",
  authority: [editing("修饰语搭配"), dictionary()],
  confidence: 0.85,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: rows.flatMap(termsOf),
  wrong: [
    { text: "各地要⟦严厉遵守⟧防火规定。", first: "严格遵守" },
    { text: "⟦严格打击⟧非法捕捞。", first: "严厉打击" },
    { text: "⟦充足发挥⟧基层组织作用。", first: "充分发挥" },
    { text: "⟦紧密关注⟧雨情水情。", first: "密切关注" },
    { text: "⟦妥当安置⟧受灾群众。", first: "妥善安置" },
    { text: "⟦沉重哀悼⟧遇难同胞。", first: "沉痛哀悼" },
  ],
  right: [
    "各地要严格遵守防火规定，严厉打击非法捕捞。",
    "充分发挥基层组织作用，密切关注雨情水情。",
    "领导有力，群众得到极大支持。",
    "物资充足，场面热烈，紧密团结在党中央周围。",
  ],
};
