import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import { anything, type Question } from "../../shared/search/question";
import type { Ask } from "../services";
import { bench, openBench } from "../testing/bench";
import { documentOf } from "../testing/fake-item";
import { createSearch, type SearchParts } from "./search";

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Main that can be made to wait, and what it was asked. */
async function searching() {
  const here = bench({ indexedDB: new IDBFactory(), IDBKeyRange });
  const station = await openBench(here);
  let due: (() => void) | null = null;
  const after: SearchParts["after"] = (_, task) => {
    due = task;
    return () => {
      due = null;
    };
  };
  const asked: string[] = [];
  let gate: Promise<void> = Promise.resolve();
  const ask: Ask = async (name, input) => {
    asked.push(name);
    await gate;
    return here.fake.ask(name, input);
  };
  const none = { list: () => [], subscribe: () => () => undefined };
  const parts: SearchParts = { ask, drafts: station.drafts, items: none, after };
  const search = createSearch(parts);
  const find = async (text: string) => (await search.ask({ ...anything, text })).hits.map(({ itemId }) => itemId);
  /** Keeps main from answering until what is returned is called. */
  const hold = () => {
    let release: () => void = () => undefined;
    gate = new Promise((done) => {
      release = done;
    });
    return () => release();
  };
  const rest = async () => {
    due?.();
    await settled();
  };
  return { here, station, search, find, parts, asked, hold, rest };
}

describe("D7: search of the drafts on this machine", () => {
  it("D7: finds a draft by its text after unlocking, by the new text after a save, and no more once it is removed", async () => {
    const { here, station, search, rest, find } = await searching();
    const draft = await station.drafts.create({ document: documentOf("关于防汛的通知", "淠河水位上涨。") });
    search.start();
    await settled();
    expect(search.state.get()).toEqual({ ready: "full", read: 1, total: 1 });
    expect(await find("水位")).toEqual([draft.itemId]);
    expect(await find("phsw")).toEqual([draft.itemId]);
    here.time.now += 1_000;
    await station.drafts.save({ ...draft, document: documentOf("关于防汛的通知", "史河流量下降。") });
    await rest();
    expect([await find("水位"), await find("流量")]).toEqual([[], [draft.itemId]]);
    await station.drafts.remove(draft.itemId);
    await rest();
    expect(await find("防汛")).toEqual([]);
    await station.close();
  });

  it("D7: what was saved a moment ago is found at once, without the rest after typing", async () => {
    const { here, station, search, find } = await searching();
    const draft = await station.drafts.create({ document: documentOf("题", "淠河水位上涨。") });
    search.start();
    await settled();
    here.time.now += 1_000;
    await station.drafts.save({ ...draft, document: documentOf("题", "史河流量下降。") });
    expect([await find("流量"), await find("水位")]).toEqual([[draft.itemId], []]);
    const other = await station.drafts.create({ document: documentOf("题", "汲河流量下降。") });
    expect(await find("汲河")).toEqual([other.itemId]);
    await station.drafts.remove(other.itemId);
    expect(await find("汲河")).toEqual([]);
    await station.close();
  });

  it("D7: while texts are being read the search says how far it is, and a question does not wait for them", async () => {
    const { station, search, asked, hold } = await searching();
    for (let at = 0; at < 30; at += 1) await station.drafts.create({ document: documentOf(`题${at}`, "文") });
    const release = hold();
    search.start();
    expect(search.state.get()).toEqual({ ready: "titles", read: 0, total: 30 });
    const answer = search.ask({ ...anything, text: "题" });
    await settled();
    expect(asked.slice(-2)).toEqual(["desk:search.list", "desk:search.ask"]);
    release();
    expect((await answer).total).toBe(30);
    await station.close();
  });

  it("D7: of questions typed faster than they are answered only the newest is asked and answered", async () => {
    const { station, search, hold, here, parts } = await searching();
    const draft = await station.drafts.create({ document: documentOf("防汛", "文") });
    const questions: string[] = [];
    const counted = createSearch({
      ...parts,
      ask: (name, input) => {
        if (name === "desk:search.ask") questions.push((input as Question).text);
        return parts.ask(name, input);
      },
    });
    counted.start();
    await settled();
    const release = hold();
    const answers: string[] = [];
    for (const text of ["f", "fa", "fan", "防汛"])
      void counted.ask({ ...anything, text }).then(({ hits }) => answers.push(`${text} ${hits[0]?.itemId}`));
    await settled();
    release();
    await settled();
    expect(questions).toEqual(["f", "防汛"]);
    expect(answers).toEqual([`防汛 ${draft.itemId}`]);
    search.forget();
    expect(here.fake.session.state).toBe("online");
    await station.close();
  });

  it("D7: after the lock what main answers reaches nobody, and nothing is asked any more", async () => {
    const { station, search, asked, hold } = await searching();
    await station.drafts.create({ document: documentOf("题", "文") });
    search.start();
    await settled();
    const release = hold();
    let answered = false;
    void search.ask(anything).then(() => {
      answered = true;
    });
    await settled();
    search.forget();
    release();
    await settled();
    const said = asked.length;
    expect(answered).toBe(false);
    expect(await search.ask(anything)).toEqual({ hits: [], total: 0 });
    expect([asked.length, search.state.get()]).toEqual([said, { ready: "titles", read: 0, total: 0 }]);
    await station.close();
  });

  it("D7: where main cannot search, the window says so instead of answering nothing for ever", async () => {
    const { station, parts } = await searching();
    await station.drafts.create({ document: documentOf("题", "文") });
    const search = createSearch({ ...parts, ask: () => Promise.reject(new AppError("E_INTERNAL")) });
    search.start();
    const answer = search.ask({ ...anything, text: "题" });
    await settled();
    expect(search.state.get().ready).toBe("failed");
    expect(await answer).toEqual({ hits: [], total: 0 });
    expect(await search.ask(anything)).toEqual({ hits: [], total: 0 });
    await station.close();
  });

  it("D7: twelve hundred drafts are said in messages of five hundred at most, and a question is cut to what main takes", async () => {
    const { here, station, parts } = await searching();
    const at = "2026-11-20T04:00:00.000Z";
    const many = Array.from({ length: 1_200 }, (_, n) => ({ itemId: `d${n}`, title: `题${n}`, updatedAt: at }));
    const sizes: number[] = [];
    let longest = 0;
    const search = createSearch({
      ...parts,
      drafts: { list: () => many, subscribe: () => () => undefined },
      ask: (name, input) => {
        if (name === "desk:search.list") sizes.push((input as { lines: readonly unknown[] }).lines.length);
        if (name === "desk:search.ask") longest = (input as Question).text.length;
        return here.fake.ask(name, input);
      },
    });
    search.start();
    await settled();
    expect(sizes).toEqual([500, 500, 200]);
    expect(search.state.get()).toEqual({ ready: "full", read: 1_200, total: 1_200 });
    await search.ask({ ...anything, text: "题".repeat(9_000) });
    expect(longest).toBe(400);
    await station.close();
  });
});
