/** kill -9 of a desk while it takes a version in: at each step by name, and at any moment. */
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../e2e/random";
import { type UpdateStep, updateSteps } from "../../main/update/step";
import { endOf, next, present, type Terminal } from "./terminal";

/** Steps that come with a plain update; the others have cases of their own. */
export const killedSteps: readonly UpdateStep[] = updateSteps.filter(
  (step) => step !== "keys-kept" && step !== "order-kept",
);

/** These come many times: which of them is chance. */
const many: readonly UpdateStep[] = ["part-written", "file-unpacked"];

export interface Harm {
  /** What was found wrong afterwards. */
  readonly wrong: readonly string[];
}

export async function killAtStep(terminal: Terminal, step: UpdateStep, random: Random): Promise<Harm> {
  const nth = many.includes(step) ? 1 + random.below(4) : 1;
  return afterKill(terminal, endOf(terminal.child({ step, nth })));
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
