/** Drafts on this machine: summaries in memory, bodies sealed until opened, versions as a hash chain. */
import { AppError } from "../../shared/failure";
import { contentHash, contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import type { Digest } from "../../shared/schema";
import type { Entry } from "../../shared/store/record";
import { bodyKey } from "../../shared/store/searchable";
import { versionIdOf } from "../../shared/store/version-id";
import type { Draft, DraftSummary, Drafts, Version } from "../services";
import { createSignal } from "../signal";
import {
  countCharacters,
  draftEntries,
  draftValue,
  onBase,
  type SummaryValue,
  summaryEntry,
  summaryKey,
  summaryValue,
  versionEntry,
  versionValue,
} from "./draft-record";
import type { Files } from "./files";
import type { Records, StoredValue } from "./records";
import { createTurns } from "./turns";
import { brokenLink, inChainOrder } from "./version-chain";

export interface DraftParts {
  readonly records: Records;
  readonly files: Files;
  readonly clock: () => Date;
  readonly newId: () => string;
  /** Who writes: the name that versions carry. */
  readonly author: () => string;
  readonly device: string;
}

/** What the platform has taken of an item: the base that later edits build on. */
export interface Settled {
  readonly contentHash: Digest;
  readonly statementHash: Digest | null;
  /** Known when the platform was asked; else one after the revision the draft built on. */
  readonly revision?: number;
}

/** Puts a submission on disk in one append: the draft on its newest base, and the entries that mark it as submitted. */
export type PutSubmission = (draft: Draft, entries: readonly Entry[]) => Promise<void>;

export interface MergeStep {
  readonly draft: Draft;
  readonly reason: string;
}

export interface LocalDrafts extends Drafts {
  readonly load: () => Promise<void>;
  /** Marks a draft as submitted, in the one transaction of the submission. */
  readonly submit: (draft: Draft, hash: Digest, put: PutSubmission) => Promise<void>;
  /** The platform has the submission: the draft goes, unless it was edited since; then it is rebased. */
  readonly settle: (itemId: string, settled: Settled) => Promise<void>;
  /** Back to 草稿 after a refusal, building on what the platform did take. */
  readonly reopen: (itemId: string, base: Settled | null) => Promise<void>;
  /** Writes the result of a merge as the draft, and each step as a version in their order, in one append (D3). */
  readonly merge: (result: Draft, steps: readonly MergeStep[]) => Promise<void>;
  readonly has: (itemId: string) => boolean;
  /** Resolves when every step begun so far has ended. */
  readonly settled: () => Promise<void>;
  /** Drops everything decrypted. What is saved after it still finds its base in the store, and is not shown again. */
  readonly forget: () => void;
  /** Items whose draft waits for the platform and is not shown under 草稿. */
  readonly submitted: () => readonly string[];
}

const hashOf = (draft: Draft): Digest => contentHash(contentOf(draft.document, draft.metadata));
const emptyDocument = { title: "", blocks: [] };

export function createDrafts(parts: DraftParts): LocalDrafts {
  const { records, files, clock, newId } = parts;
  const turns = createTurns();
  let forgotten = false;
  const summaries = new Map<string, SummaryValue>();
  const visible = createSignal<readonly DraftSummary[]>([]);
  const now = () => clock().toISOString();

  const show = () =>
    visible.set(
      [...summaries.values()]
        .filter((summary) => summary.submitted === null)
        .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
        .map(({ itemId, title, characters, updatedAt, stage, columnId }) => ({
          itemId,
          title,
          characters,
          updatedAt,
          stage,
          columnId,
        })),
    );
  const remember = (summary: SummaryValue) => {
    if (forgotten) return;
    summaries.set(summary.itemId, summary);
    show();
  };
  const knownOf = async (itemId: string): Promise<SummaryValue | undefined> =>
    summaries.get(itemId) ?? parsed(summaryValue, await records.get("drafts", [summaryKey(itemId)]), records)[0];
  const summaryOf = async (draft: Draft): Promise<SummaryValue> => {
    const known = await knownOf(draft.itemId);
    // Hashing a long text at every keystroke pause would be felt; only a submitted draft needs it.
    const untouched = known !== undefined && known.submitted !== null && known.submitted === hashOf(draft);
    return {
      itemId: draft.itemId,
      title: draft.document.title,
      characters: countCharacters(draft.document),
      updatedAt: draft.updatedAt,
      stage: draft.stage,
      columnId: draft.metadata.columnId,
      submitted: untouched ? known.submitted : null,
      base: known?.base ?? null,
      lastVersion: known === undefined ? ((await versions(draft.itemId)).at(-1)?.versionId ?? null) : known.lastVersion,
    };
  };
  const versionOf = (draft: Draft, reason: string, parentVersion: string | null): Version => {
    const said = {
      itemId: draft.itemId,
      at: now(),
      author: parts.author(),
      device: parts.device,
      reason,
      contentHash: hashOf(draft),
      parentVersion,
    };
    return { ...said, versionId: versionIdOf(said), document: draft.document, metadata: draft.metadata };
  };
  const versions = async (itemId: string): Promise<Version[]> => {
    const list = inChainOrder(parsed(versionValue, await records.scan("revisions", `${itemId}:`), records));
    if (brokenLink(list) !== null) records.note("一份稿件的版本链不连续，版本仍可查看，请联系系统管理员核对。");
    return list;
  };
  const open = async (itemId: string): Promise<Draft> => {
    const [draft] = parsed(draftValue, await records.get("drafts", [bodyKey(itemId)]), records);
    if (draft === undefined) throw new AppError("E_NOT_FOUND", "本机没有这份草稿");
    return onBase(draft, (await knownOf(itemId))?.base);
  };
  /** Saves a draft, with a version of it when a reason is given, in one append. */
  const writeNow = async (draft: Draft, reason: string | null) => {
    const saved: Draft = { ...draft, updatedAt: now() };
    const summary = await summaryOf(saved);
    const version = reason === null ? null : versionOf(saved, reason, summary.lastVersion);
    const chained = version === null ? summary : { ...summary, lastVersion: version.versionId };
    const extra = version === null ? [] : [versionEntry(version)];
    const { savedAt } = await records.append([...draftEntries(saved, chained), ...extra]);
    remember(chained);
    return { savedAt, saved, version };
  };
  const write: typeof writeNow = (draft, reason) => turns.take(draft.itemId, () => writeNow(draft, reason));
  /** The summary that makes later edits build on what the platform took. */
  const based = async (summary: SummaryValue, settled: Settled): Promise<SummaryValue> => {
    if (summary.base?.contentHash === settled.contentHash) return summary;
    const revision = settled.revision ?? (await open(summary.itemId)).baseRevision + 1;
    const { contentHash: taken, statementHash } = settled;
    return { ...summary, base: { contentHash: taken, statementHash, revision } };
  };
  const writeSummary = async (summary: SummaryValue) => {
    await records.append([summaryEntry(summary)]);
    remember(summary);
  };
  const removeNow = async (itemId: string) => {
    const gone = [bodyKey(itemId), summaryKey(itemId)];
    await records.append(gone.map((key) => ({ table: "drafts", key, index: {}, value: null })));
    summaries.delete(itemId);
    show();
  };
  const submit = async (given: Draft, hash: Digest, put: PutSubmission) => {
    const draft = onBase(given, (await knownOf(given.itemId))?.base);
    const summary = await summaryOf(draft);
    const version = versionOf(draft, "提交", summary.lastVersion);
    const submitted = { ...summary, submitted: hash, lastVersion: version.versionId };
    await put(draft, [...draftEntries(draft, submitted), versionEntry(version)]);
    remember(submitted);
  };
  const settle = async (itemId: string, settled: Settled) => {
    const summary = summaries.get(itemId);
    if (summary === undefined) return;
    if (summary.submitted === settled.contentHash) return removeNow(itemId);
    await writeSummary(await based(summary, settled));
  };
  const reopen = async (itemId: string, taken: Settled | null) => {
    const summary = summaries.get(itemId);
    if (summary === undefined) return;
    const writing = { ...summary, submitted: null };
    await writeSummary(taken === null ? writing : await based(writing, taken));
  };
  const merge = async (result: Draft, steps: readonly MergeStep[]) => {
    const saved: Draft = { ...result, updatedAt: now() };
    const summary = await summaryOf(saved);
    const cut: Version[] = [];
    for (const { draft, reason } of steps) {
      cut.push(versionOf(draft, reason, cut.at(-1)?.versionId ?? summary.lastVersion));
    }
    const lastVersion = cut.at(-1)?.versionId ?? summary.lastVersion;
    const writing = { ...summary, submitted: null, base: null, lastVersion };
    await records.append([...draftEntries(saved, writing), ...cut.map(versionEntry)]);
    remember(writing);
  };

  return {
    list: visible.get,
    subscribe: visible.subscribe,
    has: (itemId) => summaries.has(itemId),
    settled: turns.settled,
    forget: () => {
      forgotten = true;
      summaries.clear();
      show();
    },
    submitted: () => [...summaries.values()].flatMap((summary) => (summary.submitted === null ? [] : [summary.itemId])),
    load: async () => {
      const stored = parsed(summaryValue, await records.scan("drafts", "summary:"), records);
      for (const summary of stored) summaries.set(summary.itemId, summary);
      show();
    },
    create: async (initial = {}) => {
      const at = now();
      const draft: Draft = {
        itemId: newId(),
        document: initial.document ?? emptyDocument,
        metadata: { ...emptyMetadata, ...initial.metadata },
        entries: [],
        report: null,
        parent: null,
        baseRevision: 0,
        previousStatement: null,
        stage: "draft",
        createdAt: at,
        updatedAt: at,
      };
      // E13: the state before the first edit is always a version.
      return (await write(draft, "新建")).saved;
    },
    // Never the text before a save that is still being written: saved again, it would replace the newer one.
    open: (itemId) => turns.take(itemId, () => open(itemId)),
    save: async (draft) => ({ savedAt: (await write(draft, null)).savedAt }),
    cutVersion: async (draft, reason) => {
      const { version } = await write(draft, reason);
      if (version === null) throw new Error("a version was asked for and not cut");
      return version;
    },
    versions,
    // Each reads what the step before it wrote: a late one neither undoes a base nor breaks the chain of versions.
    remove: (itemId) => turns.take(itemId, () => removeNow(itemId)),
    submit: (draft, hash, put) => turns.take(draft.itemId, () => submit(draft, hash, put)),
    settle: (itemId, settled) => turns.take(itemId, () => settle(itemId, settled)),
    reopen: (itemId, taken) => turns.take(itemId, () => reopen(itemId, taken)),
    merge: (result, steps) => turns.take(result.itemId, () => merge(result, steps)),
    storeFile: files.store,
    readFile: files.read,
  };
}

interface Parser<T> {
  readonly safeParse: (raw: unknown) => { readonly success: true; readonly data: T } | { readonly success: false };
}

/** What a row that cannot be read is called: its title where it still has one. */
function nameOfRow({ key, value }: StoredValue): string {
  const title = typeof value === "object" && value !== null && "title" in value ? value.title : null;
  return typeof title === "string" && title !== "" ? `《${title}》` : key;
}

/** Values that read as they should. A record of a newer version is left where it is, and said so. */
export function parsed<T>(schema: Parser<T>, stored: readonly StoredValue[], records: Pick<Records, "note">): T[] {
  const results = stored.map(({ value }) => schema.safeParse(value));
  const unread = stored.filter((_, at) => results[at]?.success === false).map(nameOfRow);
  if (unread.length > 0) {
    records.note(
      `有 ${unread.length} 条本机记录由更新的版本写入，暂不能显示，已原样保留：${unread.slice(0, 5).join("、")}。`,
    );
  }
  return results.flatMap((result) => (result.success ? [result.data] : []));
}
