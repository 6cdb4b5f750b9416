/**
 * Brings this machine's own log to the platform (LG-1, L11): lines go up once a person is signed in, the platform counts
 * them and signs how far it holds them, and the signed word stays beside the log. A log that was changed afterwards no
 * longer fits it, here or there.
 */
import { type DeskLine, deskCheckpoint } from "../shared/audit/desk-log";
import { fromBase64, utf8 } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { DESK_LINES } from "../shared/http/audit";
import type { Digest } from "../shared/schema";
import type { Anchors } from "../shared/trust/anchors";
import { verifyDetached } from "../shared/trust/cms";
import type { SignatureCheck } from "../shared/trust/port";
import type { SignedDocument } from "../shared/trust/receipt";
import type { AuditTrail } from "./audit";
import type { Session } from "./platform/session";
import type { Timers } from "./timers";

/** What a report needs of the session and the platform behind it. */
export interface ReportLine {
  readonly isSignedIn: () => boolean;
  readonly anchors: () => Anchors;
  /** The line that the platform waits for. */
  readonly next: (log: Digest) => Promise<number>;
  readonly send: (log: Digest, lines: readonly DeskLine[]) => Promise<SignedDocument>;
}

/** Over the session of whoever is signed in. */
export const lineOver = (session: Pick<Session, "isLocked" | "unlockedNow" | "authorised" | "view">): ReportLine => ({
  isSignedIn: () => !session.isLocked() && session.view().account !== null,
  anchors: () => session.unlockedNow().store.key.anchors,
  next: async (log) => (await session.authorised("audit.next", { query: { log } })).next,
  send: (log, lines) => session.authorised("audit.lines", { body: { log, lines } }),
});

export interface ReportParts {
  readonly line: ReportLine;
  readonly audit: AuditTrail;
  readonly check: SignatureCheck;
  readonly timers: Timers;
  readonly bug: (error: unknown) => void;
}

const EVERY_MS = 10 * 60_000;

export class AuditReport {
  readonly #parts: ReportParts;
  #undo: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  /** Said once for each start: a platform that refuses is asked again, the log is not filled with it. */
  #told = false;

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  readonly start = (): void => {
    this.#undo = this.#parts.timers.after(EVERY_MS, () => {
      void this.report().finally(this.start);
    });
  };

  readonly stop = async (): Promise<void> => {
    this.#undo();
    await this.#running;
  };

  /** Never throws: what does not go up now goes up next time. */
  readonly report = (): Promise<void> => {
    this.#running = this.#running.then(() => this.#attempt()).catch(this.#parts.bug);
    return this.#running;
  };

  async #attempt(): Promise<void> {
    const { line, audit } = this.#parts;
    if (!line.isSignedIn()) return;
    try {
      const log = await audit.name();
      if (log !== null) await this.#send(log);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code !== "E_AUDIT" || this.#told) return;
      this.#told = true;
      await audit.note("audit-refused", { code: error.code });
    }
  }

  async #send(log: Digest): Promise<void> {
    const { line, audit } = this.#parts;
    const held = await line.next(log);
    // The platform has lines that are gone here: the end of the log was removed.
    if (held > audit.count()) throw new AppError("E_AUDIT");
    for (let from = held; ; ) {
      const lines = await audit.lines(from, DESK_LINES);
      const last = lines.at(-1);
      if (last === undefined) return;
      const signed = await line.send(log, lines);
      this.#refuseForeign(signed, { log, seq: last.seq, hash: last.hash });
      await audit.keepCheckpoint(signed);
      from = last.seq + 1;
    }
  }

  /** @throws AppError E_RECEIPT for a word that is not the platform's, or about something else */
  #refuseForeign(
    { document, signature }: SignedDocument,
    sent: { readonly log: string; readonly seq: number; readonly hash: string },
  ): void {
    const { line, check } = this.#parts;
    const anchors = line.anchors();
    try {
      verifyDetached(utf8(document), fromBase64(signature), { anchors, check, at: null, purpose: "receipt" });
      const said = deskCheckpoint.parse(JSON.parse(document));
      if (said.log === sent.log && said.seq === sent.seq && said.hash === sent.hash && said.site === anchors.site)
        return;
    } catch (cause) {
      throw new AppError("E_RECEIPT", "平台对本机审计记录的签收未通过核验", { cause });
    }
    throw new AppError("E_RECEIPT", "平台签收的不是本机的审计记录");
  }
}
