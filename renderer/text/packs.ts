/** Words of the 词库 section and of 待更正. */
import type { PackAge } from "../../shared/proofreading/packs/pack-age";

export const packText = {
  title: "词库",
  hint: "词库由管理员签发，随平台下发，也可用 U 盘导入。验签、自检不通过的不会装入，原有词库继续有效。",
  empty: "还没有城市词库，校对使用内置词库。登录平台后自动取得。",
  columns: { name: "名称", version: "版本", issued: "签发日期", age: "时效", signer: "签署", actions: "办理" },
  versionOf: (version: number) => `第 ${version} 版`,
  ageOf: (age: PackAge, days: number) =>
    age === "fresh"
      ? `签发 ${days} 天，有效`
      : age === "stale"
        ? `签发 ${days} 天，该更新了`
        : "已过期，未用于校对，请取得新版",
  unused: "未用于校对",
  until: (day: string) => `有效期至 ${day}`,
  import: "导入词库文件",
  importHint: "选择 .cblex 文件；先看自检和对照结果，再决定是否装入。",
  refresh: "向平台核对",
  rollback: "退回上一版",
  rollbackAsk: (name: string, version: number) => `把“${name}”退回第 ${version} 版？`,
  rollbackNote: "联网后以平台现用的版本为准。",
  rollbackPlatform: "平台退回上一版",
  rollbackPlatformNote: "全市工作站将随平台退回上一版，此操作记入审计。",
  upload: "上传到平台",
  uploadNote: "全市工作站将在下次同步时装入，此操作记入审计。",
  preview: "装入前查看",
  install: "装入本机",
  cancel: "不装入",
  comparing: "正在对照本机草稿…",
  stopComparing: "停止对照",
  tests: (count: number) => `${count} 条自检全部通过`,
  replaces: (installed: number | null, version: number) =>
    installed === null ? `新词库，第 ${version} 版` : `第 ${installed} 版更换为第 ${version} 版`,
  diff: (drafts: number, gained: number, lost: number) =>
    `对照 ${drafts} 份本机草稿和一篇内置样文：多查出 ${gained} 处，少查出 ${lost} 处。`,
  moreLines: (count: number) => `另有 ${count} 处未列出`,
  gained: "多查出",
  lost: "少查出",
  notTaken: "没有装入",
  trouble: (packId: string) => `词库 ${packId} 没有装入`,
  tooLarge: "词库文件超过 40 MB。",
  contents: "内容",
  scan: {
    title: "复查本机稿件",
    running: (done: number, total: number) => `词库有变化，正在复查本机稿件：${done}/${total}`,
    cancel: "停止复查",
    again: "重新复查",
    last: (day: string, scanned: number, tasks: number) =>
      `最近复查 ${day}：${scanned} 份，其中 ${tasks} 份已审定或已发布的稿件待更正`,
    drafts: (count: number) => `；${count} 份草稿有新疑点，打开时会标出`,
    broken: "上次复查没有做完。",
    none: "词库更换后自动复查本机的草稿和已审定、已发布稿件。",
  },
  stale: (names: string) => `词库该更新了：${names}。请管理员下发新版。`,
  expired: (names: string) => `词库已过期，未用于校对：${names}。请管理员下发新版。`,
  refused: (ids: string) => `词库没有装入：${ids}。上报时平台会要求重新校对，请查看原因。`,
  open: "查看词库",
} as const;

export const correctionText = {
  note: (count: number, words: readonly string[]) =>
    `新词库查出 ${count} 处：${words.join("；")}${count > words.length ? "等" : ""}`,
  open: "查看",
  settle: "已处理",
  settleAsk: "把这份稿件从“待更正”移出？",
  settleNote: "请先按规定更正已审定或已发布的内容；同一内容不会再次列出。",
} as const;

export const contentNames = {
  terms: "词条",
  allowed: "专名",
  leaders: "领导人",
  organs: "机构名称",
  regions: "地名",
  laws: "法规名称",
  sources: "原文",
} as const;
