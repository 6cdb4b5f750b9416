/** Words of the conflict screen. Both sides keep their names everywhere: 本机 and 平台. */
import type { PlaceKind } from "../../shared/merge/place";
import type { Verdict } from "../../shared/merge/three";

export const conflictText = {
  title: "合并冲突",
  back: "返回同步",
  loading: "正在对照两个版本…",
  mine: "本机的版本",
  result: "合并结果",
  theirs: "平台上的版本",
  base: "两边共同的原稿",
  noBase: "没有找到两边共同的原稿，凡有不同的地方都请您选定。",
  cached: "平台暂时不可达，右边是最近一次取到本机的平台版本。",
  kept: "两份原稿都完整保存：完成后在“版本”里各留一版，随时可以找回。",
  voidedTitle: "以下审签随合并作废",
  voided: (name: string, role: string, at: string) => `${name}（${role}）${at} 的同意`,
  unsent: (step: string) => `您在本机以${step}身份签的意见（尚未送达平台）`,
  noneVoided: "没有因合并而作废的审签。",
  again: "合并后的稿件要重新校对、签名，并从头逐级审签。",
  locked: (reason: string) => `平台目前不接受修改：${reason}合并结果仍会保存为本机草稿。`,
  open: (count: number) => (count === 0 ? "各处都已选定" : `还有 ${count} 处待选定`),
  proposals: (count: number) => `${count} 处只有一边改过，已按改动拟定，请过目`,
  same: (count: number) => `两边相同的 ${count} 处`,
  finish: "完成合并",
  finishAsk: "完成合并？",
  finishNote: (revision: number) => `合并结果成为本机草稿，以平台第 ${revision} 版为基础。`,
  notYet: (count: number) => `还有 ${count} 处待选定，选定后才能完成合并`,
  undo: "撤销",
  nextOpen: "下一处待定",
  rest: "其余待定的",
  restMine: "都用本机",
  restTheirs: "都用平台",
  keys: "J / K 下一处、上一处　F8 下一处待定　1 用本机　2 用平台　3 两处都要　4 改写　Ctrl+Z 撤销",
  choose: { mine: "用本机", theirs: "用平台", both: "两处都要", edit: "改写" },
  joined: "合并两处改动",
  drop: { mine: "按本机删除", theirs: "按平台删除" },
  deleted: "（已删除）",
  absent: "（没有这一处）",
  undecided: "待选定",
  editLabel: "改写后的文字",
  editDone: "用这段文字",
  editCancel: "取消",
  editEmpty: "留空表示删去这一处",
  stands: (after: string) => (after === "" ? "位于开头" : `位于“${after}”之后`),
  stale: "平台上又有了新的版本，已重新对照；已选定的仍适用的保留。",
  kinds: {
    title: "标题",
    field: "元数据",
    block: "段落",
    item: "列表项",
    row: "表格行",
    cell: "表格单元格",
  },
} as const satisfies Record<string, unknown> & { readonly kinds: Record<PlaceKind, string> };

/** What happened at a place, in one sentence. */
export function verdictWords(verdict: Verdict, placement: Verdict): string {
  const changed = {
    none: "",
    mine: "只有本机改过",
    theirs: "只有平台改过",
    agreed: "两边改得一样",
    conflict: "两边都改了",
  };
  const moved = {
    none: "",
    mine: "本机移动过",
    theirs: "平台移动过",
    agreed: "两边同样移动",
    conflict: "两边移到了不同位置",
  };
  return [changed[verdict], moved[placement]].filter((words) => words !== "").join("；");
}

/** A paragraph that came or went by one side alone. */
export const addedWords = { mine: "本机新增", theirs: "平台新增", agreed: "两边同样新增" } as const;
export const removedWords = { mine: "本机删除", theirs: "平台删除", agreed: "两边都删除" } as const;
