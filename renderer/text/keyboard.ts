/** Shortcuts 快捷键, as 设置 and the help list them. */
export const keyboard: readonly (readonly [string, string])[] = [
  ["F1", "帮助：有错误提示时打开它的说明，否则打开目录"],
  ["Ctrl+N", "新建稿件（浏览器占用时用 Alt+N）"],
  ["Ctrl+K 或 /", "检索全部稿件的标题、正文、文号、采编人（可用拼音首字母）"],
  ["Ctrl+L", "锁定工作站"],
  ["F7", "校对"],
  ["F8 / Shift+F8", "下一处 / 上一处疑点"],
  ["A / I / H", "采纳 / 忽略 / 转人工（焦点在校对栏时；也可按 Enter / Delete）"],
  ["Alt+M", "报告漏报：先在正文中选中词语"],
  ["Ctrl+Enter", "提交"],
  ["Esc", "回到正文"],
];
