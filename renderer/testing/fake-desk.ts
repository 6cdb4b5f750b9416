/**
 * Test support: a desk with the contract's semantics in memory. The journal keeps its records over restarts of the
 * window, sealing is a reversible stand-in, and the platform takes each operation once, whatever is repeated.
 */
import { fromBase64, fromUtf8, toBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { AppError, type FailureCode } from "../../shared/failure";
import type { Changes, OperationFate } from "../../shared/http/feed";
import type { ItemDetail } from "../../shared/http/item";
import { manifest } from "../../shared/ipc/attachments";
import type { Handlers, SessionView } from "../../shared/ipc/contract";
import { contentHash } from "../../shared/model/content";
import type { Entry, Position, SealedRecord } from "../../shared/store/record";
import { stampOf } from "../../shared/store/stamp";
import type { Operation } from "../../shared/sync/operation";
import type { Receipt } from "../../shared/trust/receipt";
import { statement } from "../../shared/trust/statement";
import type { Ask } from "../services";
import { statementDigest } from "../sync/receipt-match";
import { type FakeAttachments, fakeAttachments } from "./fake-attachments";
import { itemDetailOf } from "./fake-item";
import { fakeSearch } from "./fake-search";

export const AT = "2026-11-22T02:00:00.000Z";

/** What happens to one delivery: before the platform sees it, or after it has taken it. */
export type Fault = "none" | "cut-before" | "cut-after" | "server-error" | "crash-after" | "duplicate";

export class FakeJournal {
  readonly records = new Map<string, SealedRecord>();
  readonly positions = (): Position[] =>
    [...this.records.values()].map(({ table, key, seq, sealed }) => ({ table, key, seq, deleted: sealed === null }));
  /** Set to make every append fail with this code. */
  refuse: FailureCode | null = null;
  appends: Entry[][] = [];
  #seq = 0;

  append(entries: readonly Entry[]) {
    if (this.refuse !== null) throw new AppError(this.refuse);
    if (entries.length > 200) throw new AppError("E_INPUT", "entries too_big");
    this.appends.push([...entries]);
    const records = entries.map(({ table, key, index, value }): SealedRecord => {
      this.#seq += 1;
      const sealed = value === null ? null : toBase64(utf8(`sealed ${JSON.stringify(value)}`));
      return { table, key, index, seq: this.#seq, sealed };
    });
    for (const record of records) this.take(record);
    return { savedAt: AT, records };
  }

  take(record: SealedRecord) {
    this.#seq = Math.max(this.#seq, record.seq);
    this.records.set(`${record.table} ${record.key}`, record);
  }
}

const openSealed = (sealed: string | null) => {
  if (sealed === null) return null;
  try {
    const text = fromUtf8(fromBase64(sealed));
    return text.startsWith("sealed ") ? JSON.parse(text.slice(7)) : null;
  } catch {
    // Damaged ciphertext opens to null, as main answers it.
    return null;
  }
};

export class FakePlatform {
  readonly details = new Map<string, ItemDetail>();
  /** Effects by operation id: what really happened, once each. */
  readonly effects = new Map<string, Operation>();
  readonly attempts = new Map<string, number>();
  readonly files = new Map<string, number>();
  feed: string[] = [];
  epoch = "epoch-1";
  /** Operations that their person took back before they arrived. */
  readonly voided = new Set<string>();
  down = false;
  nextFault: () => Fault = () => "none";
  /** Set to refuse the next new operation of this kind. */
  refuse: { readonly kind: Operation["body"]["kind"]; readonly code: FailureCode } | null = null;
  /** False: receipts name other content than was sent. */
  honest = true;

  deliver(operation: Operation) {
    const fault = this.nextFault();
    const { operationId } = operation;
    this.attempts.set(operationId, (this.attempts.get(operationId) ?? 0) + 1);
    if (this.down || fault === "cut-before") return unreachable("E_OFFLINE");
    if (fault === "server-error")
      return { kind: "refused" as const, failure: { code: "E_SERVER" as const, detail: "" } };
    if (this.refuse !== null && this.refuse.kind === operation.body.kind && !this.effects.has(operationId)) {
      return { kind: "refused" as const, failure: { code: this.refuse.code, detail: "" } };
    }
    if (this.voided.has(operationId))
      return { kind: "refused" as const, failure: { code: "E_STATE" as const, detail: "" } };
    this.take(operation);
    if (fault === "duplicate") this.take(operation);
    if (fault === "cut-after") return unreachable("E_SERVER");
    if (fault === "crash-after") throw new Crash();
    return this.answer(operation);
  }

  changes(after: number): Changes {
    const entries = this.feed.slice(after).map((itemId, at) => ({ seq: after + at + 1, itemId, gone: false }));
    const next = Math.min(after, this.feed.length) + entries.length;
    return { site: "luan", receiptKey: `sha-256:${"0".repeat(64)}`, epoch: this.epoch, entries, next };
  }

  fate(operationId: string): OperationFate {
    const operation = this.effects.get(operationId);
    if (operation === undefined) return { state: "unknown" };
    const answer = this.answer(operation);
    if (answer.kind === "stored") return { state: "stored", hash: answer.hash };
    const { receipt, signature } = answer;
    return { state: "effect", answer: { receipt: { receipt, signature }, summary: null } };
  }

  void(operationId: string): OperationFate {
    if (this.down) throw new AppError("E_OFFLINE");
    if (!this.effects.has(operationId)) this.voided.add(operationId);
    return this.fate(operationId);
  }

  private take(operation: Operation) {
    const known = this.effects.get(operation.operationId);
    if (known !== undefined) {
      // Same key, other bytes: the client broke its promise.
      if (canonicalJson(known) !== canonicalJson(operation)) throw new Error("E_IDEMPOTENCY");
      return;
    }
    this.effects.set(operation.operationId, operation);
    const { body } = operation;
    if (body.kind === "file") this.files.set(body.hash, body.size ?? 0);
    else this.details.set(body.itemId, itemDetailOf(this.details.get(body.itemId) ?? null, body));
    this.feed.push(body.itemId);
  }

  private answer({ operationId, body }: Operation) {
    if (body.kind === "file") return { kind: "stored" as const, hash: body.hash };
    const hash = hashOf(body, this.details.get(body.itemId));
    const said: Receipt = {
      type: "caibian-receipt/1",
      site: "luan",
      itemId: body.itemId,
      event: body.kind,
      operationId,
      contentHash: this.honest ? hash : `sha-256:${"0".repeat(64)}`,
      statementHash: body.kind === "review" || body.kind === "takedown" ? statementDigest(body.signed.statement) : null,
      repoId: null,
      at: AT,
    };
    const receipt = canonicalJson(said);
    return { kind: "acknowledged" as const, receipt, signature: "AA==", contentHash: said.contentHash, repoId: null };
  }
}

/** The window died before it could store the answer. */
export class Crash extends Error {}

const unreachable = (code: FailureCode) => ({ kind: "unreachable" as const, failure: { code, detail: "" } });

function hashOf(body: Exclude<Operation["body"], { kind: "file" }>, detail: ItemDetail | undefined) {
  switch (body.kind) {
    case "revision":
      return contentHash(body.content);
    case "review":
    case "takedown":
      return statement.parse(JSON.parse(body.signed.statement)).contentHash;
    case "ingest":
      return body.contentHash;
    case "publish":
      return detail?.summary.contentHash ?? `sha-256:${"0".repeat(64)}`;
  }
}

export interface FakeDesk {
  readonly ask: Ask;
  readonly journal: FakeJournal;
  readonly platform: FakePlatform;
  readonly attachments: FakeAttachments;
  session: SessionView;
}

export const online: SessionView = {
  state: "online",
  storeId: "store-1",
  account: null,
  reachable: true,
  clockOffset: 0,
};

/** Only the calls that stores and sync make; any other is a mistake of the test. */
export function fakeDesk(journal = new FakeJournal(), platform = new FakePlatform()): FakeDesk {
  const attachments = fakeAttachments({
    append: (entries) => journal.append(entries),
    files: () =>
      [...journal.records.values()].flatMap(({ table, key, sealed }) => {
        if (table !== "files" || !key.startsWith("file:")) return [];
        return [manifest.parse(openSealed(sealed))];
      }),
  });
  const desk = { journal, platform, attachments, session: online };
  const whenUnlocked = () => {
    if (desk.session.state === "locked") throw new AppError("E_LOCKED");
  };
  const handlers: Partial<Handlers> = {
    "desk:session.read": async () => desk.session,
    "desk:packs.list": async () => ({ packs: [], troubles: [] }),
    "desk:packs.refresh": async () => ({ packs: [], troubles: [] }),
    "desk:journal.append": async ({ entries }) => {
      whenUnlocked();
      return journal.append(entries);
    },
    "desk:journal.open": async ({ records }) => {
      whenUnlocked();
      return { values: records.map((record) => openSealed(record.sealed)) };
    },
    "desk:journal.positions": async () => journal.positions(),
    "desk:journal.stamp": async () => stampOf(journal.positions()),
    "desk:journal.read": async ({ keys }) =>
      keys.flatMap(({ table, key }) => journal.records.get(`${table} ${key}`) ?? []),
    "desk:journal.restore": async ({ records }) => {
      for (const record of records) journal.take(record);
      return { savedAt: AT, records };
    },
    ...fakeSearch((row) => openSealed(journal.records.get(row)?.sealed ?? null)),
    "desk:journal.verify": async ({ keys }) => {
      const rows = keys.map(({ table, key }) => ({
        name: `${table} ${key}`,
        row: journal.records.get(`${table} ${key}`),
      }));
      const opens = (row: SealedRecord) => row.sealed === null || openSealed(row.sealed) !== null;
      return {
        missing: rows.flatMap(({ name, row }) => (row === undefined ? [name] : [])),
        damaged: rows.flatMap(({ name, row }) => (row === undefined || opens(row) ? [] : [name])),
      };
    },
    "desk:journal.health": async () => ({
      repairs: [],
      records: journal.records.size,
      bytes: 0,
      freeBytes: 10_000_000_000,
      readOnly: false,
    }),
    "desk:platform.read": async ({ route, params, query }) => {
      whenUnlocked();
      return readPlatform(platform, { route, params, query });
    },
    ...desk.attachments.handlers,
    "desk:sync.takeBack": async ({ operationId }) => {
      whenUnlocked();
      return platform.void(operationId);
    },
    "desk:sync.deliver": async ({ operation }) => {
      whenUnlocked();
      return platform.deliver(operation);
    },
  };
  const ask: Ask = async (name, input) => {
    const handler = handlers[name];
    if (handler === undefined) throw new Error(`the fake desk does not answer ${name}`);
    return handler(input);
  };
  return Object.assign(desk, { ask });
}

function readPlatform(
  platform: FakePlatform,
  { route, params, query }: { route: string; params: Record<string, string>; query: Record<string, string> },
) {
  if (platform.down) throw new AppError("E_OFFLINE");
  const detail = platform.details.get(params.itemId ?? "");
  switch (route) {
    case "changes.list":
      return platform.changes(Number(query.after));
    case "operations.read":
      return platform.fate(params.operationId ?? "");
    case "items.list":
      return { items: [...platform.details.values()].map((item) => item.summary) };
    case "columns.list":
      return { columns: [] };
    case "items.read":
      if (detail === undefined) throw new AppError("E_NOT_FOUND");
      return detail;
    default:
      throw new Error(`the fake platform does not answer ${route}`);
  }
}
