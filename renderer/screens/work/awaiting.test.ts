import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../shared/canonical";
import { digestOfJson } from "../../../shared/digest";
import { contentHash, contentOf } from "../../../shared/model/content";
import { emptyMetadata } from "../../../shared/model/metadata";
import type { OperationBody, OperationState } from "../../../shared/sync/operation";
import { pendingSite } from "../../../shared/trust/pending";
import type { OutboxEntry } from "../../services";
import { documentOf, ledgerFor, signedFor } from "../../testing/fake-item";
import { awaitingSignature, exportedSignature } from "./awaiting";

const at = new Date("2026-11-22T02:00:00.000Z");
const content = contentOf(documentOf("通知", "正文。"), emptyMetadata);
const other = contentOf(documentOf("通知", "改过的正文。"), emptyMetadata);
const ledger = ledgerFor(contentHash(content));
const said = JSON.parse(signedFor("i1", contentHash(content)).statement);
const statement = canonicalJson({ ...said, ledgerHash: digestOfJson(ledger) });
const review: OperationBody = { kind: "review", itemId: "i1", ledger, signed: { statement, signature: "AA==" } };
const revision: OperationBody = { kind: "revision", itemId: "i1", parent: null, content, ledger };

const entry = (body: OperationBody, state: OperationState): OutboxEntry => ({
  operation: { operationId: `${body.kind}-1`, body },
  state,
  title: "通知",
  queuedAt: at.toISOString(),
  attempts: 0,
  failure: null,
});

describe("a signature that the platform has not confirmed (S8)", () => {
  it("awaits it until there is a receipt or a refusal, and nothing else in the queue does", () => {
    for (const state of ["queued", "sending", "waiting"] as const) {
      expect(awaitingSignature({ entries: [entry(review, state)] }), state).toBe(review);
    }
    for (const state of ["acknowledged", "confirmed", "rejected", "conflict", "withdrawn"] as const) {
      expect(awaitingSignature({ entries: [entry(review, state)] }), state).toBeNull();
    }
    expect(awaitingSignature({ entries: [entry(revision, "queued")] })).toBeNull();
  });

  it("is exported with the text that goes out beside it, or the one that was shown, as a file that says it awaits", async () => {
    const shown = async () => other;
    const beside = { entries: [entry(revision, "queued"), entry(review, "queued")] };
    expect(pendingSite(await exportedSignature(beside, { shown, at }))).toBe("luan");
    const alone = { entries: [entry(review, "queued")] };
    expect(pendingSite(await exportedSignature(alone, { shown: async () => content, at }))).toBe("luan");
  });

  it("is not exported over another text than the one that was signed (E_HASH), nor once it is confirmed", async () => {
    const parts = { shown: async () => other, at };
    await expect(exportedSignature({ entries: [entry(review, "queued")] }, parts)).rejects.toThrow("E_HASH");
    await expect(exportedSignature({ entries: [entry(review, "confirmed")] }, parts)).rejects.toThrow("E_NOT_FOUND");
  });
});
