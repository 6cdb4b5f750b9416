import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { AppError } from "../shared/failure";
import { contentHash, contentOf } from "../shared/model/content";
import { bench, type OpenBench, openBench } from "./testing/bench";
import { documentOf, ledgerFor, signedFor } from "./testing/fake-item";

const fresh = () => bench({ indexedDB: new IDBFactory(), IDBKeyRange });
const states = (station: OpenBench) => station.sync.state().entries.map((entry) => entry.state);

async function submitted(station: OpenBench, title = "关于防汛的通知") {
  const draft = await station.drafts.create({ document: documentOf(title, "请做好防汛工作。") });
  const hash = contentHash(contentOf(draft.document, draft.metadata));
  const signed = signedFor(draft.itemId, hash);
  await station.sync.submit({ draft, itemId: draft.itemId, title, ledger: ledgerFor(hash), signed });
  return draft;
}

describe("the change feed at the desk", () => {
  it("a missing number stops the reading and is told; sending goes on, and a person can have all compared anew", async () => {
    const here = fresh();
    const station = await openBench(here);
    await submitted(station, "一");
    await station.loop.round();
    const { platform } = here.fake;
    const whole = platform.changes.bind(platform);
    platform.feed.push("item-x", "item-y");
    platform.changes = (after) => {
      const answer = whole(after);
      return { ...answer, entries: answer.entries.slice(1) };
    };
    await submitted(station, "二");
    await station.loop.round();
    expect(station.sync.state().feed).toMatchObject({ kind: "gap" });
    expect(here.fake.platform.effects.size).toBe(4);
    platform.changes = whole;
    station.sync.compareAnew();
    await station.loop.round();
    expect(station.sync.state().feed).toBeNull();
    await station.close();
  });

  it("D1: a platform restored from a backup is offered again what it lost, once, under the old keys", async () => {
    const here = fresh();
    const first = await openBench(here);
    await submitted(first, "一");
    await first.loop.round();
    const { platform } = here.fake;
    const kept = new Map(platform.effects);
    await submitted(first, "二");
    await first.loop.round();
    expect(states(first)).toEqual(["confirmed", "confirmed", "confirmed", "confirmed"]);
    const keys = [...platform.effects.keys()];
    platform.effects.clear();
    for (const [key, operation] of kept) platform.effects.set(key, operation);
    platform.feed = platform.feed.slice(0, 2);
    platform.epoch = "epoch-2";
    await first.close();
    const again = await openBench(here);
    await again.loop.round(true);
    expect([...platform.effects.keys()]).toEqual(keys);
    expect(again.sync.state().feed).toBeNull();
    expect(states(again).filter((state) => state === "confirmed")).toHaveLength(2);
    await again.close();
  });

  it("asks before it believes a restored platform that shows far less than is known here, and wipes nothing", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { platform } = here.fake;
    const draft = await submitted(station);
    await station.loop.round();
    const [detail] = [...platform.details.values()];
    if (detail === undefined) throw new Error("no item");
    for (const itemId of ["a", "b", "c"]) {
      platform.details.set(itemId, { ...detail, summary: { ...detail.summary, itemId } });
      platform.feed.push(itemId);
    }
    await station.loop.round();
    expect(station.items.list()).toHaveLength(4);
    for (const itemId of ["a", "b", "c"]) platform.details.delete(itemId);
    platform.epoch = "epoch-2";
    await station.loop.round();
    expect(station.sync.state().feed).toEqual({ kind: "vanishing", gone: 3, known: 4 });
    expect(station.items.list()).toHaveLength(4);
    expect(await station.items.copies(["a", "b", "c"])).toHaveLength(3);
    station.sync.compareAnew();
    await station.loop.round();
    expect(station.sync.state().feed).toBeNull();
    expect(station.items.list().map((item) => item.itemId)).toEqual([draft.itemId]);
    await station.close();
  });

  it("PB-1: a tombstone takes the sealed copy away, and nothing of one's own", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId } = await submitted(station);
    await station.loop.round();
    expect(await station.items.copies([itemId])).toHaveLength(1);
    const { platform } = here.fake;
    const whole = platform.changes.bind(platform);
    platform.feed.push(itemId);
    platform.changes = (after) => {
      const answer = whole(after);
      return { ...answer, entries: answer.entries.map((entry) => ({ ...entry, gone: true })) };
    };
    await station.loop.round();
    expect(await station.items.copies([itemId])).toEqual([]);
    expect(await station.drafts.versions(itemId)).toHaveLength(2);
    await station.close();
  });

  it("sends nothing while the answers are another city's, and says so by name", async () => {
    const here = fresh();
    const station = await openBench(here);
    here.fake.platform.changes = () => {
      throw new AppError("E_FOREIGN", "应答属于站点 tongnan，本机属于 luan");
    };
    await submitted(station);
    await station.loop.round();
    expect(station.sync.state().feed).toMatchObject({ kind: "foreign" });
    expect(here.fake.platform.effects.size).toBe(0);
    await station.close();
  });
});

describe("taking back what was sent without an answer", () => {
  it("is registered at the platform, so that the request does nothing when it arrives late", async () => {
    const here = fresh();
    const station = await openBench(here);
    const draft = await submitted(station);
    here.fake.platform.nextFault = () => "cut-before";
    await station.loop.round();
    expect(states(station)[0]).toBe("waiting");
    const late = station.sync.state().entries[0]?.operation;
    if (late === undefined) throw new Error("nothing was sent");
    here.fake.platform.nextFault = () => "none";
    await station.sync.withdraw(draft.itemId);
    expect(here.fake.platform.deliver(late)).toMatchObject({ kind: "refused", failure: { code: "E_STATE" } });
    expect(here.fake.platform.effects.size).toBe(0);
    expect(station.drafts.list()).toHaveLength(1);
    await station.close();
  });

  it("is refused for what the platform has, which is then said to be there", async () => {
    const here = fresh();
    const station = await openBench(here);
    const draft = await submitted(station);
    here.fake.platform.nextFault = () => "cut-after";
    await station.loop.round();
    here.fake.platform.nextFault = () => "none";
    await expect(station.sync.withdraw(draft.itemId)).rejects.toMatchObject({ code: "E_STATE" });
    await station.loop.round(true);
    expect(states(station)[0]).toBe("confirmed");
    await station.close();
  });

  it("is refused out of reach of the platform, since nobody can say whether it arrived", async () => {
    const here = fresh();
    const station = await openBench(here);
    const draft = await submitted(station);
    here.fake.platform.nextFault = () => "cut-after";
    await station.loop.round();
    here.fake.platform.down = true;
    await expect(station.sync.withdraw(draft.itemId)).rejects.toMatchObject({ code: "E_OFFLINE" });
    expect(states(station)[0]).toBe("waiting");
    await station.close();
  });
});

describe("data of a newer version", () => {
  it("one item of the list that cannot be read is parked by its name; the others are shown and sent", async () => {
    const here = fresh();
    const station = await openBench(here);
    await submitted(station, "一");
    await station.loop.round();
    const { platform } = here.fake;
    const [detail] = [...platform.details.values()];
    if (detail === undefined) throw new Error("no item");
    const phase = "archived" as "draft";
    const odd = { ...detail, summary: { ...detail.summary, itemId: "new-1", title: "用新版写的稿件", phase } };
    platform.details.set("new-1", odd);
    platform.feed.push("new-1");
    await submitted(station, "二");
    await station.loop.round();
    expect(station.items.list().map((item) => item.itemId)).not.toContain("new-1");
    expect(station.items.list()).toHaveLength(2);
    expect(new Set(station.items.parked.get().map(({ name }) => name))).toEqual(new Set(["用新版写的稿件"]));
    expect(states(station)).toEqual(["confirmed", "confirmed", "confirmed", "confirmed"]);
    await station.close();
    // After an update, or once the platform says it in words that this version knows.
    const next = await openBench(here);
    expect(next.items.parked.get()).not.toHaveLength(0);
    platform.details.set("new-1", { ...odd, summary: { ...odd.summary, phase: "draft" } });
    platform.feed.push("new-1");
    await next.loop.round();
    expect(next.items.parked.get()).toEqual([]);
    expect(next.items.list().map((item) => item.itemId)).toContain("new-1");
    await next.close();
  });

  it("an outbox row of a newer version stays where it is; its item waits and the others are sent", async () => {
    const here = fresh();
    const station = await openBench(here);
    const held = await submitted(station, "一");
    const free = await submitted(station, "二");
    await station.close();
    const rows = [...here.fake.journal.records.values()].filter(
      (row) => row.table === "outbox" && row.index.itemId === held.itemId && row.key.startsWith("state:"),
    );
    const [first] = rows.sort((a, b) => Number(a.index.order) - Number(b.index.order));
    if (first === undefined) throw new Error("no row");
    here.fake.journal.append([
      {
        table: "outbox",
        key: first.key,
        index: first.index,
        value: { state: "paused-by-a-newer-version", title: "一" },
      },
    ]);
    const next = await openBench(here);
    await next.loop.round();
    const items = [...here.fake.platform.effects.values()].map((operation) => operation.body.itemId);
    expect(new Set(items)).toEqual(new Set([free.itemId]));
    expect(next.records.health.get().repairs.join()).toContain("《一》");
    expect(here.fake.journal.records.get(`outbox ${first.key}`)?.sealed).not.toBeNull();
    await next.close();
  });

  it("a desk that sees nothing new asks less and less often, up to twelve seconds apart, and at once again when something moves", async () => {
    const here = fresh();
    const pauses: number[] = [];
    const { platform } = here.fake;
    const station = await openBench(
      here,
      () => 0,
      async (ms, stop) => {
        pauses.push(ms);
        if (pauses.length === 50) platform.feed.push("item-x");
        if (pauses.length === 60) await new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve()));
      },
    );
    station.loop.start();
    await expect.poll(() => pauses.length).toBe(60);
    await station.close();
    expect(pauses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 4_000));
    expect(pauses.slice(40, 50)).toEqual(Array.from({ length: 10 }, () => 12_000));
    expect(pauses[50]).toBe(4_000);
  });
});
