/**
 * kill -9 of the launcher itself before any of its calls to the file system: while it verifies a new version, counts a start, or
 * goes back. The next start must come to the same version, with the same data; one that was cut off is no reason to go back.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import type { Random } from "../../e2e/random";
import { endOf, next, present, type Terminal } from "./terminal";

function launcher(terminal: Terminal, killAt: number | null): ChildProcess {
  const program = resolve(import.meta.dirname, "child-launch.ts");
  const order = JSON.stringify({ root: terminal.root, data: terminal.data, killAt });
  return spawn(process.execPath, ["--import", "tsx", program, order], { stdio: ["ignore", "pipe", "ignore"] });
}

/** How many calls a start makes from where the terminal stands; it is made, so the caller prepares anew. */
async function callsOf(terminal: Terminal): Promise<number> {
  const child = launcher(terminal, null);
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  await new Promise<void>((done) => child.once("close", () => done()));
  return Number(text.trim());
}

export interface LauncherCase {
  readonly name: string;
  readonly prepare: (terminal: Terminal) => Promise<void>;
  /** What every later start must come to. */
  readonly ends: string;
}

export const launcherCases: readonly LauncherCase[] = [
  {
    name: "kill -9：启动器在任意一步，新版本第一次启动",
    ends: next,
    prepare: async (terminal) => {
      terminal.fresh();
      terminal.offer({ version: next, serial: 2 });
      await terminal.desk().updates.check();
    },
  },
  {
    name: "kill -9：启动器在任意一步，新版本启动失败而退回",
    ends: present,
    prepare: async (terminal) => {
      terminal.fresh();
      terminal.offer({ version: next, serial: 2, behaviour: "crash" });
      await terminal.desk().updates.check();
    },
  },
];

export interface LauncherRound {
  readonly terminal: Terminal;
  readonly random: Random;
}

export async function killLauncher(
  { prepare, ends }: LauncherCase,
  { terminal, random }: LauncherRound,
): Promise<readonly string[]> {
  await prepare(terminal);
  const calls = await callsOf(terminal);
  await prepare(terminal);
  const killAt = 1 + random.below(calls);
  const child = launcher(terminal, killAt);
  await endOf(child);
  const killed = child.signalCode === "SIGKILL" ? [] : [`第 ${killAt} 步（共 ${calls} 步）没有被终止`];
  const first = await terminal.start();
  const whole = terminal.isDataWhole();
  const second = await terminal.start();
  return [
    ...killed,
    ...(first === ends ? [] : [`第 ${killAt} 步之后启动了“${first}”，应为 ${ends}`]),
    ...(second === ends ? [] : [`再次启动了“${second}”，应为 ${ends}`]),
    ...(whole && terminal.isDataWhole() ? [] : ["数据变了"]),
  ];
}
