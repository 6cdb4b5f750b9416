/** Words of the help and the diagnostics. */
export const helpText = {
  title: "帮助",
  search: "按代码或词语查找，如 E_PIN、验证码",
  list: "全部说明",
  back: "返回目录",
  why: "为什么会这样",
  safe: "什么是安全的",
  steps: "怎么办",
  ask: "找谁",
  keys: "可用的快捷键",
  related: "相关说明",
  shortcuts: "快捷键",
  none: "没有找到。请换一个词，或只输入代码的一部分。",
  count: (count: number) => `共 ${count} 条，不联网也可查看`,
} as const;

export const diagnosticsText = {
  title: "诊断信息",
  hint: "收集版本、策略、存储、同步计数、自检和日志，供管理员排查。不含稿件、口令、姓名、电话、序列号和平台地址；导出前可逐个查看。",
  days: "日志范围",
  daysWords: (days: number) => `最近 ${days} 天`,
  prepare: "收集并查看",
  again: "重新收集",
  shown: "以下就是将要写入压缩包的全部内容。不想给出的，取消勾选。",
  export: (count: number) => `导出所选 ${count} 个文件`,
  nothing: "至少勾选一个文件",
  saved: (name: string) => `已交给浏览器保存：${name}`,
  files: "文件",
  choose: "点左边的文件名，看它的全部内容",
  include: (title: string) => `导出“${title}”`,
  size: (bytes: number) => (bytes < 1_000 ? `${bytes} 字节` : `${(bytes / 1_000).toFixed(1)} KB`),
} as const;
