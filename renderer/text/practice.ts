/** Words of the practice item. */
export const practiceWords = {
  open: "练习稿",
  title: "练习稿",
  mark: "练习专用：只在这个窗口里，不保存、不上报，关闭即清除。规则和正式稿件相同。",
  steps: { proof: "校对", decide: "逐条处置", again: "再校一次", done: "完成" },
  hints: {
    proof: "文中藏有几处错误。按 F7 或点“校对”，看机器能找到什么。",
    decide: "对照左边的原文，每条疑点采纳建议，或选一个理由忽略；也可以直接改左边的文字。",
    again: "文字改过了。正式稿件提交前也要对改后的内容再校一次：请再按 F7。",
    done: "全部完成。正式写稿的顺序与此相同：校对、处置、填元数据、提交（Ctrl+Enter）。",
  },
  proof: "校对 F7",
  accept: "采纳",
  ignore: "忽略，理由是…",
  reasons: ["原文如此", "专有名称", "误报", "已在别处说明"],
  paragraph: (at: number) => `第 ${at} 段`,
  close: "结束练习",
} as const;
