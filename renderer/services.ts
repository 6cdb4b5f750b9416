/** What every screen receives: the seams between screens, local stores, sync and main. Screens never reach past it. */
import { createContext, useContext } from "react";
import type { Failure } from "../shared/failure";
import type { ItemDetail, ItemSummary } from "../shared/http/item";
import type { ReadableRoute, ReplyOf } from "../shared/http/routes";
import type { Call, Input, Notice, Output, Payload, SessionView } from "../shared/ipc/contract";
import type { ManuscriptDocument } from "../shared/model/manuscript";
import type { Metadata } from "../shared/model/metadata";
import type { Report } from "../shared/proofreading/finding";
import type { Ledger, LedgerEntry } from "../shared/proofreading/ledger";
import type { Digest } from "../shared/schema";
import type { Operation, OperationState } from "../shared/sync/operation";
import type { SignedStatement } from "../shared/trust/statement";
import type { Profile, StepId } from "../shared/workflow/profile";
import type { DictionaryWord } from "./proof/dictionary";
import type { Signal } from "./signal";

/** Asks main. @throws AppError with the failure main answered. */
export type Ask = <C extends Call>(name: C, input: Input<C>) => Promise<Output<C>>;
/** Listens to main; the answer stops listening. */
export type Listen = <N extends Notice>(name: N, handler: (payload: Payload<N>) => void) => () => void;
/** Reads from the platform through main, reply checked by schema. */
export type Read = <R extends ReadableRoute>(
  route: R,
  params?: Record<string, string>,
  query?: Record<string, string>,
) => Promise<ReplyOf<R>>;

/** A draft 草稿 on this machine: the working copy of one item. */
export interface Draft {
  readonly itemId: string;
  readonly document: ManuscriptDocument;
  readonly metadata: Metadata;
  /** Decisions of the person, kept through edits. */
  readonly entries: readonly LedgerEntry[];
  /** The last machine pass, whatever content it was of. */
  readonly report: Report | null;
  /** Platform content this draft builds on; null for a new item. */
  readonly parent: Digest | null;
  /** Revision number of `parent`, 0 for a new item. */
  readonly baseRevision: number;
  /** Last statement of the chain this draft builds on. */
  readonly previousStatement: Digest | null;
  /** The step at which the text is being changed: `draft` by the author, or the reviewer's step. */
  readonly stage: "draft" | StepId;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface DraftSummary {
  readonly itemId: string;
  readonly title: string;
  readonly characters: number;
  readonly updatedAt: string;
  readonly stage: Draft["stage"];
  /** 栏目; absent or blank while none is chosen. */
  readonly columnId?: string;
}

/** A version 版本: an immutable state cut at save, stage change, bulk replacement and large paste (E13). */
export interface Version {
  readonly versionId: string;
  readonly itemId: string;
  readonly at: string;
  readonly author: string;
  readonly device: string;
  readonly reason: string;
  readonly contentHash: Digest;
  readonly parentVersion: string | null;
  readonly document: ManuscriptDocument;
  readonly metadata: Metadata;
}

export interface Drafts {
  /** Summaries of all drafts, newest first. Decrypted in memory only. */
  readonly list: () => readonly DraftSummary[];
  /** Stable snapshots for useSyncExternalStore; the answer stops listening. */
  readonly subscribe: (onChange: () => void) => () => void;
  readonly create: (initial?: { document?: ManuscriptDocument; metadata?: Partial<Metadata> }) => Promise<Draft>;
  readonly open: (itemId: string) => Promise<Draft>;
  /** Journal first, then Dexie. Resolves when it is on disk: only then may 已保存 be shown. @throws AppError E_SECRET, E_JOURNAL, E_DISK */
  readonly save: (draft: Draft) => Promise<{ readonly savedAt: string }>;
  readonly cutVersion: (draft: Draft, reason: string) => Promise<Version>;
  readonly versions: (itemId: string) => Promise<readonly Version[]>;
  readonly remove: (itemId: string) => Promise<void>;
  /** Stores a file in both local stores, chunk by chunk; answers its hash. */
  readonly storeFile: (
    bytes: Uint8Array | Blob,
    options?: { readonly progress?: (part: number) => void; readonly signal?: AbortSignal },
  ) => Promise<Digest>;
  readonly readFile: (hash: Digest) => Promise<Uint8Array | null>;
}

/** One line of the sync centre. */
export interface OutboxEntry {
  readonly operation: Operation;
  readonly state: OperationState;
  readonly title: string;
  readonly queuedAt: string;
  readonly attempts: number;
  /** Failure code and Chinese detail of the last attempt; null when none failed. */
  readonly failure: Failure | null;
}

/** Why the list of changes is not read on. Sending goes on; what is here stays. */
export type FeedTrouble =
  /** Numbers are missing: changes were passed over. */
  | { readonly kind: "gap"; readonly expected: number; readonly got: number }
  /** After a restore of the platform more items would vanish than a person should learn of afterwards. */
  | { readonly kind: "vanishing"; readonly gone: number; readonly known: number }
  /** A newer version wrote what comes next. */
  | { readonly kind: "newer" }
  /** The answers are another city's or another platform's: nothing is sent there either. */
  | { readonly kind: "foreign"; readonly detail: string };

export interface SyncState {
  readonly feed?: FeedTrouble | null;
  readonly reachable: boolean;
  readonly waiting: number;
  readonly lastSyncAt: string | null;
  readonly entries: readonly OutboxEntry[];
}

export interface Sync {
  readonly state: () => SyncState;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Tries now instead of at the next due time. */
  readonly nudge: () => void;
  /** Queues a signed decision: the revision and its files first when the content is not on the platform yet. One transaction. */
  readonly submit: (input: {
    readonly draft: Draft | null;
    readonly itemId: string;
    readonly title: string;
    readonly ledger: Ledger;
    /** Null where the profile gives the first level to somebody else: only the revision goes up. */
    readonly signed: SignedStatement | null;
  }) => Promise<void>;
  readonly ingest: (item: ItemSummary) => Promise<void>;
  readonly publish: (item: ItemSummary, repoId: string) => Promise<void>;
  /** Queues a signed takedown order, which overtakes everything that is no order (W9). */
  readonly takeDown: (
    item: Pick<ItemSummary, "itemId" | "title" | "contentHash">,
    signed: SignedStatement,
  ) => Promise<void>;
}

export interface Column {
  readonly columnId: string;
  readonly name: string;
  readonly itemTypes: readonly string[];
  /** 牵头单位; null or absent while the column belongs to none. */
  readonly leadUnit?: string | null;
  /** Whether the own unit may feed it (RP-9); absent from what was kept before there were owners. */
  readonly use?: "own" | "granted" | "none";
}

/** Items on the platform, cached sealed on this machine for reading offline. */
export interface Items {
  readonly list: () => readonly ItemSummary[];
  /** 栏目 of the site, as last seen: from the platform, or from the sealed copy while offline. */
  readonly columns: () => readonly Column[];
  readonly subscribe: (onChange: () => void) => () => void;
  readonly refresh: () => Promise<void>;
  /** Fresh from the platform when reachable, else the cached copy. @throws AppError E_OFFLINE when neither is there. */
  readonly read: (itemId: string) => Promise<{ readonly detail: ItemDetail; readonly cached: boolean }>;
}

export interface Proofreader {
  /** Runs the machine pass in a worker. A newer call for the same item cancels the older one. */
  readonly check: (content: import("../shared/model/content").Content) => Promise<Report>;
}

/** The person's words, sealed on this machine. */
export interface Dictionary {
  readonly words: Signal<readonly DictionaryWord[]>;
  /** Shown at once; resolves when it is on disk. @throws AppError as the journal answers; what is shown goes back. */
  readonly put: (words: readonly DictionaryWord[]) => Promise<void>;
}

export interface Services {
  readonly ask: Ask;
  readonly listen: Listen;
  readonly read: Read;
  readonly session: SessionView;
  readonly profile: Profile | null;
  readonly drafts: Drafts;
  readonly items: Items;
  readonly sync: Sync;
  readonly proofreader: Proofreader;
  /** The person's words (R19): shown to every text that is open. */
  readonly dictionary: Dictionary;
  readonly clock: () => Date;
  /** Moves between screens. */
  readonly go: (to: Place) => void;
}

/** Where the window is. */
export type Place =
  | { readonly screen: "work" }
  | { readonly screen: "writing"; readonly itemId: string }
  | { readonly screen: "review"; readonly itemId: string }
  | { readonly screen: "sync" }
  /** Merging a draft with the platform's newer revision (D3). */
  | { readonly screen: "conflict"; readonly itemId: string }
  | { readonly screen: "settings" };

export const ServicesContext = createContext<Services | null>(null);

/** @throws Error outside a signed-in window. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error("no services in this window");
  return services;
}
