/**
 * The desk's own audit log: append-only JSON lines, each bound to the one before by its hash (LG-1, requirements §2.10),
 * its end signed (L11), old parts removed by the retention rule (NY-21). It holds events, fingerprints and codes; never
 * text, codes sent by SMS, PINs or names of manuscripts.
 */
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { DeskDetails, DeskLine, DeskPlace } from "../shared/audit/desk-log";
import { utf8 } from "../shared/bytes";
import { digestOfJson } from "../shared/digest";
import { AppError } from "../shared/failure";
import type { AuditVerdict } from "../shared/ipc/audit";
import { addMonths } from "../shared/months";
import type { Digest } from "../shared/schema";
import type { SignedDocument } from "../shared/trust/receipt";
import { archivedTexts, exportParts, linesBefore, readExported } from "./audit/archive";
import { type AuditEvent, maskedDetails } from "./audit/events";
import { HEAD, type HeadKey, openHeadKey, readHead, writeHead } from "./audit/head";
import { readLines, readPart } from "./audit/lines";
import { beginPart, judgePart, type LogStart, monthOf, nothingWritten, openCurrent } from "./audit/opening";
import {
  closedParts,
  countAside,
  endOfPart,
  followParts,
  PART_BYTES,
  partName,
  setAside,
  textsFrom,
} from "./audit/parts";
import { judgeLog } from "./audit/verdict";
import { forgedWords, keepWord, readWords, type WordTrust } from "./audit/words";
import { readText } from "./durable-file";
import { type FileSystem, isDiskFull, type OpenFile } from "./journal/filesystem";

export { readLines };

/** NY-21: what is younger is never removed, whatever a policy says. */
export const RETENTION_FLOOR = 6;

export interface Audit {
  /** Resolves when the line is on disk, or kept for later because the disk is full. */
  readonly note: (event: AuditEvent, details?: DeskDetails) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The log itself, for whoever brings it to the platform or looks whether it holds. */
export interface AuditTrail extends Audit {
  /** The hash of its first line; null before there is one. */
  readonly name: () => Promise<Digest | null>;
  /** So many lines from one on. */
  readonly lines: (from: number, count: number) => Promise<readonly DeskLine[]>;
  /** How many lines there were ever. */
  readonly count: () => number;
  /** Keeps the platform's signed word on how far it holds the log. */
  readonly keepCheckpoint: (signed: SignedDocument) => Promise<void>;
  /** Reads the whole log and compares it with every word on it. */
  readonly verdict: (trust: WordTrust) => Promise<AuditVerdict>;
  readonly setAside: () => Promise<number>;
  /** Copies closed parts that ended before a moment, and that the platform does not hold, to a folder; answers how many lines. */
  readonly exportTo: (into: string, before: string) => Promise<number>;
  /** How many lines lie in such a folder, or went there. */
  readonly exported: () => Promise<number>;
  /** How many lines ended before a moment and are held by nobody else. */
  readonly overdue: (before: string) => Promise<number>;
  /**
   * Removes closed parts that ended before a moment and that the platform or an export holds; answers how many lines went.
   * @throws AppError E_RETENTION for a moment within the last six months
   */
  readonly purge: (before: string) => Promise<number>;
}

export interface AuditOptions {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly clock: () => Date;
}

/**
 * Opens the log; one that does not hold together, or not with what was signed of it, is kept aside, and the new one
 * begins by saying so. Only the part being written is read here; the whole is judged by `verdict`.
 */
export async function openAudit({ fs, folder, clock }: AuditOptions): Promise<AuditTrail> {
  await fs.makeFolder(folder);
  const key = await openHeadKey(fs, folder);
  const found = await judgePart(fs, folder);
  if (found.fault !== null) await setAside(fs, folder);
  const ground = { fs, folder, clock, key };
  const start = found.fault === null ? found : nothingWritten;
  const log = new AuditLog(ground, start, await openCurrent(fs, folder, start));
  await fs.syncFolder(folder);
  await log.begin(found.fault);
  return log;
}

interface Ground extends AuditOptions {
  readonly key: HeadKey;
}

class AuditLog implements AuditTrail {
  readonly #ground: Ground;
  #file: OpenFile;
  #log: Digest | null;
  #base: DeskPlace | null;
  #last: DeskPlace | null;
  #first: LogStart["first"];
  #end: number;
  #writing: Promise<void> = Promise.resolve();
  /** Lines that wait for their turn; the head is signed after the last of them. */
  #waiting = 0;
  /** Lines a full disk did not take: they go before the next one. */
  #backlog = "";

  constructor(ground: Ground, start: LogStart, file: OpenFile) {
    this.#ground = ground;
    this.#file = file;
    this.#log = start.log;
    this.#base = start.base;
    this.#last = start.last;
    this.#first = start.first;
    this.#end = start.end;
  }

  /** The first line names the key of the heads; a head lies there before, so that one that is missing later shows. */
  readonly begin = async (fault: number | null): Promise<void> => {
    const { fs, folder, key } = this.#ground;
    if ((await readText(fs, join(folder, HEAD))) === null) await this.#signIfRoom();
    const at = fault === null ? {} : { code: `line-${fault}` };
    await this.note(fault === null ? "started" : "audit-broken", { about: key.print, ...at });
  };

  readonly note = (event: AuditEvent, given: DeskDetails = {}): Promise<void> => {
    this.#waiting += 1;
    const written = this.#writing.then(() => this.#write(event, given));
    // A head that could not be written lags behind the chain, which goes on; the next line signs again.
    this.#writing = written.then(this.#settle).catch(() => undefined);
    return written;
  };

  readonly name = async (): Promise<Digest | null> => {
    await this.#writing;
    return this.#log;
  };

  readonly count = (): number => (this.#last?.seq ?? -1) + 1;

  /** What is on disk. @throws AppError E_AUDIT when somebody changed it under us */
  readonly lines = async (from: number, count: number): Promise<readonly DeskLine[]> => {
    await this.#writing;
    const { fs, folder } = this.#ground;
    const lines: DeskLine[] = [];
    for (const text of [...(await this.#archived(from)), ...(await textsFrom(fs, folder, from))]) {
      const read = text === "" ? [] : readPart(text);
      if (read === null) throw new AppError("E_AUDIT");
      lines.push(...read.filter(({ seq }) => seq >= from));
      if (lines.length >= count) break;
    }
    return lines.slice(0, count);
  };

  readonly keepCheckpoint = (signed: SignedDocument): Promise<void> =>
    keepWord(this.#ground.fs, this.#ground.folder, signed);

  readonly setAside = (): Promise<number> => countAside(this.#ground.fs, this.#ground.folder);

  readonly verdict = (trust: WordTrust): Promise<AuditVerdict> =>
    this.#alone(async () => {
      const { fs, folder } = this.#ground;
      await this.#signIfRoom();
      const head = readHead(await readText(fs, join(folder, HEAD)));
      return judgeLog({
        read: await followParts(fs, folder, this.#base),
        after: this.#base,
        head,
        words: await readWords(fs, folder),
        forged: await forgedWords(fs, folder, trust),
      });
    });

  readonly exportTo = (into: string, before: string): Promise<number> =>
    this.#alone(async () => {
      await this.#sign();
      const at = this.#ground.clock().toISOString();
      return exportParts(this.#ground, { log: this.#log, into, before, covered: await this.#covered(), at });
    });

  readonly exported = async (): Promise<number> => ((await readExported(this.#ground, this.#log))?.seq ?? -1) + 1;

  readonly overdue = async (before: string): Promise<number> =>
    linesBefore(this.#ground, before, Math.max(await this.#covered(), (await this.exported()) - 1));

  /** Lines that went into an archive are still there for a platform that asks from the beginning. */
  async #archived(from: number): Promise<readonly string[]> {
    const base = this.#base?.seq ?? -1;
    const said = from > base ? null : await readExported(this.#ground, this.#log);
    return said === null ? [] : archivedTexts(this.#ground.fs, said.folder, { from, to: base });
  }

  async #covered(): Promise<number> {
    return Math.max(-1, ...(await readWords(this.#ground.fs, this.#ground.folder)).map(({ seq }) => seq));
  }

  readonly purge = async (before: string): Promise<number> => {
    if (before > addMonths(this.#ground.clock().toISOString(), -RETENTION_FLOOR)) throw new AppError("E_RETENTION");
    const gone = await this.#alone(() => this.#purge(before));
    if (gone > 0) await this.note("audit-purged", { about: `line-${this.#base?.seq ?? 0}` });
    return gone;
  };

  readonly close = async (): Promise<void> => {
    await this.#writing;
    await this.#file.close();
  };

  /** Between two lines. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(work);
    this.#writing = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #purge(before: string): Promise<number> {
    const { fs, folder } = this.#ground;
    const covered = Math.max(await this.#covered(), (await this.exported()) - 1);
    const from = this.#base?.seq ?? -1;
    const parts: string[] = [];
    for (const part of await closedParts(fs, folder)) {
      const end = part.last <= from ? { at: "", place: this.#base } : await endOfPart(fs, folder, part);
      if (end === null || end.at >= before || part.last > covered) break;
      if (end.place !== null && part.last > from) this.#base = { seq: end.place.seq, hash: end.place.hash };
      parts.push(part.name);
    }
    // The head says where the log begins before anything goes: a power cut in between leaves a file too many.
    if (parts.length > 0) await this.#sign();
    for (const name of parts) await fs.remove(join(folder, name));
    return (this.#base?.seq ?? -1) - from;
  }

  async #write(event: AuditEvent, given: DeskDetails): Promise<void> {
    this.#waiting -= 1;
    const at = this.#ground.clock().toISOString();
    if (this.#backlog === "") await this.#closePart(at);
    const seq = this.count();
    const rest = { seq, at, event, details: maskedDetails(given), previous: this.#last?.hash ?? null };
    const hash = digestOfJson(rest);
    this.#last = { seq, hash };
    this.#log ??= hash;
    this.#first ??= { seq, month: monthOf(at) };
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

  /** A month that is over, or a large file, is closed under the numbers of its lines. */
  async #closePart(at: string): Promise<void> {
    const [first, last] = [this.#first, this.#last];
    if (first === null || last === null || (monthOf(at) <= first.month && this.#end < PART_BYTES)) return;
    const { fs, folder } = this.#ground;
    const next = await beginPart(fs, folder, partName(first.seq, last.seq));
    if (next === null) return;
    await this.#file.close();
    this.#file = next;
    this.#first = null;
    this.#end = 0;
  }

  /** Signs the end once no further line waits, so that many lines in a row cost one signature. */
  readonly #settle = async (): Promise<void> => {
    await turn();
    if (this.#waiting === 0 && this.#backlog === "") await this.#sign();
  };

  async #sign(): Promise<void> {
    const { fs, folder, clock, key } = this.#ground;
    const said = { log: this.#log, base: this.#base, end: this.#last, at: clock().toISOString() };
    await writeHead({ fs, folder, key }, said);
  }

  async #signIfRoom(): Promise<void> {
    try {
      await this.#sign();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  }
}
