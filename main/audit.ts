/**
 * The desk's own audit log: append-only JSON lines, each bound to the one before by its hash (LG-1, requirements §2.10).
 * It holds events, fingerprints and codes; never text, codes sent by SMS, PINs or names of manuscripts.
 */
import { join } from "node:path";
import { z } from "zod";
import { utf8 } from "../shared/bytes";
import { digestOfJson } from "../shared/digest";
import { type Digest, digest, instant } from "../shared/schema";
import { readText, writeDurable } from "./durable-file";
import { type FileSystem, isDiskFull, type OpenFile } from "./journal/filesystem";

export const auditEvents = [
  "started",
  "audit-broken",
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

const details = z.strictObject({
  /** Fingerprint of the certificate. */
  person: z.string().optional(),
  /** A failure code, or an event of a receipt. */
  code: z.string().optional(),
  /** An item's or operation's id, or a hash. */
  about: z.string().optional(),
});
export type AuditDetails = z.infer<typeof details>;

const line = z.strictObject({
  seq: z.number().int().nonnegative(),
  at: instant,
  event: z.enum(auditEvents),
  details,
  previous: digest.nullable(),
  hash: digest,
});
type Line = z.infer<typeof line>;

export interface Audit {
  /** Resolves when the line is on disk, or kept for later because the disk is full. */
  readonly note: (event: AuditEvent, details?: AuditDetails) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface AuditOptions {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly clock: () => Date;
}

const NAME = "audit.jsonl";

/** Opens the log; one that does not hold together is kept aside, and the new one begins by saying so. */
export async function openAudit({ fs, folder, clock }: AuditOptions): Promise<Audit> {
  await fs.makeFolder(folder);
  const path = join(folder, NAME);
  const text = (await readText(fs, path)) ?? "";
  const lines = readLines(text);
  if (lines !== null && wholeText(text) !== text) await writeDurable(fs, path, wholeText(text));
  if (lines === null) await setAside(fs, folder);
  const fresh = lines === null || text === "";
  const file = await fs.open(path, fresh && !(await fs.list(folder)).includes(NAME) ? "create" : "edit");
  const last = lines?.at(-1) ?? null;
  const log = new AuditLog({ file, clock, last, end: lines === null ? 0 : utf8(wholeText(text)).length });
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
  const count = (await fs.list(folder)).filter((name) => name.endsWith(".damaged")).length;
  await fs.rename(join(folder, NAME), join(folder, `${NAME}.${count + 1}.damaged`));
}

class AuditLog implements Audit {
  readonly #file: OpenFile;
  readonly #clock: () => Date;
  #last: { readonly seq: number; readonly hash: Digest } | null;
  #end: number;
  #writing: Promise<void> = Promise.resolve();
  /** Lines a full disk did not take: they go before the next one. */
  #backlog = "";

  constructor(start: { file: OpenFile; clock: () => Date; last: Line | null; end: number }) {
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
