/** kill -9 of the platform while several callers submit: nothing acknowledged is lost, nothing takes effect twice. */
import { join } from "node:path";
import { seeded } from "../../e2e/random";
import { AppError } from "../../shared/failure";
import type { Campaign, CampaignOptions } from "../campaign";
import { openPlatform, type PlatformProcess } from "./platform-process";
import { openSubmitter, type Submission, type Submitter, standsOnce } from "./submissions";

const callers = 4;

export const platformKills: Campaign = {
  name: "platform",
  title: "负载下对平台进程 kill -9（内置数据库）",
  run: killUnderLoad,
};

async function killUnderLoad({ count, quick, seed, say, note, folder }: CampaignOptions): Promise<void> {
  const random = seeded(seed);
  const platform = await openPlatform(join(folder, "data"));
  try {
    const submitter = await signedIn(platform);
    const everything: Submission[] = [];
    for (let kill = 1; kill <= count; kill += 1) {
      const began = Date.now();
      const round = await submitUntilKilled(platform, submitter, 300 + random.below(quick ? 700 : 2_500));
      await platform.start();
      const { lost, doubled } = await judge(submitter, round);
      everything.push(...round.acknowledged, ...round.unanswered);
      const faults = lost.length + doubled.length > 0;
      note({
        case: "上报（内置数据库）",
        runs: 1,
        acknowledged: round.acknowledged.length,
        lost: lost.length,
        doubled: doubled.length,
        ...(faults ? { note: `种子 ${seed} 第 ${kill} 次：丢失 ${lost.join("、")}；重复 ${doubled.join("、")}` } : {}),
      });
      const told = `已确认 ${round.acknowledged.length}，没有应答后重发 ${round.unanswered.length}`;
      say(`  ${kill}/${count}：${told}，丢失 ${lost.length}，重复 ${doubled.length}，${Date.now() - began} 毫秒`);
    }
    await countList(submitter, everything, note);
  } finally {
    await platform.kill();
  }
}

async function signedIn(platform: PlatformProcess): Promise<Submitter> {
  const cast = platform.cast();
  const author = cast.sites.find(({ site }) => site === "luan")?.persons.find(({ roles }) => roles.includes("编辑员"));
  if (author === undefined) throw new Error("演示城市里没有编辑员");
  return openSubmitter(platform.url, cast, author);
}

interface Round {
  readonly acknowledged: readonly Submission[];
  /** Sent and never answered: the platform may have them or not. */
  readonly unanswered: readonly Submission[];
}

async function submitUntilKilled(platform: PlatformProcess, submitter: Submitter, after: number): Promise<Round> {
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
        // A refusal by name would be a fault of the campaign's own.
        if (!(error instanceof AppError && error.code === "E_OFFLINE")) throw error;
        unanswered.push(submission);
        return;
      }
    }
  };
  const all = Promise.all(Array.from({ length: callers }, work));
  // The machine pass of the first item warms the platform up.
  await Promise.race([underWay, all]);
  await new Promise((done) => setTimeout(done, after));
  await platform.kill();
  alive = false;
  await all;
  return { acknowledged, unanswered };
}

/** What was acknowledged stands once; what was not answered stands once after the same request was sent again. */
async function judge(submitter: Submitter, { acknowledged, unanswered }: Round) {
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const submission of unanswered) await submitter.send(submission);
  // An answer that got lost is asked for again with the same key, which must change nothing.
  for (const submission of acknowledged.slice(-2)) await submitter.send(submission);
  for (const submission of [...acknowledged, ...unanswered]) {
    const detail = await submitter.read(submission.itemId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "E_NOT_FOUND") return null;
      throw error;
    });
    if (detail === null) lost.push(submission.itemId);
    else if (!standsOnce(detail, submission)) doubled.push(submission.itemId);
  }
  return { lost, doubled };
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
