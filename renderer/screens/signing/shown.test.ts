import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../shared/canonical";
import type { SigningRequest, SigningView } from "../../../shared/ipc/signing";
import { type Content, contentHash, contentOf } from "../../../shared/model/content";
import { emptyMetadata } from "../../../shared/model/metadata";
import type { Ledger } from "../../../shared/proofreading/ledger";
import { proofSheet } from "../../../shared/publication/page";
import type { ReviewStatement } from "../../../shared/trust/statement";
import { decisionSentence, hashGroups, isReadToEnd, readShown, statesRequest } from "./shown";

const made = (text: string): Content =>
  contentOf(
    {
      title: "关于防汛的通知",
      blocks: [{ kind: "paragraph", id: "p1", align: "left", runs: [{ text, marks: [], link: null }] }],
    },
    emptyMetadata,
  );
const content = made("同意拨付 120 万元。");
const hash = contentHash(content);
const sheet = proofSheet(content, { siteName: "某市人民政府网站" });

const statementOf = (over: Partial<ReviewStatement> = {}): ReviewStatement => ({
  type: "caibian-review/1",
  site: "luan",
  itemId: "i1",
  revision: 7,
  title: content.document.title,
  contentHash: hash,
  layoutHash: null,
  step: "review-2",
  stepName: "复审",
  decision: "approve",
  category: null,
  note: "",
  gates: ["政治", "法律"],
  checks: ["proofread"],
  ledgerHash: hash,
  previousStatement: null,
  signer: { personId: "p2", accountId: "a2", name: "李建国", role: "审核员", certificate: hash },
  profile: { id: "luan", version: 1, hash },
  nonce: "n".repeat(24),
  signedAt: "2026-11-22T02:00:00.000Z",
  ...over,
});

const viewOf = (over: Partial<SigningView> = {}): SigningView => ({
  signingId: "s1",
  canonical: canonicalJson(content),
  contentHash: hash,
  proof: null,
  statement: canonicalJson(statementOf()),
  key: {
    keyId: "k1",
    name: "李建国",
    organisation: "市政府办公室",
    issuer: "演示 CA",
    serial: "01",
    notBefore: "2026-01-01T00:00:00.000Z",
    notAfter: "2028-01-01T00:00:00.000Z",
    fingerprint: hash,
    usable: true,
    reason: "",
  },
  offline: false,
  ...over,
});

describe("what the signing window shows", () => {
  it("is read from main's canonical text, and its hash is over exactly that text (S1)", () => {
    const shown = readShown(viewOf());
    expect(shown.content).toEqual(content);
    expect(shown.shown).toBe(hash);
  });

  it("names another hash for altered text, so that main refuses, even when the view claims otherwise (S1)", () => {
    const altered = made("同意拨付 920 万元。");
    const canonical = canonicalJson(altered);
    expect(canonical).not.toBe(canonicalJson(content));
    expect(() => readShown(viewOf({ canonical }))).toThrow("E_HASH");
    // The renderer's state altered consistently: the window shows it, and `shown` then gives it away to main.
    const statement = canonicalJson(statementOf({ contentHash: contentHash(altered) }));
    const consistent = readShown(viewOf({ canonical, contentHash: contentHash(altered), statement }));
    expect(consistent.shown).not.toBe(hash);
  });

  it("is refused when the statement speaks of other content, another title, or is not in canonical form", () => {
    const other = (over: Partial<ReviewStatement>) => () =>
      readShown(viewOf({ statement: canonicalJson(statementOf(over)) }));
    expect(other({ contentHash: `sha-256:${"0".repeat(64)}` })).toThrow("E_HASH");
    expect(other({ title: "关于抗旱的通知" })).toThrow("E_HASH");
    expect(() => readShown(viewOf({ canonical: JSON.stringify(content, null, 1) }))).toThrow("E_HASH");
    const doubled = canonicalJson(content).replace("{", '{"format":"caibian-content/1",');
    expect(() => readShown(viewOf({ canonical: doubled }))).toThrow("E_HASH");
    expect(() => readShown(viewOf({ canonical: "{" }))).toThrow("E_HASH");
  });

  it("binds the sample page at proof steps: another page or none is refused (TN-15d)", () => {
    const statement = canonicalJson(statementOf({ step: "proof-1", layoutHash: sheet.layoutHash }));
    expect(readShown(viewOf({ statement, proof: sheet })).statement.layoutHash).toBe(sheet.layoutHash);
    expect(() => readShown(viewOf({ statement, proof: { ...sheet, html: `${sheet.html} ` } }))).toThrow("E_HASH");
    expect(() => readShown(viewOf({ statement }))).toThrow("E_HASH");
  });
});

describe("what the person decided", () => {
  const ledger: Ledger = {
    format: "caibian-ledger/1",
    contentHash: hash,
    status: "complete",
    packs: [],
    findings: [],
    entries: [],
  };
  const request: SigningRequest = {
    itemId: "i1",
    revision: 7,
    content,
    ledger,
    step: "review-2",
    decision: "approve",
    category: null,
    note: "",
    gates: ["法律", "政治"],
    checks: ["proofread"],
    previousStatement: null,
  };

  it("must be what the statement says: decision, step, ticks, words and chain", () => {
    expect(statesRequest(statementOf(), request)).toBe(true);
    const others: Partial<ReviewStatement>[] = [
      { decision: "return" },
      { step: "review-3" },
      { gates: ["政治"] },
      { checks: [] },
      { note: "另有意见" },
      { revision: 8 },
      { previousStatement: hash },
    ];
    for (const over of others) expect(statesRequest(statementOf(over), request)).toBe(false);
  });

  it("is said in one sentence with role, step, title and version", () => {
    expect(decisionSentence(statementOf())).toBe(
      "您将以审核员身份，在复审环节，对《关于防汛的通知》版本 7 作出同意的决定。",
    );
    expect(decisionSentence(statementOf({ decision: "return" }))).toContain("作出退回的决定");
  });
});

describe("reading", () => {
  it("shows a digest in sixteen groups of four and its algorithm", () => {
    const { algorithm, groups } = hashGroups(`sm3:${"0123456789abcdef".repeat(4)}`);
    expect(algorithm).toBe("SM3");
    expect(groups).toHaveLength(16);
    expect(groups[1]).toBe("4567");
  });

  it("has reached the end only at the end, and at once when everything fits", () => {
    expect(isReadToEnd({ scrollTop: 0, clientHeight: 600, scrollHeight: 2_000 })).toBe(false);
    expect(isReadToEnd({ scrollTop: 1_390, clientHeight: 600, scrollHeight: 2_000 })).toBe(false);
    expect(isReadToEnd({ scrollTop: 1_399.6, clientHeight: 600, scrollHeight: 2_000 })).toBe(true);
    expect(isReadToEnd({ scrollTop: 0, clientHeight: 600, scrollHeight: 600 })).toBe(true);
  });
});
