/** One signed-in connection to a CMPP gateway: asks, is asked, keeps awake. A broken one is thrown away, not mended. */
import type { Socket } from "node:net";
import { SmsFault } from "../provider";
import type { After } from "../timer";
import { Answers } from "./answers";
import { gatewayDigest, loginTime, sameDigest, sourceDigest } from "./login";
import { readReport, type StatusReport, type Submit } from "./message";
import type { Pdu } from "./pdu";
import type { CmppSettings, CmppTimes } from "./settings";
import { widths } from "./version";
import { bareAnswer, type Wire, wireOver } from "./wire";

export interface LinkParts {
  readonly settings: CmppSettings;
  readonly times: CmppTimes;
  readonly clock: () => Date;
  readonly after: After;
  /** Sequence numbers go on from one connection to the next, so that a resent part keeps its own. */
  readonly nextSequence: () => number;
  readonly onReport: (report: StatusReport) => void;
  readonly onClosed: (fault: SmsFault) => void;
}

/** ACTIVE_TESTs without any sign of life before the connection is given up. */
const UNANSWERED = 3;

export class CmppLink {
  readonly #parts: LinkParts;
  readonly #wire: Wire;
  readonly #answers: Answers;
  #stopIdle: () => void = () => undefined;
  #unanswered = 0;

  constructor(socket: Socket, parts: LinkParts) {
    this.#parts = parts;
    const { settings, times, after } = parts;
    this.#answers = new Answers({ window: settings.window, answerMs: times.answerMs, after });
    this.#wire = wireOver(socket, settings.version, {
      pdu: (pdu, sequence) => this.#take(pdu, sequence),
      closed: (reason) => this.#closed(new SmsFault("passing", reason)),
    });
  }

  /** CONNECT. @throws SmsFault `provider` when the gateway refuses us or cannot prove itself. */
  async signIn(): Promise<void> {
    const { settings, clock } = this.#parts;
    const timestamp = loginTime(clock());
    const digest = sourceDigest(settings, timestamp);
    const version = widths[settings.version].code;
    const answer = await this.#ask({ kind: "connect", account: settings.spId, digest, version, timestamp });
    if (answer.kind !== "connect-answer") throw new SmsFault("passing", "MALFORMED");
    if (answer.status !== 0) throw refusedLogin(answer.status);
    if (settings.checkGateway && !sameDigest(answer.digest, gatewayDigest(digest, answer.status, settings)))
      throw new SmsFault("provider", "GATEWAY_PROOF");
    this.#awake();
  }

  /** SUBMIT. Resolves with what the gateway answered. @throws SmsFault when it did not answer */
  async submit(sequence: number, pdu: Submit): Promise<{ readonly id: bigint; readonly result: number }> {
    const answer = await this.#ask(pdu, sequence);
    if (answer.kind !== "submit-answer") throw new SmsFault("passing", "MALFORMED");
    return answer;
  }

  /** TERMINATE, then the end, whether or not it is answered. */
  async close(): Promise<void> {
    await this.#ask({ kind: "terminate" }).catch(() => undefined);
    this.end("CLOSED");
  }

  end(reason: string): void {
    this.#wire.end(reason);
  }

  #ask(pdu: Pdu, sequence = this.#parts.nextSequence()): Promise<Pdu> {
    return this.#answers.ask(sequence, () => this.#wire.send(pdu, sequence));
  }

  #take(pdu: Pdu, sequence: number): void {
    this.#awake();
    const answer = bareAnswer(pdu.kind);
    if (answer !== null) this.#wire.send(answer, sequence);
    if (pdu.kind === "terminate") this.end("TERMINATED");
    if (pdu.kind === "deliver") {
      this.#wire.send({ kind: "deliver-answer", id: pdu.id, result: 0 }, sequence);
      // What people write back is nobody's business here: taken, not read.
      const report = pdu.isReport ? readReport(pdu.content, this.#parts.settings.version) : null;
      if (report !== null) this.#parts.onReport(report);
    }
    if (pdu.kind.endsWith("-answer")) this.#answers.take(sequence, pdu);
  }

  /** Anything heard starts the silence anew. */
  #awake(): void {
    this.#unanswered = 0;
    this.#listen(this.#parts.times.idleMs);
  }

  #listen(milliseconds: number): void {
    this.#stopIdle();
    this.#stopIdle = this.#parts.after(milliseconds, () => {
      if (this.#unanswered >= UNANSWERED) return this.end("SILENT");
      this.#unanswered += 1;
      this.#wire.send({ kind: "active-test" }, this.#parts.nextSequence());
      this.#listen(this.#parts.times.answerMs);
    });
  }

  #closed(fault: SmsFault): void {
    this.#stopIdle();
    this.#answers.failAll(fault);
    this.#parts.onClosed(fault);
  }
}

/** CONNECT_RESP: 2 unknown enterprise code, 3 wrong secret, 4 version too high; the rest may pass. */
function refusedLogin(status: number): SmsFault {
  const words: ReadonlyMap<number, string> = new Map([
    [2, "LOGIN_ADDRESS"],
    [3, "LOGIN_SECRET"],
    [4, "LOGIN_VERSION"],
  ]);
  const word = words.get(status);
  return word === undefined ? new SmsFault("passing", "LOGIN_REFUSED") : new SmsFault("provider", word);
}
