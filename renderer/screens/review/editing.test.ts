import { describe, expect, it } from "vitest";
import type { Draft, DraftSummary, Drafts } from "../../services";
import { draftOf, openDraft } from "./editing";
import { detailOf, digest, first, hash, history, ledgerOver, reviewer, tongnan } from "./testing/fixtures";
import { turnOf } from "./verdict";

describe("changing the text from the review screen", () => {
  const ledger = ledgerOver([]);
  const detail = detailOf(history, ledger);
  const fresh = draftOf(detail, turnOf({ detail, account: reviewer, profile: tongnan }).state, new Date(0));

  /** Keeps drafts in memory and what was cut as a version. */
  function memory(existing: Draft[]) {
    const kept = new Map(existing.map((draft) => [draft.itemId, draft]));
    const cut: Draft[] = [];
    const drafts: Pick<Drafts, "list" | "open" | "save" | "cutVersion"> = {
      list: () =>
        [...kept.values()].map(
          ({ itemId, document, updatedAt, stage }): DraftSummary => ({
            itemId,
            title: document.title,
            characters: 0,
            updatedAt,
            stage,
          }),
        ),
      open: async (itemId) => {
        const draft = kept.get(itemId);
        if (draft === undefined) throw new Error("no such draft");
        return draft;
      },
      save: async (draft) => {
        kept.set(draft.itemId, draft);
        return { savedAt: draft.updatedAt };
      },
      cutVersion: async (draft, reason) => {
        cut.push(draft);
        return {
          versionId: "v1",
          itemId: draft.itemId,
          at: draft.updatedAt,
          author: "",
          device: "",
          reason,
          contentHash: hash,
          parentVersion: null,
          document: draft.document,
          metadata: draft.metadata,
        };
      },
    };
    return { drafts, kept, cut };
  }

  it("builds on the platform's content at the reviewer's own step", () => {
    expect(fresh).toMatchObject({ parent: hash, baseRevision: 2, previousStatement: digest("a"), stage: "review-2" });
  });

  it("keeps a working copy that builds on the same content, and puts an older one aside as a version", async () => {
    const edited = { ...fresh, document: { ...fresh.document, title: "改过的标题" } };
    const same = memory([edited]);
    expect(await openDraft(same.drafts, fresh)).toBe(false);
    expect(same.kept.get("i1")).toBe(edited);
    const older = memory([{ ...edited, parent: first }]);
    expect(await openDraft(older.drafts, fresh)).toBe(true);
    expect(older.cut).toHaveLength(1);
    expect(older.kept.get("i1")).toBe(fresh);
  });
});
