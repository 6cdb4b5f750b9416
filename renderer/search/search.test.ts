import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { bench, openBench } from "../testing/bench";
import { documentOf } from "../testing/fake-item";
import { Corpus } from "./corpus";
import { anything, type ToWorker } from "./question";
import { createSearch, type SearchParts } from "./search";

/** The worker's own code without a thread: answers in the next turn, as a thread would. */
function inline(log: ToWorker[] = []): SearchParts["spawn"] {
  return ({ onAnswer }) => {
    const corpus = new Corpus();
    return {
      send: (message) => {
        log.push(message);
        if (message.say === "put") corpus.put(message.documents);
        if (message.say === "remove") corpus.remove(message.keys);
        if (message.say !== "ask") return;
        const { seq, question, limit } = message;
        queueMicrotask(() => onAnswer({ seq, answer: corpus.ask(question, limit) }));
      },
      stop: () => log.push({ say: "remove", keys: ["stopped"] }),
    };
  };
}

async function searching(log: ToWorker[] = []) {
  const here = bench({ indexedDB: new IDBFactory(), IDBKeyRange });
  const station = await openBench(here);
  let due: (() => void) | null = null;
  const after: SearchParts["after"] = (_, task) => {
    due = task;
    return () => {
      due = null;
    };
  };
  const none = { list: () => [], subscribe: () => () => undefined };
  const parts = { ask: here.fake.ask, drafts: station.drafts, items: none, spawn: inline(log), after };
  const search = createSearch(parts);
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  const rest = async () => {
    due?.();
    await settled();
  };
  const find = async (text: string) => (await search.ask({ ...anything, text })).hits.map(({ itemId }) => itemId);
  return { here, station, search, rest, find, parts };
}

describe("D7: search of the drafts on this machine", () => {
  it("D7: finds a draft by its text after unlocking, by the new text after a save, and no more once it is removed", async () => {
    const { here, station, search, rest, find } = await searching();
    const draft = await station.drafts.create({ document: documentOf("关于防汛的通知", "淠河水位上涨。") });
    search.start();
    await rest();
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

  it("D7: titles are searchable before any body was opened", async () => {
    const log: ToWorker[] = [];
    const { here, station, find, parts } = await searching(log);
    const draft = await station.drafts.create({ document: documentOf("关于防汛的通知", "淠河水位上涨。") });
    const search = createSearch({
      ...parts,
      ask: async (name, input) =>
        name === "desk:search.texts" ? new Promise(() => undefined) : here.fake.ask(name, input),
    });
    search.start();
    expect(search.state.get()).toEqual({ ready: "titles", read: 0, total: 1 });
    expect((await search.ask({ ...anything, text: "gyfx" })).hits.map(({ itemId }) => itemId)).toEqual([draft.itemId]);
    expect(await find("水位")).toEqual([]);
    await station.close();
  });

  it("D7: locking ends the worker, and what main answers afterwards reaches nobody", async () => {
    const log: ToWorker[] = [];
    const { station, parts } = await searching(log);
    await station.drafts.create({ document: documentOf("题", "文") });
    let answer: (texts: never[]) => void = () => undefined;
    const search = createSearch({
      ...parts,
      ask: () =>
        new Promise((resolve) => {
          answer = resolve as typeof answer;
        }),
    });
    search.start();
    search.forget();
    const said = log.length;
    answer([]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(log.slice(said)).toEqual([]);
    expect(log.at(-1)).toEqual({ say: "remove", keys: ["stopped"] });
    expect(await search.ask(anything)).toEqual({ hits: [], total: 0 });
    await station.close();
  });

  it("D7: without a worker the search says so instead of answering nothing for ever", async () => {
    const { station, parts } = await searching();
    const search = createSearch({
      ...parts,
      spawn: () => {
        throw new Error("no workers here");
      },
    });
    search.start();
    expect(search.state.get().ready).toBe("failed");
    expect(await search.ask(anything)).toEqual({ hits: [], total: 0 });
    await station.close();
  });

  it("D7: four hundred drafts and more are read in batches of two hundred at most", async () => {
    const { here, station, parts } = await searching();
    for (let at = 0; at < 430; at += 1) await station.drafts.create({ document: documentOf(`题${at}`, "文") });
    const sizes: number[] = [];
    const search = createSearch({
      ...parts,
      ask: (name, input) => {
        if ("keys" in (input ?? {})) sizes.push((input as { keys: readonly string[] }).keys.length);
        return here.fake.ask(name, input);
      },
    });
    search.start();
    for (let turn = 0; turn < 20 && search.state.get().ready !== "full"; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 0));
    expect(sizes).toEqual([200, 200, 30]);
    await station.close();
  });
});
