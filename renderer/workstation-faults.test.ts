import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentHash, contentOf } from "../shared/model/content";
import type { Draft } from "./services";
import { type Bench, bench, type OpenBench, openBench } from "./testing/bench";
import type { Fault } from "./testing/fake-desk";
import { documentOf, ledgerFor, signedFor } from "./testing/fake-item";

const fresh = () => bench({ indexedDB: new IDBFactory(), IDBKeyRange });
const hashOf = (draft: Draft) => contentHash(contentOf(draft.document, draft.metadata));

async function submitted(station: OpenBench, title = "关于防汛的通知") {
  const draft = await station.drafts.create({ document: documentOf(title, "请做好防汛工作。") });
  await resubmit(station, draft);
  return draft;
}

async function resubmit(station: OpenBench, draft: Draft) {
  const hash = hashOf(draft);
  const { itemId, document } = draft;
  const signed = signedFor(itemId, hash);
  await station.sync.submit({ draft, itemId, title: document.title, ledger: ledgerFor(hash), signed });
}

describe("D1: exactly once", () => {
  it("through 500 injected faults, restarts included, every operation takes effect exactly once and in order", async () => {
    let faults = 0;
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const kinds: readonly Fault[] = ["cut-before", "cut-after", "server-error", "crash-after", "duplicate"];
    while (faults < 500) {
      const here = fresh();
      here.fake.platform.nextFault = () => {
        if (random() < 0.4) return "none";
        faults += 1;
        return kinds[Math.floor(random() * kinds.length)] ?? "none";
      };
      await runUntilConfirmed(here, random);
    }
    expect(faults).toBeGreaterThanOrEqual(500);
  });
});

async function runUntilConfirmed(here: Bench, random: () => number): Promise<void> {
  const first = await openBench(here, random);
  const drafts = [await submitted(first, "一"), await submitted(first, "二"), await submitted(first, "三")];
  await first.close();
  for (let restart = 0; ; restart += 1) {
    expect(restart).toBeLessThan(200);
    here.time.now += 400_000;
    const station = await openBench(here, random);
    await station.loop.round();
    const pending = station.sync.state().waiting;
    await station.close();
    if (pending === 0) break;
  }
  const effects = [...here.fake.platform.effects.values()];
  expect(effects).toHaveLength(6);
  for (const { itemId } of drafts) {
    expect(effects.filter((one) => one.body.itemId === itemId).map((one) => one.body.kind)).toEqual([
      "revision",
      "review",
    ]);
    expect(here.fake.platform.details.get(itemId)?.history).toHaveLength(2);
  }
}

describe("the backlog", () => {
  it("keeps the order within every item for any mix of submissions and outages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), async (outages) => {
        const here = fresh();
        const station = await openBench(here);
        const draft = await station.drafts.create({ document: documentOf("零", "零") });
        const base = [draft];
        for (const [at, down] of outages.entries()) {
          here.fake.platform.down = down;
          const last = base.at(-1) ?? draft;
          const next = { ...last, document: documentOf(`第${at}稿`, "x"), parent: at === 0 ? null : hashOf(last) };
          base.push(next);
          await resubmit(station, next);
          await station.loop.round();
        }
        here.fake.platform.down = false;
        here.time.now += 400_000;
        await station.loop.round();
        const edits = (here.fake.platform.details.get(draft.itemId)?.history ?? []).filter(
          (line) => line.action.kind === "edit",
        );
        expect(edits.map((line) => line.action.contentHash)).toEqual(base.slice(1).map(hashOf));
        await station.close();
      }),
      { numRuns: 30 },
    );
  });
});
