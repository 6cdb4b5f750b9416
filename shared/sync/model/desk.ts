/** The model's workstation: an outbox on a disk, a loop, and a reader of the feed. */
import { readFeed } from "../feed";
import { afterFailure, isFinished, isParked } from "../plan";
import type { Answer, ModelPlatform, Request } from "./platform";
import type { Rules } from "./rules";
import { type DeskDisk, type DeskNumber, emptyDisk, type Row, type Told } from "./state";
import type { ModelFault } from "./step";

/** The network of this desk: what one request meets. `null` when the desk died before it learnt the answer. */
export type Send = (request: Request, fault: ModelFault) => Answer | null;

export interface DeskParts {
  readonly number: DeskNumber;
  readonly rules: Rules;
  readonly platform: ModelPlatform;
  readonly send: Send;
  readonly clock: () => number;
}

export class ModelDesk {
  readonly #parts: DeskParts;
  readonly disk: DeskDisk = emptyDisk();
  /** Rows that a person was told of and that are not on the disk yet. */
  #unwritten: Row[] = [];
  #order = 0;
  signedIn = true;
  /** Orders that stood behind an ordinary operation in one round. */
  overtaken = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  readonly submit = (itemId: string, hash: string, urgent: boolean): Told => {
    const { number, rules } = this.#parts;
    const open = this.rows().filter((row) => row.itemId === itemId && row.kind === "revision");
    const waiting = open.filter((row) => !isFinished(row) && !isParked(row));
    const parent = waiting.at(-1)?.hash ?? this.disk.heads.get(itemId) ?? null;
    this.#order += 1;
    const row: Row = {
      operationId: `op-${number}-${this.#order}`,
      itemId,
      order: this.#order,
      state: "queued",
      attempts: 0,
      dueAt: 0,
      kind: urgent ? "takedown" : "revision",
      hash,
      parent,
      code: null,
      receipt: null,
    };
    if (rules.tells === "after-disk") this.disk.rows.set(row.operationId, row);
    else this.#unwritten.push(row);
    return { desk: number, itemId, hash, parent, urgent };
  };

  readonly rows = (): readonly Row[] => [...this.disk.rows.values(), ...this.#unwritten];

  /** The process dies: what was only in memory is gone. */
  readonly die = (): void => {
    this.#unwritten = [];
  };

  readonly flush = (): void => {
    for (const row of this.#unwritten) this.disk.rows.set(row.operationId, row);
    this.#unwritten = [];
  };

  readonly takeBack = (itemId: string): void => {
    const open = this.rows().filter((row) => row.itemId === itemId && !isFinished(row) && row.state !== "sending");
    const { rules, platform, number } = this.#parts;
    const taken = open.filter(({ state, operationId }) => {
      if (state !== "waiting" || rules.takeBack === "at-once") return false;
      return rules.takeBack === "voids" ? !platform.void(number, operationId) : platform.has(number, operationId);
    });
    for (const row of open.filter((each) => !taken.includes(each))) this.#put({ ...row, state: "withdrawn" });
    if (open.length > 0) this.#see(itemId);
  };

  /** One pass of the loop: everything that is due goes out once. Answers whether something moved. */
  readonly round = (faults: readonly ModelFault[], hurried: boolean): boolean => {
    this.flush();
    const rows = this.rows().map((row) => (hurried ? { ...row, dueAt: 0 } : row));
    const due = this.#parts.rules.nextDue(rows, this.#parts.clock());
    const first = due.findIndex((row) => row.kind === "takedown");
    if (first > 0) this.overtaken += 1;
    for (const [at, row] of due.entries()) {
      if (!this.#deliver(row, faults[at] ?? "none")) return true;
    }
    return due.length > 0;
  };

  /** Reads the feed to its end. `torn`: the process dies between the two writes. */
  readonly pull = (torn = false): void => {
    const { rules } = this.#parts;
    if (rules.feed === "clock") this.#pullByClock();
    else this.#pullPage(torn);
  };

  #pullPage(torn: boolean): void {
    const { rules, platform } = this.#parts;
    const page = platform.changes(this.disk.place.cursor);
    const verdict = rules.reader === "checks" ? readFeed(this.disk.place, page) : trusting(page);
    switch (verdict.kind) {
      case "gap":
        return;
      case "restored":
        if (rules.restored === "offers-again") this.#offerLost();
        this.disk.place = { epoch: page.epoch, cursor: 0 };
        this.#pullPage(torn);
        return;
      case "read":
        if (rules.cursor === "before-page") this.disk.place = verdict.place;
        if (torn) return;
        for (const itemId of verdict.changed) this.#see(itemId);
        this.disk.place = verdict.place;
    }
  }

  #pullByClock(): void {
    for (const { itemId, at } of this.#parts.platform.changesSince(this.disk.time)) {
      this.#see(itemId);
      this.disk.time = Math.max(this.disk.time, at);
    }
  }

  #see(itemId: string): void {
    const head = this.#parts.platform.headOf(itemId);
    if (head !== null) this.disk.heads.set(itemId, head);
  }

  #offerLost(): void {
    const { platform, number } = this.#parts;
    for (const row of this.rows().filter(({ state }) => state === "acknowledged" || state === "confirmed")) {
      if (platform.has(number, row.operationId)) continue;
      this.#put({ ...row, state: "queued", attempts: 0, dueAt: 0, again: true });
    }
    for (const row of this.rows().filter((each) => !isFinished(each))) this.#put({ ...row, again: true });
  }

  #put(row: Row): void {
    this.disk.rows.set(row.operationId, row);
  }

  /** False when the desk died on the way. */
  #deliver(row: Row, fault: ModelFault): boolean {
    const { rules, send, number } = this.#parts;
    const sending: Row = { ...row, state: "sending" };
    this.#put(sending);
    const { itemId, hash, parent } = row;
    const revision = { itemId, hash, parent, by: number, urgent: row.kind === "takedown" };
    const request = { desk: number, key: rules.keyOf(row), revision };
    if (rules.keeps === "until-sent") this.disk.rows.delete(row.operationId);
    const answer = this.signedIn ? send(request, fault) : ({ kind: "none", code: "E_SESSION" } as const);
    if (answer === null) return false;
    if (rules.keeps === "until-sent" && !this.disk.rows.has(row.operationId) && answer.kind !== "ok") return true;
    this.#settle(sending, answer);
    return true;
  }

  #settle(row: Row, answer: Answer): void {
    const { rules } = this.#parts;
    switch (answer.kind) {
      case "ok":
        if (rules.receipt === "of-operation" && answer.key !== rules.keyOf(row)) this.#setBack(row, "E_RECEIPT");
        else this.#acknowledge(row, answer.key);
        break;
      case "portal":
        if (rules.receipt === "any-answer") this.#acknowledge(row, null);
        else this.#setBack(row, "E_SERVER");
        break;
      case "refused":
        if (answer.code === "E_CONFLICT") this.#refused(row);
        else this.#setBack(row, answer.code);
        break;
      case "none":
        if (answer.code === "E_SESSION" && rules.session === "parks")
          this.#put({ ...row, state: "rejected", code: answer.code });
        else this.#setBack(row, answer.code);
    }
  }

  #acknowledge(row: Row, receipt: string | null): void {
    this.#put({ ...row, state: "acknowledged", code: null, receipt });
    this.#see(row.itemId);
  }

  #refused(row: Row): void {
    const head = this.#parts.platform.headOf(row.itemId);
    switch (this.#parts.rules.conflict) {
      case "asks":
        this.#setBack(row, "E_CONFLICT");
        break;
      case "drops":
        this.disk.rows.delete(row.operationId);
        break;
      case "rebases":
        this.#put({ ...row, state: "queued", parent: head });
    }
  }

  #setBack(row: Row, code: "E_CONFLICT" | "E_STATE" | "E_OFFLINE" | "E_SERVER" | "E_SESSION" | "E_RECEIPT"): void {
    const moment = { now: this.#parts.clock(), random: () => 0.5 };
    const { state, attempts, dueAt } = afterFailure(row, { code, detail: "" }, moment);
    this.#put({ ...row, state, attempts, dueAt, code });
  }
}

/** A reader that takes whatever comes. */
function trusting({ epoch, entries, next }: ReturnType<ModelPlatform["changes"]>): ReturnType<typeof readFeed> {
  const changed = [...new Set(entries.map(({ itemId }) => itemId))];
  return { kind: "read", changed, gone: [], place: { epoch, cursor: next } };
}
