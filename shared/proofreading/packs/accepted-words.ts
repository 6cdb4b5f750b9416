/**
 * Data: words in order that the spelling model has seldom read, and the doubled or odd places their parts make:
 * 数据源 beside 数据资源, 不可抗因素 beside 不可抗力. Inside them no rule of suspicion speaks (R4). Written by hand.
 */
export const acceptedWords: readonly string[] = (
  "不可抗因素 数据源 工单管理 工单系统 子站 主站 总入口 统一入口 唯一入口 政务资讯 新闻资讯 就业资讯 旅游资讯 本地本部门 各地各部门 " +
  "雷人雷语 摊晾 晾青 萎凋 核灾查灾 查灾核灾 报灾核灾 堵疏结合 疏堵结合 一站服务 一门服务 一窗服务 新办办事指南 补办办事指南 换办办事指南 " +
  "名义反映 自助完成 自助办结 均可自助 考查组"
).split(" ");
