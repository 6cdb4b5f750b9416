/** kill -9 of a desk while it takes a version in: at each step by name, and at any moment. */
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../e2e/random";
import { type UpdateStep, updateSteps } from "../../main/update/step";
import { endOf, next, present, type Terminal } from "./terminal";

/** Steps that come with a plain update; the others have cases of their own. */
export const killedSteps: readonly UpdateStep[] = updateSteps.filter(
  (step) => step !== "keys-kept" && step !== "order-kept",
);

/** As they stand in the table. */
export const stepNames: Readonly<Record<UpdateStep, string>> = {
  asked: "问过更新源",
  "keys-kept": "记下密钥",
  "offer-kept": "记下发布单",
  "part-written": "写下一段",
  downloaded: "下载完",
  "artifact-verified": "核验更新包",
  "file-unpacked": "解开一个文件",
  unpacked: "全部解开",
  "payload-verified": "核验文件清单",
  sealed: "放入发布单",
  renamed: "改名就位",
  "memory-kept": "记下状态",
  "order-kept": "记下回退令",
  pruned: "清理旧版本",
};

/** These come many times: which of them is chance. */
const many: readonly UpdateStep[] = ["part-written", "file-unpacked"];

export interface Harm {
  /** What was found wrong afterwards. */
  readonly wrong: readonly string[];
}

export async function killAtStep(terminal: Terminal, step: UpdateStep, random: Random): Promise<Harm> {
  const nth = many.includes(step) ? 1 + random.below(4) : 1;
  const child = terminal.child({ step, nth });
  const { wrong } = await afterKill(terminal, endOf(child));
  // The harm that is claimed was done.
  return { wrong: child.signalCode === "SIGKILL" ? wrong : [...wrong, "没有被终止"] };
}

export async function killAtAnyTime(terminal: Terminal, random: Random): Promise<Harm> {
  const child = terminal.child(null);
  const ended = endOf(child);
  await new Promise<void>((done) => {
    child.stdout?.once("data", () => done());
    child.once("exit", () => done());
  });
  await Promise.race([pause(random.below(250)), ended]);
  child.kill("SIGKILL");
  return afterKill(terminal, ended);
}

/** The launcher starts something verified at once; then the update goes on where it was, and is started. */
async function afterKill(terminal: Terminal, killed: Promise<void>): Promise<Harm> {
  await killed;
  const wrong: string[] = [];
  const first = await terminal.start();
  if (first !== present && first !== next) wrong.push(`启动了“${first}”`);
  if (!terminal.isDataWhole()) wrong.push("数据变了");
  const { updates } = terminal.desk();
  updates.start();
  await updates.stop();
  const { failure } = await terminal.desk().updates.check();
  // A part that was cut in its middle may be thrown away once.
  if (failure !== null) await terminal.desk().updates.check();
  const second = await terminal.start();
  if (second !== next) wrong.push(`再次更新后启动了“${second}”`);
  if (!terminal.isDataWhole()) wrong.push("再次更新后数据变了");
  return { wrong };
}
