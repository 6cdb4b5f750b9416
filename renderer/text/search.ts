/** 检索 in words. */
export const searchText = {
  title: "检索稿件",
  open: "检索",
  openHint: "检索全部稿件（Ctrl+K，或在文字框外按 /）",
  placeholder: "标题、正文、文号、采编人；也可输入拼音首字母，如 lasrmzf",
  hint: "空格分开的几个词须都出现。↑↓ 选择，Enter 打开，Esc 关闭。",
  column: "栏目",
  anyColumn: "全部栏目",
  writer: "采编人",
  from: "起始日期",
  to: "截止日期",
  days: "最近更新",
  kinds: { draft: "本机草稿", item: "平台稿件" },
  empty: "输入要找的字词，或选择栏目、采编人、日期。",
  none: "没有找到。可减少字词、放宽日期，或改用拼音首字母。",
  count: (shown: number, total: number) =>
    shown < total ? `共 ${total} 份，列出最相近的 ${shown} 份` : `共 ${total} 份`,
  state: {
    full: (total: number) => `已可检索 ${total} 份稿件的全文`,
    titles: (read: number, total: number) => `标题已可检索；正文正在读入：${read} / ${total}`,
    failed: "全文检索没有启动，列表仍可按标题查找；锁定后重新打开工作站可再试。",
  },
} as const;
