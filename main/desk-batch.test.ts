import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../node/signature-check";
import { fromBase64, utf8 } from "../shared/bytes";
import { contentHash } from "../shared/model/content";
import { verifyDetached } from "../shared/trust/cms";
import { statement } from "../shared/trust/statement";
import { type Bench, contentFrom, ledgerFor, openBench, pin, type Window } from "./testing/bench";
import { smsCode } from "./testing/fake-platform";

let bench: Bench;
let window: Window;

beforeAll(async () => {
  bench = await openBench();
  window = await bench.start();
  await window.ask("desk:session.begin", { keyId: await window.keyOf("张晓岚"), pin });
  await window.ask("desk:session.confirm", { code: smsCode });
});
afterAll(() => bench.close());

async function prepared(title: string) {
  const content = contentFrom(title, "各单位要做好防汛值守。");
  const view = await window.ask("desk:signing.prepare", {
    itemId: `item-${["甲", "乙", "丙", "丁", "戊"].indexOf(title)}`,
    revision: 1,
    content,
    ledger: ledgerFor(contentHash(content)),
    step: "review-2",
    decision: "approve",
    category: null,
    note: "",
    gates: [],
    checks: [],
    previousStatement: null,
  });
  return { signingId: view.signingId, shown: view.contentHash, statement: view.statement };
}

const asked = (list: readonly Awaited<ReturnType<typeof prepared>>[]) =>
  list.map(({ signingId, shown }) => ({ signingId, shown }));

describe("批量签名 (S7)", () => {
  it("S7: signs each of what was shown by itself; one that was shown otherwise does not void the others", async () => {
    const list = [await prepared("甲"), await prepared("乙"), await prepared("丙")];
    const other = contentHash(contentFrom("乙", "别的内容。"));
    const signings = asked(list).map((one, at) => (at === 1 ? { ...one, shown: other } : one));
    const results = await window.ask("desk:signing.confirmMany", { signings, pin });
    expect(results.map(({ kind }) => kind)).toEqual(["signed", "failed", "signed"]);
    expect(results[1]).toMatchObject({ failure: { code: "E_HASH" } });
    results.forEach((result, at) => {
      if (result.kind !== "signed") return;
      expect(result.signed.statement).toBe(list[at]?.statement);
      const { signedAt } = statement.parse(JSON.parse(result.signed.statement));
      const trust = { anchors: bench.city.anchors, check: nodeCheck, at: signedAt, purpose: "review" as const };
      verifyDetached(utf8(result.signed.statement), fromBase64(result.signed.signature), trust);
    });
  });

  it("S7: a wrong PIN signs nothing and leaves every one open; none can be signed a second time", async () => {
    const signings = asked([await prepared("丁"), await prepared("戊")]);
    expect(await window.failureOf("desk:signing.confirmMany", { signings, pin: "wrong" })).toBe("E_PIN");
    const results = await window.ask("desk:signing.confirmMany", { signings, pin });
    expect(results.map(({ kind }) => kind)).toEqual(["signed", "signed"]);
    const again = await window.ask("desk:signing.confirmMany", { signings, pin });
    expect(again).toMatchObject([{ failure: { code: "E_STATE" } }, { failure: { code: "E_STATE" } }]);
  });

  it("S7: more than twenty are refused at the door", async () => {
    const one = { signingId: "any", shown: contentHash(contentFrom("己", "。")) };
    const signings = Array.from({ length: 21 }, () => one);
    expect(await window.failureOf("desk:signing.confirmMany", { signings, pin })).toBe("E_INPUT");
  });
});
