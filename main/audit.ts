/**
 * The desk's own audit log: append-only JSON lines, each bound to the one before by its hash (LG-1, requirements §2.10).
 * It holds events, fingerprints and codes; never text, codes sent by SMS, PINs or names of manuscripts.
 */
import { join } from "node:path";
import { z } from "zod";
import { type DeskDetails, type DeskLine, deskCheckpoint, deskDetails, deskLine } from "../shared/audit/desk-log";
import { utf8 } from "../shared/bytes";
import { digestOfJson } from "../shared/digest";
import { AppError } from "../shared/failure";
import type { Digest } from "../shared/schema";
import { type SignedDocument, signedDocument } from "../shared/trust/receipt";
import { readText, writeDurable } from "./durable-file";
import { type FileSystem, isDiskFull, type OpenFile } from "./journal/filesystem";

export const auditEvents = [
  "started",
  "audit-broken",
  "audit-refused",
  "unlocked",
  "unlock-failed",
  "sms-requested",
  "sms-failed",
  "signed-in",
  "session-ended",
  "lease-refused",
  "locked",
  "slot-added",
  "slot-removed",
  "recovery-asked",
  "recovered",
  "backed-up",
  "backup-restored",
  "key-removed",
  "imported",
  "secret-refused",
  "signature-made",
  "signature-refused",
  "delivered",
  "profile-changed",
  "profile-refused",
  "pack-installed",
  "pack-refused",
  "pack-rolled-back",
] as const;
export type AuditEvent = (typeof auditEvents)[number];

const details = deskDetails;
export type AuditDetails = DeskDetails;

/** What the platform will take too; here only events of ours are written. */
const line = deskLine.extend({ event: z.enum(auditEvents) });
type Line = z.infer<typeof line>;

export interface Audit {
  /** Resolves when the line is on disk, or kept for later because the disk is full. */
  readonly note: (event: AuditEvent, details?: AuditDetails) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The log itself, for whoever brings it to the platform. */
export interface AuditTrail extends Audit {
  /** The hash of its first line; null before there is one. */
  readonly name: () => Promise<Digest | null>;
  /** So many lines from one on. */
  readonly lines: (from: number, count: number) => Promise<readonly DeskLine[]>;
  /** Keeps the platform's signed word on how far it holds the log. */
  readonly keepCheckpoint: (signed: SignedDocument) => Promise<void>;
}

export interface AuditOptions {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly clock: () => Date;
}

const NAME = "audit.jsonl";
const CHECKPOINTS = "checkpoints.json";

/**
 * Opens the log; one that does not hold together, or not with what the platform signed of it, is kept aside, and the new
 * one begins by saying so.
 */
export async function openAudit({ fs, folder, clock }: AuditOptions): Promise<AuditTrail> {
  await fs.makeFolder(folder);
  const path = join(folder, NAME);
  const text = (await readText(fs, path)) ?? "";
  const lines = agreed(readLines(text), await readCheckpoints(fs, folder));
  if (lines !== null && wholeText(text) !== text) await writeDurable(fs, path, wholeText(text));
  if (lines === null) await setAside(fs, folder);
  const fresh = lines === null || text === "";
  const file = await fs.open(path, fresh && !(await fs.list(folder)).includes(NAME) ? "create" : "edit");
  const last = lines?.at(-1) ?? null;
  const end = lines === null ? 0 : utf8(wholeText(text)).length;
  const log = new AuditLog({ fs, folder, file, clock, last, end });
  await fs.syncFolder(folder);
  await log.note(lines === null ? "audit-broken" : "started");
  return log;
}

/** The lines of a log whose chain holds; null when it does not. A line cut at the end was never promised. */
export function readLines(text: string): readonly Line[] | null {
  let previous: Line | null = null;
  const lines: Line[] = [];
  for (const raw of wholeText(text).split("\n").slice(0, -1)) {
    const parsed = parseLine(raw);
    if (parsed === null) return null;
    const { hash, ...rest } = parsed;
    if (parsed.seq !== lines.length || parsed.previous !== (previous?.hash ?? null)) return null;
    if (digestOfJson(rest) !== hash) return null;
    previous = parsed;
    lines.push(parsed);
  }
  return lines;
}

const wholeText = (text: string): string => text.slice(0, text.lastIndexOf("\n") + 1);

function parseLine(raw: string): Line | null {
  try {
    return line.parse(JSON.parse(raw));
  } catch {
    // Not a line of ours: the chain is broken, which the caller tells.
    return null;
  }
}

async function setAside(fs: FileSystem, folder: string): Promise<void> {
  const names = await fs.list(folder);
  const count = names.filter((name) => name.startsWith(NAME) && name.endsWith(".damaged")).length + 1;
  for (const name of [NAME, CHECKPOINTS])
    if (names.includes(name)) await fs.rename(join(folder, name), join(folder, `${name}.${count}.damaged`));
}

/** The newest word of each city's platform. */
const checkpoints = z.record(z.string(), signedDocument);
type Checkpoints = z.infer<typeof checkpoints>;

/** One that cannot be read is as good as none: the platform gives the next. */
async function readCheckpoints(fs: FileSystem, folder: string): Promise<Checkpoints> {
  try {
    return checkpoints.parse(JSON.parse((await readText(fs, join(folder, CHECKPOINTS))) ?? "{}"));
  } catch {
    return {};
  }
}

/** Null when lines are missing, or are others than those the platform holds. */
function agreed(lines: readonly Line[] | null, kept: Checkpoints): readonly Line[] | null {
  const fits = Object.values(kept).every(({ document }) => {
    const said = deskCheckpoint.safeParse(parseJson(document));
    return said.success && lines?.[0]?.hash === said.data.log && lines[said.data.seq]?.hash === said.data.hash;
  });
  return fits ? lines : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface LogStart {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly file: OpenFile;
  readonly clock: () => Date;
  readonly last: Line | null;
  readonly end: number;
}

class AuditLog implements AuditTrail {
  readonly #fs: FileSystem;
  readonly #folder: string;
  readonly #file: OpenFile;
  readonly #clock: () => Date;
  #last: { readonly seq: number; readonly hash: Digest } | null;
  #end: number;
  #writing: Promise<void> = Promise.resolve();
  /** Lines a full disk did not take: they go before the next one. */
  #backlog = "";

  constructor(start: LogStart) {
    this.#fs = start.fs;
    this.#folder = start.folder;
    this.#file = start.file;
    this.#clock = start.clock;
    this.#last = start.last;
    this.#end = start.end;
  }

  readonly note = (event: AuditEvent, given: AuditDetails = {}): Promise<void> => {
    const written = this.#writing.then(() => this.#write(event, given));
    this.#writing = written.catch(() => undefined);
    return written;
  };

  readonly name = async (): Promise<Digest | null> => (await this.#read())[0]?.hash ?? null;

  readonly lines = async (from: number, count: number): Promise<readonly DeskLine[]> =>
    (await this.#read()).slice(from, from + count);

  readonly keepCheckpoint = async (signed: SignedDocument): Promise<void> => {
    const { site } = deskCheckpoint.parse(JSON.parse(signed.document));
    const kept = { ...(await readCheckpoints(this.#fs, this.#folder)), [site]: signed };
    try {
      await writeDurable(this.#fs, join(this.#folder, CHECKPOINTS), JSON.stringify(kept));
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  };

  /** What is on disk. @throws AppError E_AUDIT when somebody changed it under us */
  async #read(): Promise<readonly Line[]> {
    await this.#writing;
    const lines = readLines((await readText(this.#fs, join(this.#folder, NAME))) ?? "");
    if (lines === null) throw new AppError("E_AUDIT");
    return lines;
  }

  readonly close = async (): Promise<void> => {
    await this.#writing;
    await this.#file.close();
  };

  async #write(event: AuditEvent, given: AuditDetails): Promise<void> {
    const rest = {
      seq: this.#last === null ? 0 : this.#last.seq + 1,
      at: this.#clock().toISOString(),
      event,
      details: details.parse(given),
      previous: this.#last?.hash ?? null,
    };
    const hash = digestOfJson(rest);
    this.#last = { seq: rest.seq, hash };
    this.#backlog += `${JSON.stringify({ ...rest, hash })}\n`;
    const bytes = utf8(this.#backlog);
    try {
      await this.#file.write(bytes, this.#end);
      await this.#file.sync();
    } catch (error) {
      // A full disk must not keep a person from opening the store to save what is in the window.
      if (isDiskFull(error)) return;
      throw error;
    }
    this.#end += bytes.length;
    this.#backlog = "";
  }
}
