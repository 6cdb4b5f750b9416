import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../node/signature-check";
import { fromBase64, utf8 } from "../shared/bytes";
import { contentHash } from "../shared/model/content";
import { verifyDetached } from "../shared/trust/cms";
import { statement } from "../shared/trust/statement";
import { readLines } from "./audit";
import { type Bench, contentFrom, ledgerFor, openBench, pin, type Window } from "./testing/bench";
import { smsCode } from "./testing/fake-platform";

let bench: Bench;
let window: Window;
const draftText = "汛期地质灾害防范工作的部署安排，未曾发布的草稿正文";

beforeAll(async () => {
  bench = await openBench();
  window = await bench.start();
});
afterAll(() => bench.close());

const audit = () => readLines(readFileSync(join(bench.folder, "desk", "audit", "audit.jsonl"), "utf8"));

async function signIn(name: string): Promise<void> {
  await window.ask("desk:session.begin", { keyId: await window.keyOf(name), pin });
  await window.ask("desk:session.confirm", { code: smsCode });
}

const request = (title: string, step: "review-1" | "review-2" = "review-2") => {
  const content = contentFrom(title, draftText);
  return {
    itemId: "item-1",
    revision: 1,
    content,
    ledger: ledgerFor(contentHash(content)),
    step,
    decision: "approve" as const,
    category: null,
    note: "",
    gates: [],
    checks: [],
    previousStatement: null,
  };
};

describe("signing", () => {
  it("S1: refuses when the window shows other bytes than were prepared, and that signing is over", async () => {
    await signIn("张晓岚");
    const view = await window.ask("desk:signing.prepare", request("关于做好汛期工作的通知"));
    expect(view.contentHash).toBe(contentHash(request("关于做好汛期工作的通知").content));
    const altered = contentHash(contentFrom("关于做好汛期工作的通知", `${draftText}。`));
    const { signingId } = view;
    expect(await window.failureOf("desk:signing.confirm", { signingId, shown: altered, pin })).toBe("E_HASH");
    expect(await window.failureOf("desk:signing.confirm", { signingId, shown: view.contentHash, pin })).toBe("E_STATE");
  });

  it("S1: signs the statement that was shown, over the shown hash, and a wrong PIN leaves it open for the person", async () => {
    const view = await window.ask("desk:signing.prepare", request("通知"));
    const { signingId, contentHash: shown } = view;
    expect(await window.failureOf("desk:signing.confirm", { signingId, shown, pin: "wrong" })).toBe("E_PIN");
    const signed = await window.ask("desk:signing.confirm", { signingId, shown, pin });
    expect(signed.statement).toBe(view.statement);
    const value = statement.parse(JSON.parse(signed.statement));
    expect(value).toMatchObject({ contentHash: shown, signer: { name: "张晓岚", role: "审核员" }, step: "review-2" });
    const trust = { anchors: bench.city.anchors, check: nodeCheck, at: value.signedAt, purpose: "review" as const };
    expect(
      verifyDetached(utf8(signed.statement), fromBase64(signed.signature), trust).certificate.subject.commonName,
    ).toBe("张晓岚");
    expect(view.offline).toBe(false);
    expect(await window.failureOf("desk:signing.confirm", { signingId, shown, pin })).toBe("E_STATE");
  });

  it("2.6.4: signs offline after a cold start while nonces last, marked as waiting, then says that it cannot", async () => {
    await window.desk.stop();
    bench.platform.cut = true;
    window = await bench.start();
    await window.ask("desk:session.unlock", { keyId: await window.keyOf("张晓岚"), pin });
    expect((await window.ask("desk:session.read", null)).account?.name).toBe("张晓岚");
    const nonces = new Set<string>();
    for (let i = 0; i < 40; i += 1) {
      const code = await window.failureOf("desk:signing.prepare", request(`第 ${i} 件`));
      if (code !== "none") {
        expect(code).toBe("E_OFFLINE");
        break;
      }
      nonces.add(String(i));
    }
    expect(nonces.size).toBeGreaterThan(10);
    expect(nonces.size).toBeLessThanOrEqual(20);
    bench.platform.cut = false;
  });

  it("marks a signature made out of the platform's reach as offline", async () => {
    await signIn("张晓岚");
    bench.platform.cut = true;
    const view = await window.ask("desk:signing.prepare", request("离线签名"));
    expect(view.offline).toBe(true);
    await window.ask("desk:signing.cancel", { signingId: view.signingId });
    bench.platform.cut = false;
  });
});

describe("delivery", () => {
  const operation = (operationId: string) => {
    const { content, ledger } = request("上报稿件");
    return { operationId, body: { kind: "revision" as const, itemId: "item-1", parent: null, content, ledger } };
  };

  it("D2: acknowledges only with a receipt that is the platform's and about exactly this", async () => {
    await signIn("张晓岚");
    const given = operation("op-1");
    const good = await window.ask("desk:sync.deliver", { operation: given });
    expect(good).toMatchObject({ kind: "acknowledged", contentHash: contentHash(given.body.content) });
    expect(bench.platform.operationIds).toEqual(["op-1"]);
    const other = contentHash(contentFrom("别的", "别的"));
    const lies = [
      { contentHash: other },
      { operationId: "op-9" },
      { itemId: "item-9" },
      { event: "publish" as const },
      { site: "tongnan" },
      { signatureHash: other },
    ];
    for (const lie of lies) {
      bench.platform.alterReceipt = (value) => ({ ...value, ...lie });
      const answer = await window.ask("desk:sync.deliver", { operation: operation("op-2") });
      expect(answer).toMatchObject({ kind: "unreachable", failure: { code: "E_RECEIPT" } });
    }
    bench.platform.alterReceipt = (value) => value;
    bench.platform.receiptSigner = bench.city.profileKey.signer;
    expect(await window.ask("desk:sync.deliver", { operation: operation("op-3") })).toMatchObject({
      failure: { code: "E_RECEIPT" },
    });
    bench.platform.receiptSigner = bench.city.receiptKey.signer;
  });

  it("keeps an operation waiting when the network or the session is gone, and parks it when a rule refuses it", async () => {
    bench.platform.cut = true;
    expect(await window.ask("desk:sync.deliver", { operation: operation("op-4") })).toMatchObject({
      kind: "unreachable",
      failure: { code: "E_OFFLINE" },
    });
    bench.platform.cut = false;
    bench.platform.refuse = "E_SOD";
    expect(await window.ask("desk:sync.deliver", { operation: operation("op-5") })).toMatchObject({
      kind: "refused",
      failure: { code: "E_SOD" },
    });
    bench.platform.refuse = "E_SESSION";
    expect(await window.ask("desk:sync.deliver", { operation: operation("op-6") })).toMatchObject({
      kind: "unreachable",
      failure: { code: "E_SESSION" },
    });
    expect((await window.ask("desk:session.read", null)).state).toBe("offline");
    bench.platform.refuse = null;
  });
});

describe("NY-15 on the way out", () => {
  it("neither signs nor sends text with a secrecy mark, and the platform never sees a byte of it", async () => {
    await signIn("张晓岚");
    const content = contentFrom("标题", "机密★10年 青松");
    expect(await window.failureOf("desk:signing.prepare", { ...request("标题"), content })).toBe("E_SECRET");
    const ledger = ledgerFor(contentHash(content));
    const operation = {
      operationId: "op-s",
      body: { kind: "revision" as const, itemId: "i", parent: null, content, ledger },
    };
    const answer = await window.ask("desk:sync.deliver", { operation });
    expect(answer).toMatchObject({ kind: "refused", failure: { code: "E_SECRET" } });
    expect(bench.platform.bodies.some((body) => body.includes("青松"))).toBe(false);
    expect(audit()?.filter(({ event }) => event === "secret-refused").length).toBe(2);
  });
});

describe("the audit log", () => {
  it("holds each signature made and refused and each delivery, by code and id", () => {
    const events = audit()?.map(({ event, details }) => `${event} ${details.code ?? ""}`);
    for (const event of ["signature-made review-2", "signature-refused E_HASH", "delivered revision"]) {
      expect(events).toContain(event);
    }
  });
});
