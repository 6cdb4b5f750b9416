/** 文种: the kinds of document (《党政机关公文处理工作条例》第八条) and the words titles of public items end in. */
const LEGAL = [
  "决议",
  "决定",
  "命令",
  "公报",
  "公告",
  "通告",
  "意见",
  "通知",
  "通报",
  "报告",
  "请示",
  "批复",
  "议案",
  "函",
  "纪要",
];
/** Not kinds of the regulation, but what attached and published texts are rightly called. */
const OTHERS = [
  ..."条例 规定 办法 细则 规则 规程 章程 准则 制度 标准 规范 指南 指引 指导书 手册 目录 清单 名单 名录 台账".split(" "),
  ..."规划 纲要 计划 方案 预案 要点 安排 措施 举措 政策 任务书 责任书 承诺书 协议 合同 合作备忘录 备忘录 意向书".split(
    " ",
  ),
  ..."总结 简报 信息 情况 说明 解读 问答 公示 启事 声明 须知 告知书 告示 布告 倡议书 倡议 建议 建议书 提案 答复 复函".split(
    " ",
  ),
  ..."讲话 致辞 发言 贺信 贺电 慰问信 感谢信 公开信 邀请函 汇编 摘要 综述 图解 预算 决算 年报 月报 快报 统计表 表".split(
    " ",
  ),
  ..."结果 成绩 判决书 裁定书 决定书 通知书 意见书 认定书 证明 令 批示 指示 授权书 委托书 申请书 报告书 评估 判断".split(
    " ",
  ),
  ..."提示 提醒 预警 警示 辟谣 回应 来信 论述 战略 思想 问题 法 解释 补充规定 若干规定 大纲 课程 教材 表彰 案例 故事".split(
    " ",
  ),
];
export const NOTE = "(?:[（(][^（）()]{1,20}[)）]|[“”》]|第[一二三四五六七八九十\\d]{1,3}[号批期]){0,3}";

export const endsInGenre = new RegExp(`(?:${[...LEGAL, ...OTHERS].join("|")})${NOTE}$`);

/** The genre a title ends in: 通知, 请示 …; empty when it ends in no 公文 genre. */
export function genreOf(title: string): string {
  return LEGAL.find((genre) => new RegExp(`${genre}${NOTE}$`).test(title)) ?? "";
}
