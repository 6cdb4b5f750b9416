/** 更新 in words: what waits, when, what holds it, and what the launcher did. */
import type { UpdateView } from "../../shared/ipc/update";
import type { Ring } from "../../shared/model/policy";

type Why = NonNullable<UpdateView["waiting"]>["why"];
type Fallback = UpdateView["fallbacks"][number];

const rings: Readonly<Record<Ring, string>> = { pilot: "试点批", early: "先行批", general: "普通批" };

const phases: Readonly<Record<UpdateView["phase"], string>> = {
  none: "管理员没有设置更新源，可用离线更新包更新。",
  unmanaged: "本程序不是管理员安装的正式版，不自动更新。",
  quiet: "已是最新版本。",
  busy: "正在检查或下载更新，可以照常工作。",
  ready: "新版本已核验完毕，重启工作站后生效。",
};

const faults: Readonly<Record<Fallback["why"], string>> = {
  crashed: "连续两次启动出错",
  hung: "连续两次启动没有响应",
  refused: "连续两次没有启动",
  "cut-off": "连续两次启动中断",
  ordered: "管理员下达了回退令",
  damaged: "程序文件已损坏",
};

export const updateText = {
  title: "更新",
  version: "现用版本",
  ring: "更新批次",
  ringName: (ring: Ring | null) => (ring === null ? "管理员未设置" : rings[ring]),
  checked: "最近检查",
  never: "还没有检查过",
  offered: "新版本",
  state: "状态",
  phase: (phase: UpdateView["phase"]) => phases[phase],
  check: "检查更新",
  install: "立即重启更新",
  defer: "推迟一天",
  seen: "知道了",
  open: "查看更新",
  bundle: "导入离线更新包",
  bundleHint: "从优盘或共享文件夹选择管理员下发的 .cbupdate 文件，与联网更新同样核验。",
  ready: (version: string) => `新版本 ${version} 已就绪。`,
  back: (version: string) => `管理员要求退回 ${version} 版，已就绪。`,
  restartAt: (time: string) => `工作站将于 ${time} 自动重启，正在编辑时不会重启。`,
  restartWhenIdle: "您方便时重启即可生效；稿件都在本机，不受影响。",
  daysLeft: (days: number) => (days < 1 ? "今天之后不能再推迟。" : `还可推迟 ${days} 天。`),
  noDeferral: "不能再推迟，手头工作办完后即重启。",
  downloading: (part: number) => `已下载 ${Math.round(part * 100)}%，断线后会接着下载。`,
  waiting: (why: Why, until: string | null): string => {
    switch (why) {
      case "ring":
        return until === null ? "本机所在批次尚未开放。" : `本机所在批次 ${until} 开放。`;
      case "paused":
        return until === null ? "管理员暂停了本批次的更新。" : `管理员暂停了本批次的更新，${until} 起恢复。`;
      case "clock":
        return "本机时间早于发布时间，请先校准时间。";
      case "window":
        return until === null ? "等待管理员规定的时段。" : `将在管理员规定的时段重启（${until} 起）。`;
      case "work":
        return "有未上报、正在编辑或正在签名的工作，办完后才能重启。";
      case "deferred":
        return until === null ? "已推迟。" : `已推迟到 ${until}。`;
    }
  },
  fallback: ({ from, to, why }: Fallback) => `${from} 版${faults[why]}，工作站已自动退回 ${to} 版。`,
  fallbackSafe: ({ storesReturned, storesStuck }: Fallback): string => {
    if (storesStuck > 0) return `有 ${storesStuck} 份本机存储只有新版本能打开，内容完好、没有改动，请联系管理员。`;
    return storesReturned > 0
      ? "本机存储已退回升级前的快照，新版本期间写入的内容另存一份，没有删除。"
      : "稿件没有丢失。";
  },
} as const;
