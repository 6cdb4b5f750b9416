import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentHash } from "../shared/model/content";
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

const operationWith = (operationId: string, text: string) => {
  const content = contentFrom("题", text);
  const body = {
    kind: "revision" as const,
    itemId: "item-1",
    parent: null,
    content,
    ledger: ledgerFor(contentHash(content)),
  };
  return { operationId, body };
};
const long = "汛期值班安排。".repeat(10_000);

describe("an operation that was sent before without an answer", () => {
  it("is asked for first where it is long, and acknowledged by the stored answer without being sent again", async () => {
    const operation = operationWith("op-long", long);
    const first = await window.ask("desk:sync.deliver", { operation });
    if (first.kind !== "acknowledged") throw new Error("not taken");
    const { receipt, signature } = first;
    bench.platform.fates.set("op-long", {
      state: "effect",
      answer: { receipt: { receipt, signature }, summary: null },
    });
    const sent = bench.platform.operationIds.length;
    const again = await window.ask("desk:sync.deliver", { operation, sentBefore: true });
    expect(again).toEqual(first);
    expect(bench.platform.operationIds).toHaveLength(sent);
  });

  it("is sent when the platform has never seen it, and a short one is sent at once", async () => {
    const sent = bench.platform.operationIds.length;
    await window.ask("desk:sync.deliver", { operation: operationWith("op-new", long), sentBefore: true });
    await window.ask("desk:sync.deliver", { operation: operationWith("op-short", "短"), sentBefore: true });
    expect(bench.platform.operationIds.slice(sent)).toEqual(["op-new", "op-short"]);
  });

  it("D2: a stored answer with a receipt of another operation acknowledges nothing", async () => {
    const other = await window.ask("desk:sync.deliver", { operation: operationWith("op-other", long) });
    if (other.kind !== "acknowledged") throw new Error("not taken");
    const { receipt, signature } = other;
    bench.platform.fates.set("op-lie", { state: "effect", answer: { receipt: { receipt, signature }, summary: null } });
    const answer = await window.ask("desk:sync.deliver", {
      operation: operationWith("op-lie", long),
      sentBefore: true,
    });
    expect(answer).toMatchObject({ kind: "unreachable", failure: { code: "E_RECEIPT" } });
  });
});
