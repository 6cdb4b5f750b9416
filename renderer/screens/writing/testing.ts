/** A draft, drafts in memory and a proofreader in this thread, for tests of the writing session. */
import { digestOf } from "../../../shared/digest";
import { AppError } from "../../../shared/failure";
import { contentHash, contentOf } from "../../../shared/model/content";
import type { Block } from "../../../shared/model/manuscript";
import { emptyMetadata, type Metadata } from "../../../shared/model/metadata";
import { builtinPacks } from "../../../shared/proofreading/packs/index";
import { proofread } from "../../../shared/proofreading/run";
import type { Draft, Drafts, Proofreader, Version } from "../../services";

export const AT = "2026-11-22T02:00:00.000Z";

/** Metadata that every built-in profile takes. */
export const goodMetadata: Metadata = {
  ...emptyMetadata,
  columnId: "tzgg",
  category: "通知",
  disclosure: "主动公开",
  generatedOn: "2026-05-20",
  timeLimit: "常年公开",
  audience: "面向全社会",
  indexNumber: "000014349/2026-02058",
  writer: "张晓岚",
};

export function draftWith(title: string, blocks: readonly Block[], change: Partial<Draft> = {}): Draft {
  return {
    itemId: "item-1",
    document: { title, blocks: [...blocks] },
    metadata: goodMetadata,
    entries: [],
    report: null,
    parent: null,
    baseRevision: 0,
    previousStatement: null,
    stage: "draft",
    createdAt: AT,
    updatedAt: AT,
    ...change,
  };
}

export class MemoryDrafts implements Pick<Drafts, "save" | "cutVersion" | "versions" | "storeFile"> {
  readonly saved: Draft[] = [];
  readonly cut: Version[] = [];

  save = async (draft: Draft): Promise<{ readonly savedAt: string }> => {
    if (JSON.stringify(draft.document).includes("机密★")) throw new AppError("E_SECRET");
    this.saved.push(draft);
    return { savedAt: AT };
  };
  cutVersion = async (draft: Draft, reason: string): Promise<Version> => {
    const { document, metadata, itemId } = draft;
    const hash = contentHash(contentOf(document, metadata));
    const version = { versionId: `v${this.cut.length}`, itemId, at: AT, author: "张晓岚", device: "本机", reason };
    const made = { ...version, contentHash: hash, parentVersion: null, document, metadata };
    this.cut.push(made);
    return made;
  };
  versions = async (): Promise<readonly Version[]> => this.cut;
  storeFile = async (bytes: Uint8Array | Blob) =>
    digestOf(bytes instanceof Uint8Array ? bytes : new Uint8Array(await bytes.arrayBuffer()));
}

export const directProofreader: Proofreader = {
  check: async (content) => proofread(content, { today: "2026-11-22", at: AT, packs: builtinPacks }),
};
