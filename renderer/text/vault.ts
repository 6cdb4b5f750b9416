/** Words for the ways into a local store 打开方式, on the entry and in 设置. */
import type { SlotView, TakenOver } from "../../shared/ipc/vault";

export const vaultText = {
  appPin: "应用口令",
  appPinOf: (name: string) => `${name}的应用口令`,
  repeat: "再输入一次",
  differ: "两次输入不一致",
  rules: (shortest: number) => `至少 ${shortest} 位，只在这台工作站有效；须与密钥口令不同，连续十次不正确即停用。`,
  enterHint: "这张证书的密钥不能单独打开本机存储，还需要您设定的应用口令。",
  chooseHint: "这张证书的密钥不能单独保护本机存储，请设定一个应用口令。",
  offer: "同时设定应用口令（可不设）",
  offerHint: "设定后，不插密钥也能离线打开本机稿件；签名和登录平台仍须密钥。",
  others: "不用密钥打开",
  byPin: (name: string, organisation: string) => `${name} · ${organisation}`,
  byDevice: "本机直接打开",
  open: "打开",
  back: "返回",
  panel: "打开方式",
  panelHint: "任何一种都能打开本机存储，稿件密钥不变。增加方式时须再验一次密钥口令。",
  setPin: "设定应用口令",
  changePin: "更换应用口令",
  addKey: "增加密钥",
  addKeyHint: "选择本人的另一张证书，例如换发的新证书，并输入它的口令。",
  remove: "移除",
  removeAsk: "移除这种打开方式？",
  removeHint: "移除后不能再用它打开本机存储，稿件不受影响。",
  tokenPinFirst: "先输入密钥口令，再输入新的应用口令。",
  save: "保存",
  cancel: "取消",
  whichStore: "打开哪一个本机存储",
  begunHere: "在本机开始的存储",
  fromBackup: (at: string) => `从备份恢复的存储（备份于 ${at}）`,
  changedAt: (at: string) => `最新改动 ${at}`,
  neverChanged: "没有改动过的草稿",
  storeFacts: (from: string, drafts: number, changed: string) => `${from}，${drafts} 篇草稿，${changed}`,
  recovery: "申请恢复",
  recoveryHint:
    "密钥和应用口令都打不开时，由系统管理员批准后恢复。选择本人的证书并输入口令提交申请；批准后在一天内领取。",
  recoveryAsk: "提交申请",
  recoveryReceive: "领取恢复",
  recoveryStates: {
    waiting: "申请已提交，等待系统管理员批准。",
    approved: "申请已批准，可以领取。",
    refused: "申请未获批准。",
    released: "这次批准已经领取过。",
  },
  recovered: "已恢复。现在可以用这张证书或新设的应用口令打开。",
  requests: "恢复申请",
  requestsNone: "没有恢复申请。",
  approve: "批准",
  refuse: "驳回",
  reason: "办理说明（如何核对了本人身份）",
} as const;

const kinds: Readonly<Record<SlotView["kind"], string>> = {
  token: "密钥",
  "device+pin": "应用口令（与系统钥匙串一起）",
  passphrase: "应用口令（无系统钥匙串，单独打开）",
  device: "本机系统钥匙串（策略允许无人打开）",
  recovery: "平台恢复（须管理员批准）",
};

export const slotName = ({ kind, holder }: SlotView): string =>
  holder === "" ? kinds[kind] : `${kinds[kind]} · ${holder}`;

/** 另一个存储 in words (D8). */
export const takeOverText = {
  title: "另一个存储",
  hint: "本机还有您的另一个存储，两个都完整保留。可以把它的草稿、版本和附件取到当前存储：本存储的稿件一篇不改，那个存储也不改动，重复取回不会重复。",
  notYet: "它还没有用这把密钥打开过。请锁定后在“不用密钥打开”中对它申请恢复并领取，再回到这里。",
  take: "取回草稿",
  lock: "锁定并重新打开",
  done: ({ drafts, copies, same, files, missing, waiting }: TakenOver) =>
    [
      `已取回 ${drafts} 篇草稿、${files} 个附件${same > 0 ? `，另有 ${same} 篇本来就有` : ""}。`,
      copies > 0 ? `其中 ${copies} 篇与本存储的稿件同号而内容不同，已另存为新草稿，标题注明“另一存储的稿件”。` : "",
      missing > 0 ? `${missing} 个附件在那个存储中不完整，没有取回。` : "",
      waiting > 0 ? `那个存储还有 ${waiting} 项未确认的上报，请打开它，由它上报。` : "",
      "锁定后重新打开，取回的草稿就在列表中。",
    ].join(""),
} as const;
