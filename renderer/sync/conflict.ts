/**
 * 冲突 (D3): the platform has a revision this machine's text does not build on. Both texts and their common state are put
 * together; what the person decides is kept as it is decided, and the result becomes the draft on the platform's head.
 */
import { z } from "zod";
import { AppError } from "../../shared/failure";
import type { ItemDetail } from "../../shared/http/item";
import { type Merge, mergeContent } from "../../shared/merge/merge";
import { type Choices, choice, isOffered, openPlaces, resolveMerge } from "../../shared/merge/resolve";
import { type Approval, approvalsOf } from "../../shared/merge/voided";
import { type Content, contentHash, contentOf } from "../../shared/model/content";
import { keyOf } from "../../shared/proofreading/ledger";
import { type Digest, digest } from "../../shared/schema";
import { isFinished } from "../../shared/sync/plan";
import { type Statement, statement } from "../../shared/trust/statement";
import type { Draft, Read } from "../services";
import { json } from "../store/draft-record";
import { type LocalDrafts, parsed } from "../store/drafts";
import type { PlatformItems } from "../store/items";
import type { Records } from "../store/records";
import type { Outbox } from "./outbox";
import { lastStatement } from "./sync";

export interface Conflict {
  readonly itemId: string;
  readonly mine: Draft;
  readonly theirs: ItemDetail;
  /** True when the platform did not answer now and its last known state is shown. */
  readonly cached: boolean;
  readonly merge: Merge;
  /** What was decided before, where both texts are still the same. */
  readonly choices: Choices;
  /** Approvals on the platform's revision: the merged text is another, so they end with it. */
  readonly voided: readonly Approval[];
  /** What this machine signed for a text the platform did not take. */
  readonly unsent: readonly Statement[];
}

export interface Conflicts {
  /** @throws AppError E_OFFLINE when the platform's text is not on this machine either, E_NOT_FOUND without a conflict */
  readonly read: (itemId: string) => Promise<Conflict>;
  /** Keeps the decisions, so that a lock in the middle loses none of them. */
  readonly keep: (conflict: Conflict, choices: Choices) => Promise<void>;
  /** @throws AppError E_STATE while places are open, E_CONFLICT when the platform has moved on meanwhile */
  readonly finish: (conflict: Conflict, choices: Choices) => Promise<void>;
}

export interface ConflictParts {
  readonly outbox: Outbox;
  readonly drafts: LocalDrafts;
  readonly items: PlatformItems;
  readonly records: Records;
  readonly read: Read;
  readonly clock: () => Date;
}

const keptChoices = z.object({
  head: digest,
  mine: digest,
  choices: z.array(z.tuple([z.string(), choice])),
});
const choicesKey = (itemId: string) => `merge:${itemId}`;
const contentOfDraft = (draft: Draft): Content => contentOf(draft.document, draft.metadata);

export function createConflicts(parts: ConflictParts): Conflicts {
  const { records } = parts;
  return {
    read: async (itemId) => {
      const parent = parentOf(itemId, parts.outbox);
      const { detail: theirs, cached } = await parts.items.read(itemId);
      if (cached && theirs.summary.contentHash === parent) {
        throw new AppError("E_OFFLINE", "平台上的新版本还没有取到本机");
      }
      const mine = await parts.drafts.open(itemId);
      const base = await baseOf({ mine, theirs, parent }, parts);
      const merge = mergeContent({ base, mine: contentOfDraft(mine), theirs: theirs.content });
      const voided = approvalsOf(theirs.history, theirs.summary.contentHash);
      const choices = await keptOf({ itemId, mine, theirs, merge }, records);
      return { itemId, mine, theirs, cached, merge, choices, voided, unsent: unsentOf(itemId, parts.outbox) };
    },
    keep: async ({ itemId, mine, theirs }, choices) => {
      const value = {
        head: theirs.summary.contentHash,
        mine: contentHash(contentOfDraft(mine)),
        choices: [...choices],
      };
      await records.append([{ table: "settings", key: choicesKey(itemId), index: {}, value: json(value) }]);
    },
    finish: (conflict, choices) => finish(conflict, choices, parts),
  };
}

/** The state the refused revision was written on. */
function parentOf(itemId: string, outbox: Outbox): Digest | null {
  const bodies = outbox.view
    .get()
    .entries.filter(({ operation, state }) => operation.body.itemId === itemId && state === "conflict")
    .map(({ operation }) => operation.body);
  const body = bodies.find((one) => one.kind === "revision");
  if (body === undefined) throw new AppError("E_NOT_FOUND", "这份稿件没有等待合并的冲突");
  return body.parent;
}

interface Sides {
  readonly mine: Draft;
  readonly theirs: ItemDetail;
  readonly parent: Digest | null;
}

/** The text both sides once had in common: from the versions here, the sealed copy, or the platform. */
async function baseOf({ mine, theirs, parent }: Sides, parts: ConflictParts): Promise<Content | null> {
  // Merged before, and then the window died: the draft stands on the platform's head already.
  if (mine.parent === theirs.summary.contentHash) return theirs.content;
  if (parent === null) return null;
  const versions = await parts.drafts.versions(mine.itemId);
  const version = versions.find((one) => one.contentHash === parent);
  if (version !== undefined) return contentOf(version.document, version.metadata);
  const params = { itemId: mine.itemId, hash: parent };
  const told = await parts.read("items.revision", params).catch(() => null);
  return told !== null && contentHash(told.content) === parent ? told.content : null;
}

async function keptOf(
  { itemId, mine, theirs, merge }: Pick<Conflict, "itemId" | "mine" | "theirs" | "merge">,
  records: Records,
): Promise<Choices> {
  const [kept] = parsed(keptChoices, await records.get("settings", [choicesKey(itemId)]), records);
  const same = kept?.head === theirs.summary.contentHash && kept.mine === contentHash(contentOfDraft(mine));
  const byId = new Map(merge.places.map((place) => [place.id, place]));
  const fitting = (same ? kept.choices : []).filter(([id, made]) => {
    const place = byId.get(id);
    return place !== undefined && isOffered(place, made);
  });
  return new Map(fitting);
}

function unsentOf(itemId: string, outbox: Outbox): Statement[] {
  return outbox.view.get().entries.flatMap(({ operation: { body }, state }) => {
    if (body.itemId !== itemId || body.kind !== "review" || isFinished({ state })) return [];
    return [statement.parse(JSON.parse(body.signed.statement))];
  });
}

/** Both originals and the result go to disk in one append; only then are the refused operations taken back. */
async function finish(conflict: Conflict, choices: Choices, parts: ConflictParts): Promise<void> {
  const { itemId, mine, theirs, merge } = conflict;
  const open = openPlaces(merge, choices).length;
  if (open > 0) throw new AppError("E_STATE", `还有 ${open} 处没有选定`);
  const { detail } = await parts.items.read(itemId);
  if (detail.summary.contentHash !== theirs.summary.contentHash) {
    throw new AppError("E_CONFLICT", "合并期间平台上又有了新的版本，已重新对照");
  }
  const { document, metadata } = resolveMerge(merge, choices, mine.metadata);
  const result: Draft = {
    ...mine,
    document,
    metadata,
    // Decisions of both sides go on; the pass over the merged text drops those it no longer finds.
    entries: [...new Map([...theirs.ledger.entries, ...mine.entries].map((one) => [keyOf(one.finding), one])).values()],
    report: null,
    parent: theirs.summary.contentHash,
    baseRevision: theirs.summary.revision,
    // Decisions may have come in on this very text since it was opened.
    previousStatement: lastStatement(detail),
  };
  const other: Draft = { ...mine, document: theirs.content.document, metadata: theirs.content.metadata };
  await parts.drafts.merge(result, [
    { draft: mine, reason: "冲突时本机的版本" },
    { draft: other, reason: `冲突时平台上的第 ${theirs.summary.revision} 版${editorOf(theirs)}` },
    { draft: result, reason: `与平台第 ${theirs.summary.revision} 版合并` },
  ]);
  const refused = parts.outbox.open(itemId).filter((value) => !isFinished(value));
  const ids = refused.map((value) => value.operationId);
  await parts.outbox.changeAll(ids, { state: "withdrawn", endedAt: parts.clock().toISOString() });
  await parts.records.append([{ table: "settings", key: choicesKey(itemId), index: {}, value: null }]);
}

/** Who wrote the platform's revision, as the item's history tells. */
export function editorOf({ history }: Pick<ItemDetail, "history">): string {
  const last = history.findLast(({ action }) => action.kind === "edit");
  return last === undefined ? "" : `（${last.actor.name}）`;
}
