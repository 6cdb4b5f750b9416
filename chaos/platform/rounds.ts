/** Callers submit until something is struck; what was acknowledged must stand once when it is up again. */
import type { Random } from "../../e2e/random";
import { AppError } from "../../shared/failure";
import type { CampaignOptions } from "../campaign";
import { type Submission, type Submitter, standsOnce } from "./submissions";

/** What is ended in the middle of work, and how it comes back. */
export interface Fault {
  /** As it stands in the table. */
  readonly case: string;
  readonly strike: () => Promise<void>;
  readonly recover: () => Promise<void>;
}

export interface Rounds {
  readonly submitter: Submitter;
  readonly random: Random;
  readonly faults: readonly Fault[];
  /** Milliseconds of work at most before a fault. */
  readonly atMost: number;
  /** @throws Error when something ended that was not struck */
  readonly mustRun: () => void;
}

const callers = 4;

/** Each fault `count` times, in turn; then everything that was ever submitted is looked for in the list. */
export async function strikeUnderLoad(rounds: Rounds, options: CampaignOptions): Promise<void> {
  const { submitter, faults, random, atMost } = rounds;
  const everything: Submission[] = [];
  for (let number = 1; number <= options.count; number += 1) {
    for (const fault of faults) {
      const began = Date.now();
      const round = await submitUntil(fault, submitter, 300 + random.below(atMost));
      await fault.recover();
      const verdict = await judge(rounds, round);
      everything.push(...round.acknowledged, ...round.unanswered);
      tell({ fault, number, round, verdict, milliseconds: Date.now() - began }, options);
    }
  }
  await countList(submitter, everything, options.note);
}

interface Round {
  readonly acknowledged: readonly Submission[];
  /** Sent and never answered, or put off: the platform may have them or not. */
  readonly unanswered: readonly Submission[];
}

/** What a platform may say whose database is away; anything else would be a fault of its own. */
const isPutOff = (error: unknown): boolean =>
  error instanceof AppError && (error.code === "E_OFFLINE" || error.code === "E_BUSY");

async function submitUntil({ strike }: Fault, submitter: Submitter, after: number): Promise<Round> {
  const acknowledged: Submission[] = [];
  const unanswered: Submission[] = [];
  let alive = true;
  let heard = (): void => undefined;
  const underWay = new Promise<void>((done) => {
    heard = done;
  });
  const work = async (): Promise<void> => {
    while (alive) {
      const submission = await submitter.prepare();
      if (!alive) return;
      try {
        await submitter.send(submission);
        acknowledged.push(submission);
        heard();
      } catch (error) {
        if (!isPutOff(error)) throw error;
        unanswered.push(submission);
        return;
      }
    }
  };
  const all = Promise.all(Array.from({ length: callers }, work));
  // The machine pass of the first item warms the platform up.
  await Promise.race([underWay, all]);
  await new Promise((done) => setTimeout(done, after));
  await strike();
  alive = false;
  await all;
  return { acknowledged, unanswered };
}

interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** What was acknowledged stands once; what was not answered stands once after the same request was sent again. */
async function judge({ submitter, mustRun }: Rounds, { acknowledged, unanswered }: Round): Promise<Verdict> {
  const patiently = <T>(ask: () => Promise<T>) => untilAnswered(ask, mustRun);
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const submission of unanswered) await patiently(() => submitter.send(submission));
  // An answer that got lost is asked for again with the same key, which must change nothing.
  for (const submission of acknowledged.slice(-2)) await patiently(() => submitter.send(submission));
  for (const submission of [...acknowledged, ...unanswered]) {
    const detail = await patiently(() => submitter.read(submission.itemId)).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "E_NOT_FOUND") return null;
      throw error;
    });
    if (detail === null) lost.push(submission.itemId);
    else if (!standsOnce(detail, submission)) doubled.push(submission.itemId);
  }
  return { lost, doubled };
}

const PATIENCE_MS = 60_000;

/** A server that replays its log puts everybody off for a while; one that does so for ever has not come back. */
async function untilAnswered<T>(ask: () => Promise<T>, mustRun: () => void): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      mustRun();
      if (!isPutOff(error) || Date.now() > until) throw error;
      await new Promise((done) => setTimeout(done, 200));
    }
  }
}

interface Told {
  readonly fault: Fault;
  readonly number: number;
  readonly round: Round;
  readonly verdict: Verdict;
  readonly milliseconds: number;
}

function tell({ fault, number, round, verdict, milliseconds }: Told, { seed, count, note, say }: CampaignOptions) {
  const { lost, doubled } = verdict;
  const found = `种子 ${seed} 第 ${number} 次：丢失 ${lost.join("、")}；重复 ${doubled.join("、")}`;
  note({
    case: fault.case,
    runs: 1,
    acknowledged: round.acknowledged.length,
    lost: lost.length,
    doubled: doubled.length,
    ...(lost.length + doubled.length > 0 ? { note: found } : {}),
  });
  const told = `已确认 ${round.acknowledged.length}，没有应答后重发 ${round.unanswered.length}`;
  say(`  ${fault.case} ${number}/${count}：${told}，丢失 ${lost.length}，重复 ${doubled.length}，${milliseconds} 毫秒`);
}

async function countList(submitter: Submitter, all: readonly Submission[], note: CampaignOptions["note"]) {
  const listed = await submitter.listed();
  const missing = all.filter(({ itemId }) => !listed.has(itemId));
  const twice = all.filter(({ itemId }) => (listed.get(itemId) ?? 0) > 1);
  note({
    case: "全部上报在清单中各有一次",
    runs: 1,
    acknowledged: all.length,
    lost: missing.length,
    doubled: twice.length,
    ...(missing.length + twice.length === 0
      ? {}
      : { note: `清单缺少 ${missing.map(({ itemId }) => itemId).join("、")}` }),
  });
}
