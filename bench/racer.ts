/** One engine in a process of its own: starts it, runs it over one text, tells what it cost as a line of JSON. */
import { readFileSync } from "node:fs";
import { median } from "./median";
import type { Peer } from "./peers/peer";

const peers: Readonly<Record<string, () => Promise<Peer>>> = {
  caibian: async () => (await import("./peers/caibian")).caibian,
  autocorrect: async () => (await import("./peers/autocorrect")).autocorrect,
  zhlint: async () => (await import("./peers/zhlint")).zhlint,
  "textlint+prh": async () => (await import("./peers/textlint-prh")).textlintPrh,
  "lint-md": async () => (await import("./peers/lint-md")).lintMd,
  fastscan: async () => (await import("./peers/fastscan")).fastscan,
};

export interface Lap {
  readonly startMs: number;
  readonly firstMs: number;
  /** CPU milliseconds of one warm call, median. */
  readonly cpuMs: number;
  readonly findings: number;
  readonly peakMb: number;
}

/** Milliseconds of the processor that an engine runs before it is measured; what comes before that is told as the first call. */
const WARMING = 4_000;
/** Slow engines are measured once, fast ones until the time is used up. */
const PATIENCE = 4_000;
const MOST = 9;

/** Milliseconds this process has had of the processor. */
function used(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function lap(peer: string, text: string): Promise<Lap> {
  const at = performance.now();
  const make = peers[peer];
  if (make === undefined) throw new Error(`no engine ${peer}`);
  const check = await (await make()).start();
  const startMs = performance.now() - at;
  const atStart = used();
  const firstAt = performance.now();
  let findings = await check(text);
  const firstMs = performance.now() - firstAt;
  while (used() - atStart < WARMING) findings = await check(text);
  const costs: number[] = [];
  const began = performance.now();
  while (costs.length < MOST && (costs.length === 0 || performance.now() - began < PATIENCE)) {
    const before = used();
    findings = await check(text);
    costs.push(used() - before);
  }
  return { startMs, firstMs, cpuMs: median(costs), findings, peakMb: process.resourceUsage().maxRSS / 1024 };
}

const [peer = "", file = ""] = process.argv.slice(2);
console.log(JSON.stringify(await lap(peer, readFileSync(file, "utf8"))));
