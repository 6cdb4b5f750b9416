/** The files of a diagnostics bundle, each from its own source, none from a manuscript or a record. */
import type { AuditState } from "../../shared/ipc/audit";
import type { SessionView } from "../../shared/ipc/contract";
import type { WindowFacts } from "../../shared/ipc/diagnostics";
import type { SelfCheck } from "../../shared/ipc/self-check";
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { AuditTrail } from "../audit";
import type { FileLog } from "../log";
import type { Machine } from "../self-check/machine";
import type { Store } from "../store";
import { type KnownParts, knownTexts } from "./known-texts";
import { policyFacts } from "./policy-facts";
import { programLogText } from "./program-log";
import { redact } from "./redact";
import { storesFacts } from "./stores-facts";

export interface GatherParts extends KnownParts {
  readonly version: string;
  readonly shell: "electron" | "browser";
  /** Null for a development build. */
  readonly build: BuildIdentity | null;
  readonly machine: Machine;
  readonly clock: () => Date;
  readonly audit: AuditTrail;
  readonly auditState: () => Promise<AuditState>;
  readonly selfCheck: () => Promise<SelfCheck>;
  readonly log: Pick<FileLog, "since">;
  readonly view: () => SessionView;
  /** The store that is open; null while locked. */
  readonly store: () => Store | null;
}

export interface GatheredFile {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

interface Wanted {
  readonly since: string;
  readonly window: WindowFacts;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every text has passed the sieve: what the person reads is what an export writes. */
export async function gatherFiles(parts: GatherParts, wanted: Wanted): Promise<readonly GatheredFile[]> {
  const known = await knownTexts(parts);
  const sources: readonly (readonly [string, string, () => string | Promise<string>])[] = [
    ["10-versions.json", "版本与构建", () => json(versionFacts(parts, wanted.window))],
    ["20-policy.json", "策略（不含地址）", () => json(policyFacts(parts.policy()))],
    ["30-stores.json", "本机存储", async () => json(await storesOf(parts))],
    ["40-sync.json", "同步计数", () => json(wanted.window.work ?? { state: "locked" })],
    ["50-self-check.txt", "自检结果", () => selfCheckText(parts, wanted.window)],
    ["60-audit.txt", "本机日志（已遮蔽）", () => auditText(parts, wanted.since)],
    ["70-program-log.txt", "程序日志（已遮蔽）", () => programLogText(parts.log.since(wanted.since))],
    ["80-environment.json", "运行环境", () => json(environmentFacts(parts, wanted.window))],
  ];
  const files: GatheredFile[] = [];
  for (const [name, title, make] of sources) files.push({ name, title, text: redact(await make(), known) });
  return files;
}

function versionFacts({ version, shell, build, machine }: GatherParts, { browser }: WindowFacts) {
  return {
    version,
    shell,
    build:
      build === null
        ? "development"
        : {
            version: build.version,
            edition: build.edition,
            locked: build.locked,
            policyKeys: build.policyKeys.length,
            releaseKeys: build.releaseKeys.length,
          },
    node: machine.facts().node,
    browser,
  };
}

function storesOf({ fs, dataFolder, store }: GatherParts) {
  return storesFacts(fs, dataFolder, store()?.journal ?? null);
}

async function selfCheckText({ selfCheck }: GatherParts, { lines }: WindowFacts): Promise<string> {
  const found = await selfCheck();
  const rows = [...found.lines, ...lines].map(({ subject, state, code, words }) =>
    // A name in quotation marks is a driver's or a key's, which its owner chose.
    [subject, state, code ?? "-", words.replace(/“[^”]*”/g, "“…”")].join("  "),
  );
  return `${found.at}\n${rows.join("\n")}\n`;
}

/** Enough for the lines of some months in one reading. */
const MOST = 20_000;

async function auditText({ audit, auditState }: GatherParts, since: string): Promise<string> {
  const { verdict, setAside, months } = await auditState();
  const told =
    verdict.state === "whole"
      ? `本机日志完整：共 ${verdict.lines} 条，平台已签收 ${verdict.covered} 条，保存 ${months} 个月，另存 ${setAside} 份。`
      : `本机日志第 ${verdict.at + 1} 条起不符（${verdict.why}），另存 ${setAside} 份。`;
  const all = verdict.state === "whole" ? await audit.lines(Math.max(0, audit.count() - MOST), MOST) : [];
  const rows = all
    .filter(({ at }) => at >= since)
    .map(({ seq, at, event, details }) => `${seq + 1}  ${at}  ${event}  ${details.code ?? ""}`.trimEnd());
  return [told, ...rows, ""].join("\n");
}

function environmentFacts({ machine, clock, view }: GatherParts, { language, screen }: WindowFacts) {
  const { node: _, memoryBytes, freeMemoryBytes, ...facts } = machine.facts();
  const { state, reachable, clockOffset } = view();
  return {
    ...facts,
    memoryMegabytes: Math.round(memoryBytes / 1e6),
    freeMemoryMegabytes: Math.round(freeMemoryBytes / 1e6),
    timeZone: machine.timeZone(),
    at: clock().toISOString(),
    clockOffsetMilliseconds: clockOffset,
    session: state,
    reachable,
    language,
    screen,
  };
}
