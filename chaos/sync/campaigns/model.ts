/** The model on its own: many histories under the sound rules, and deliberate faults, each of which it must notice. */
import fc from "fast-check";
import { mutants } from "../../../shared/sync/model/mutants";
import { play } from "../../../shared/sync/model/play";
import { type Rules, sound } from "../../../shared/sync/model/rules";
import { modelHistory, restoredHistory } from "../../../shared/sync/model/testing/histories";
import type { Campaign, CampaignOptions } from "../../campaign";

/** Histories of the model for each one that is counted: it is a thousand times as fast as the real programs. */
const HISTORIES = 1_000;

export const syncModel: Campaign = {
  name: "sync-model",
  title: "同步协议的参照模型，以及应被发现的人为错误",
  run: async (options) => {
    judge(options, "模型：全部规则", modelHistory);
    judge(options, "模型：平台由备份恢复", restoredHistory);
    for (const [name, rules] of Object.entries(mutants)) control(options, name, rules);
  },
};

type Histories = typeof modelHistory;

function judge({ seed, count, note, say }: CampaignOptions, name: string, histories: Histories): void {
  const details = fc.check(
    fc.property(histories, (steps) => play(steps, sound).length === 0),
    { seed, numRuns: count * HISTORIES },
  );
  say(`${name}：${details.numRuns} 段历史，${details.failed ? "有违约" : "全部守约"}`);
  const found = details.failed ? { note: `种子 ${seed}：${JSON.stringify(details.counterexample)}` } : {};
  note({
    case: name,
    runs: details.numRuns,
    acknowledged: details.numRuns,
    lost: details.failed ? 1 : 0,
    doubled: 0,
    ...found,
  });
}

function control({ seed, note, say }: CampaignOptions, name: string, rules: Rules): void {
  const tries = [modelHistory, restoredHistory].map((histories) =>
    fc.check(
      fc.property(histories, (steps) => play(steps, rules).length === 0),
      { seed, numRuns: 20 * HISTORIES },
    ),
  );
  const found = tries.find(({ failed }) => failed);
  const runs = found?.numRuns ?? 40 * HISTORIES;
  say(`人为错误「${name}」：${found === undefined ? "没有发现" : `第 ${runs} 段历史发现`}`);
  const missed = found === undefined ? { lost: 1, note: `没有发现：${name}` } : { lost: 0 };
  note({ case: "模型：应被发现的人为错误", runs: 1, acknowledged: 1, doubled: 0, ...missed });
}
