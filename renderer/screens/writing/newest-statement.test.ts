import { describe, expect, it } from "vitest";
import { AppError } from "../../../shared/failure";
import type { ItemDetail } from "../../../shared/http/item";
import { contentHash, contentOf } from "../../../shared/model/content";
import { emptyMetadata } from "../../../shared/model/metadata";
import { paragraph } from "../../editor/testing";
import { statementDigest } from "../../sync/receipt-match";
import { lastStatement } from "../../sync/sync";
import { documentOf, itemDetailOf, ledgerFor, signedFor } from "../../testing/fake-item";
import { onNewestStatement } from "./newest-statement";
import { draftWith } from "./testing";

const content = contentOf(documentOf("通知", "请认真落实。"), emptyMetadata);
const hash = contentHash(content);
const submitted = itemDetailOf(null, {
  kind: "revision",
  itemId: "item-1",
  parent: null,
  content,
  ledger: ledgerFor(hash),
});
const reviewed = (before: ItemDetail, signed = signedFor("item-1", hash)): ItemDetail =>
  itemDetailOf(before, { kind: "review", itemId: "item-1", ledger: ledgerFor(hash), signed });
const first = signedFor("item-1", hash);
const second = signedFor("item-1", hash, "return");

const reading = (detail: ItemDetail) => ({ read: async () => ({ detail, cached: false }) });
const blocks = [paragraph("p1", "请立即落实。")];

describe("what a signature follows", () => {
  it("E_HASH: is the decision that came in on the same text after the draft was opened", async () => {
    const opened = reviewed(submitted, first);
    const draft = draftWith("通知", blocks, { parent: hash, previousStatement: lastStatement(opened) });
    const decided = reviewed(opened, second);
    const now = await onNewestStatement(draft, reading(decided));
    expect(now.previousStatement).toBe(statementDigest(second.statement));
    expect(now).toEqual({ ...draft, previousStatement: now.previousStatement });
  });

  it("is what the draft remembers where the platform has another text, or none can be read", async () => {
    const draft = draftWith("通知", blocks, { parent: hash, previousStatement: statementDigest(first.statement) });
    const other = {
      ...reviewed(submitted, second),
      summary: { ...submitted.summary, contentHash: ledgerFor("x").contentHash },
    };
    expect(await onNewestStatement(draft, reading(other))).toBe(draft);
    const away = { read: async () => Promise.reject(new AppError("E_OFFLINE")) };
    expect(await onNewestStatement(draft, away)).toBe(draft);
    const broken = { read: async () => Promise.reject(new TypeError("bug")) };
    await expect(onNewestStatement(draft, broken)).rejects.toThrow("bug");
  });

  it("is nothing for a draft the platform never had, and nothing is asked", async () => {
    const draft = draftWith("通知", blocks);
    const silent = { read: async () => Promise.reject(new Error("asked")) };
    expect(await onNewestStatement(draft, silent)).toBe(draft);
  });

  it("W9: is an order that withdrew the item, too", () => {
    const taken = submitted.history.map((line) => ({
      ...line,
      action: {
        kind: "takedown" as const,
        contentHash: hash,
        repoId: "repo-1",
        role: "审核员",
        category: "mistake" as const,
        text: "",
        statementHash: statementDigest(second.statement),
      },
    }));
    expect(lastStatement({ history: [...reviewed(submitted, first).history, ...taken] })).toBe(
      statementDigest(second.statement),
    );
  });
});
