/** Words of 撤稿. */
export const takedownText = {
  name: "撤稿",
  title: "撤稿",
  what: "签名上报后，公开页面和列表立即不再显示此稿，附件也不能再下载。撤稿不需要审核；修改后须重新走完全部审核才能再次发布。",
  original: "原入库编号",
  page: "公开页面",
  reason: "撤稿原因",
  choose: "请选择撤稿原因",
  words: "撤稿理由",
  hint: "写明发现了什么、谁通知的。理由随撤稿单签名，记入台账和证据包，不对外显示。",
  next: "核对并签名",
  cancel: "取消",
  within: (minutes: number) => `接到通知后须在 ${minutes} 分钟内撤下。`,
} as const;
