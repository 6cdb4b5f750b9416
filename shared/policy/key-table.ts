/**
 * Every key of the policy 策略项, leaf by leaf: what it does, which way is tighter, who may set it, what holds when nobody
 * does. `resolve()`, the settings page, docs/policy.md and the ADMX templates all go by this table.
 */

import type { PolicyKey, Step, Telling, Tighter } from "./key-row";

const smaller = { kind: "smaller" } as const;
const larger = { kind: "larger" } as const;
const fixed = { kind: "fixed" } as const;
const order = (...steps: readonly Step[]): Tighter => ({ kind: "order", steps });
const step = (value: string | boolean, words: string): Step => ({ value, words });
const amount = (unit: string): Telling => ({ kind: "amount", unit });
const count = (unit: string): Telling => ({ kind: "count", unit });
const hidden = { kind: "hidden" } as const;
const words = { kind: "words" } as const;

const machineOnly = { tighter: fixed, lowest: "machine", fallback: null, effect: "restart" } as const;

export const policyKeys = {
  platformUrl: {
    ...machineOnly,
    title: "平台地址",
    does: "工作站唯一连接的平台。须为 https；演示城市可用本机回环地址的 http。界面、日志和导出中不显示。",
    tell: hidden,
    clause: "BD-1、BD-4",
  },
  anchorsFiles: {
    ...machineOnly,
    title: "信任锚文件",
    does: "每个城市一份：信任哪些证书机构和平台密钥。相对路径以策略文件所在文件夹为准。",
    tell: count("份"),
    clause: "BD-2",
  },
  keyFolders: {
    ...machineOnly,
    title: "证书文件夹",
    does: "存放 PKCS#12 证书文件的文件夹，不查找子文件夹。只用密钥的单位留空。",
    tell: count("个文件夹"),
    clause: "AU-1",
  },
  tokenModules: {
    title: "密钥驱动白名单",
    does: "允许装入的 USB 密钥驱动：绝对路径、散列、接口。名单之外的驱动一律不装入。",
    tighter: { kind: "subset" },
    lowest: "unit",
    fallback: null,
    effect: "restart",
    tell: count("个驱动"),
    clause: "S5",
  },
  onTokenRemoval: {
    title: "拔出密钥时",
    does: "拔出正在使用的密钥时立即锁定，或只提示。",
    tighter: order(step("lock", "立即锁定"), step("tell", "只提示")),
    lowest: "user",
    fallback: "lock",
    effect: "live",
    tell: words,
    clause: "S4",
  },
  idleLockMinutes: {
    title: "闲置锁定",
    does: "无人操作多少分钟后自动锁定；与城市配置比较，取较短的一个。",
    tighter: smaller,
    lowest: "user",
    fallback: 10,
    effect: "live",
    tell: amount("分钟"),
    clause: "L1、AU-4",
  },
  deviceUnlock: {
    title: "免密解锁",
    does: "只凭本机系统密钥环打开存储，不要求本人证书或口令。仅限有人值守的专用机房。",
    tighter: order(step(false, "不允许"), step(true, "允许")),
    lowest: "user",
    fallback: false,
    effect: "restart",
    tell: words,
    clause: "L2",
  },
  journalFolder: {
    ...machineOnly,
    title: "日志盘",
    does: "稿件日志和附件放在哪个文件夹，宜与索引分处两块硬盘。不设时与存储放在一起。",
    tell: words,
    clause: "D1",
  },
  "backup.folder": {
    ...machineOnly,
    title: "备份位置",
    does: "每夜加密备份的文件夹，宜在另一块硬盘或共享文件夹；平台没有签收的过期本机日志也存入此处，之后才清除。",
    tell: words,
    clause: "D8",
  },
  "backup.keep": {
    title: "备份份数",
    does: "保留多少份备份。",
    tighter: larger,
    lowest: "unit",
    fallback: null,
    effect: "restart",
    tell: amount("份"),
    clause: "D8",
  },
  demo: {
    ...machineOnly,
    title: "演示城市",
    does: "短信与网络限制为模拟，窗口上有明显标注。正式使用必须为否。",
    tell: { kind: "yes-no" },
    clause: "BD-1",
  },
  extranet: {
    title: "政务外网地址段",
    does: "平台和更新源必须落在这些地址段内；域名逐次解析、逐个地址核对，不在其内不发出任何请求。",
    tighter: { kind: "ranges" },
    lowest: "unit",
    fallback: null,
    effect: "live",
    tell: count("个地址段"),
    clause: "AU-6、LA-41.3a",
  },
  pinnedCa: {
    ...machineOnly,
    title: "指定的服务器证书机构",
    does: "PEM 文件：连接平台和更新源时只信任其中的机构，系统证书库不再采信。",
    tell: words,
    clause: "AU-6、LA-41.4",
  },
  "updates.feed": {
    ...machineOnly,
    title: "更新源",
    does: "内网更新源的文件夹地址。界面和日志中不显示。",
    tell: hidden,
    clause: "BD-3",
  },
  "updates.ring": {
    title: "更新批次",
    does: "试点、先行或普通：新版本按批次放行，批次越靠后越稳妥。管理员在平台上另行指定的，以平台为准。",
    tighter: order(step("general", "普通"), step("early", "先行"), step("pilot", "试点")),
    lowest: "unit",
    fallback: "general",
    effect: "live",
    tell: words,
    clause: "L8",
  },
  "updates.everyMinutes": {
    title: "检查更新的间隔",
    does: "每隔多少分钟查看一次更新源。",
    tighter: smaller,
    lowest: "unit",
    fallback: null,
    effect: "live",
    tell: amount("分钟"),
    clause: "L8",
  },
  "updates.window": {
    title: "更新时段",
    does: "每天这段时间内可以自行重启完成更新，可跨零点。有未上报、编写中、签名中的工作时从不重启。",
    tighter: fixed,
    lowest: "unit",
    fallback: null,
    effect: "live",
    tell: { kind: "times" },
    clause: "L8",
  },
  "updates.deferralDays": {
    title: "推迟更新的天数",
    does: "本人最多可以把更新推迟几天；0 为不可推迟。",
    tighter: smaller,
    lowest: "unit",
    fallback: null,
    effect: "live",
    tell: amount("天"),
    clause: "L8",
  },
  "leaks.clipboard": {
    title: "剪贴板",
    does: "“仅限内部”时，在工作站里复制的内容只能粘贴到工作站里。",
    tighter: order(step("inside", "仅限内部"), step("allow", "不限制")),
    lowest: "user",
    fallback: "allow",
    effect: "live",
    tell: words,
    clause: "L3",
  },
  "leaks.clearClipboardSeconds": {
    title: "清空剪贴板",
    does: "工作站放到剪贴板的内容，多少秒后清空；锁定时立即清空。",
    tighter: smaller,
    lowest: "user",
    fallback: null,
    effect: "live",
    tell: amount("秒"),
    clause: "L3",
  },
  "leaks.capture": {
    title: "截屏",
    does: "“禁止”时，系统支持的，窗口不出现在截屏和录屏里。",
    tighter: order(step("block", "禁止"), step("allow", "不限制")),
    lowest: "user",
    fallback: "allow",
    effect: "live",
    tell: words,
    clause: "L3",
  },
  retentionMonths: {
    title: "日志保存期",
    does: "本机日志保存多少个月，至少六个月。",
    tighter: larger,
    lowest: "unit",
    fallback: 6,
    effect: "live",
    tell: amount("个月"),
    clause: "NY-21",
  },
  "accessibility.fontPixels": {
    title: "最小字号",
    does: "正文字号不得小于多少像素；本人可以放大。",
    tighter: larger,
    lowest: "user",
    fallback: null,
    effect: "live",
    tell: amount("像素"),
    clause: "A1",
  },
  "accessibility.highContrast": {
    title: "高对比度",
    does: "始终使用高对比度显示。",
    tighter: order(step(true, "始终使用"), step(false, "由系统决定")),
    lowest: "user",
    fallback: null,
    effect: "live",
    tell: words,
    clause: "A1",
  },
  "accessibility.reducedMotion": {
    title: "减少动画",
    does: "始终减少界面动画。",
    tighter: order(step(true, "始终减少"), step(false, "由系统决定")),
    lowest: "user",
    fallback: null,
    effect: "live",
    tell: words,
    clause: "A1",
  },
  secondEngines: {
    ...machineOnly,
    title: "第二校对引擎",
    does: "随产品提供的之外，允许运行的校对程序。",
    tell: count("个程序"),
    clause: "R20",
  },
} as const satisfies Readonly<Record<string, PolicyKey>>;

export type PolicyKeyName = keyof typeof policyKeys;

export const policyKeyNames = Object.keys(policyKeys) as readonly PolicyKeyName[];

/** The row of a key, in the words of its interface. */
export const policyKeyOf = (key: PolicyKeyName): PolicyKey => policyKeys[key];
