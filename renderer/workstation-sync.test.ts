import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { contentHash, contentOf } from "../shared/model/content";
import type { Draft } from "./services";
import { bench, type OpenBench, openBench } from "./testing/bench";
import { documentOf, ledgerFor, signedFor } from "./testing/fake-item";

const fresh = () => bench({ indexedDB: new IDBFactory(), IDBKeyRange });
const hashOf = (draft: Draft) => contentHash(contentOf(draft.document, draft.metadata));
const states = (station: OpenBench) => station.sync.state().entries.map((entry) => entry.state);

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

describe("a submission", () => {
  it("is one journal append of revision, review, draft mark and version, in the order of delivery", async () => {
    const here = fresh();
    const station = await openBench(here);
    const before = here.fake.journal.appends.length;
    const { itemId } = await submitted(station);
    const appends = here.fake.journal.appends.slice(before + 1);
    expect(appends).toHaveLength(1);
    const rows = (appends[0] ?? []).map((entry) => entry.key.split(":")[0]);
    expect(rows).toEqual(["request", "request", "state", "state", "body", "summary", itemId]);
    expect(station.sync.state().entries.map((entry) => entry.operation.body.kind)).toEqual(["revision", "review"]);
    await station.close();
  });

  it("sends the files of a text before the revision that names them", async () => {
    const here = fresh();
    const station = await openBench(here);
    const hash = await station.drafts.storeFile(Uint8Array.from([1, 2, 3]));
    const file = { hash, name: "图.png", mime: "image/png", size: 3 };
    const image = { kind: "image" as const, id: "i1", file, alt: "示意图", decorative: false, caption: "" };
    const draft = await station.drafts.create({ document: { title: "图", blocks: [image] } });
    await resubmit(station, draft);
    await station.loop.round();
    const kinds = [...here.fake.platform.effects.values()].map((operation) => operation.body.kind);
    expect(kinds).toEqual(["file", "revision", "review"]);
    expect(here.fake.platform.files.get(hash)).toBe(3);
    await station.close();
  });

  it("leaves 草稿 at once, and stays away after the platform has it, with its versions kept", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId } = await submitted(station);
    expect(station.drafts.list()).toEqual([]);
    await station.loop.round();
    expect(states(station)).toEqual(["confirmed", "confirmed"]);
    expect(station.drafts.has(itemId)).toBe(false);
    expect((await station.drafts.versions(itemId)).map((version) => version.reason)).toEqual(["新建", "提交"]);
    await station.close();
  });

  it("refuses a ledger of other content with E_HASH and queues nothing", async () => {
    const station = await openBench(fresh());
    const draft = await station.drafts.create({ document: documentOf("一", "二") });
    const other = `sha-256:${"1".repeat(64)}`;
    const signed = signedFor(draft.itemId, other);
    const input = { draft, itemId: draft.itemId, title: "一", ledger: ledgerFor(other), signed };
    await expect(station.sync.submit(input)).rejects.toMatchObject({ code: "E_HASH" });
    expect(station.sync.state().entries).toEqual([]);
    expect(station.drafts.list()).toHaveLength(1);
    await station.close();
  });

  it("is not taken when the journal refuses it: nothing is queued and the draft stays a draft", async () => {
    const here = fresh();
    const station = await openBench(here);
    const draft = await station.drafts.create({ document: documentOf("一", "二") });
    here.fake.journal.refuse = "E_DISK";
    await expect(resubmit(station, draft)).rejects.toMatchObject({ code: "E_DISK" });
    expect(station.sync.state().entries).toEqual([]);
    expect(station.drafts.list().map((summary) => summary.itemId)).toEqual([draft.itemId]);
    await station.close();
  });
});

describe("D2: the words of the sync state", () => {
  it("stays 待上报 while the platform is out of reach, and counts the item", async () => {
    const here = fresh();
    here.fake.platform.down = true;
    const station = await openBench(here);
    await submitted(station);
    await station.loop.round();
    expect(states(station)).toEqual(["queued", "queued"]);
    expect(station.sync.state()).toMatchObject({ waiting: 1, reachable: false });
    await station.close();
  });

  it("never says 已上报 nor 已送达 for a receipt that names other content", async () => {
    const here = fresh();
    here.fake.platform.honest = false;
    const station = await openBench(here);
    await submitted(station);
    await station.loop.round();
    const [first] = station.sync.state().entries;
    expect(first?.state).toBe("waiting");
    expect(first?.failure?.code).toBe("E_RECEIPT");
    expect(states(station)).not.toContain("confirmed");
    await station.close();
  });

  it("says 已送达 but not 已上报 while the platform does not show the content", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId } = await submitted(station);
    const take = here.fake.platform.details.set.bind(here.fake.platform.details);
    here.fake.platform.details.set = (key, detail) => take(key, { ...detail, history: [] });
    await station.loop.round();
    expect(states(station)).toEqual(["acknowledged", "acknowledged"]);
    expect(station.drafts.has(itemId)).toBe(true);
    await station.close();
  });
});

describe("trouble on the way", () => {
  it("what is due while the platform is out of reach is no reason to ask it more often than an idle desk does", async () => {
    const here = fresh();
    here.fake.platform.down = true;
    const waits: number[] = [];
    const station = await openBench(
      here,
      () => 0,
      async (ms, stop) => {
        waits.push(ms);
        here.time.now += ms;
        if (waits.length < 6) return;
        await new Promise((ended) => stop.addEventListener("abort", ended, { once: true }));
      },
    );
    await submitted(station);
    station.loop.start();
    await expect.poll(() => waits.length).toBe(6);
    expect(waits.every((ms) => ms >= 4_000)).toBe(true);
    here.fake.platform.down = false;
    station.loop.nudge();
    await expect.poll(() => states(station)).toEqual(["confirmed", "confirmed"]);
    await station.close();
  });

  it("an ended session holds the whole queue, loses nothing and goes on after sign-in", async () => {
    const here = fresh();
    const station = await openBench(here);
    here.fake.platform.refuse = { kind: "revision", code: "E_SESSION" };
    await submitted(station, "一");
    await submitted(station, "二");
    await station.loop.round();
    expect(here.fake.platform.effects.size).toBe(0);
    here.fake.platform.refuse = null;
    await station.loop.round();
    expect(new Set(states(station))).toEqual(new Set(["confirmed"]));
    expect(here.fake.platform.effects.size).toBe(4);
    await station.close();
  });

  it("D3: a conflict parks the item, keeps both sides as versions and lets the person go on from the new base", async () => {
    const here = fresh();
    const station = await openBench(here);
    const draft = await submitted(station);
    here.fake.platform.refuse = { kind: "revision", code: "E_CONFLICT" };
    await station.loop.round();
    expect(states(station)).toEqual(["conflict", "queued"]);
    const theirs = { document: documentOf("平台上的文本", "另一人的修改。"), metadata: draft.metadata };
    const content = contentOf(theirs.document, theirs.metadata);
    const body = {
      kind: "revision" as const,
      itemId: draft.itemId,
      parent: null,
      content,
      ledger: ledgerFor(draft.itemId),
    };
    here.fake.platform.refuse = null;
    here.fake.platform.deliver({ operationId: "someone-else", body });
    await station.sync.withdraw(draft.itemId);
    const reopened = await station.drafts.open(draft.itemId);
    expect(reopened.document).toEqual(draft.document);
    expect(reopened.parent).toBe(contentHash(content));
    const texts = (await station.drafts.versions(draft.itemId)).map((version) => version.document.title);
    expect(texts).toContain("平台上的文本");
    expect(texts.at(-1)).toBe(draft.document.title);
    expect(station.drafts.list()).toHaveLength(1);
    await station.close();
  });

  it("a refused decision waits for a person with its code; a new one replaces it", async () => {
    const here = fresh();
    const station = await openBench(here);
    const draft = await submitted(station);
    here.fake.platform.refuse = { kind: "review", code: "E_SOD" };
    await station.loop.round();
    expect(states(station)).toEqual(["confirmed", "rejected"]);
    expect(station.sync.state().entries[1]?.failure).toEqual({ code: "E_SOD", detail: "" });
    here.fake.platform.refuse = null;
    await station.sync.withdraw(draft.itemId);
    const reopened = await station.drafts.open(draft.itemId);
    expect(reopened).toMatchObject({ parent: hashOf(draft), baseRevision: 1 });
    await resubmit(station, { ...reopened, document: documentOf("修改稿", "已改。") });
    await station.loop.round();
    expect(states(station)).toEqual(["confirmed", "withdrawn", "confirmed", "confirmed"]);
    await station.close();
  });

  it("text edited after its submission stays a draft and builds on what the platform took", async () => {
    const here = fresh();
    const station = await openBench(here);
    const draft = await submitted(station);
    await station.drafts.save({ ...draft, document: documentOf("又改了", "后来的修改。") });
    await station.loop.round();
    const [summary] = station.drafts.list();
    expect(summary?.title).toBe("又改了");
    expect((await station.drafts.open(draft.itemId)).parent).toBe(hashOf(draft));
    await station.close();
  });

  it("a crash between taking operations back and reopening the draft leaves the draft visible at the next start", async () => {
    const here = fresh();
    here.fake.platform.down = true;
    const first = await openBench(here);
    const { itemId } = await submitted(first);
    await first.close();
    const withdrawing = await openBench(here);
    const append = here.fake.journal.append.bind(here.fake.journal);
    let count = 0;
    here.fake.journal.append = (entries) => {
      count += 1;
      if (count > 1) throw new Error("the window died here");
      return append(entries);
    };
    await withdrawing.sync.withdraw(itemId).catch(() => undefined);
    here.fake.journal.append = append;
    await withdrawing.close();
    const next = await openBench(here);
    expect(next.drafts.list().map((summary) => summary.itemId)).toEqual([itemId]);
    await next.close();
  });
});
