/** Runs in Chromium: the window's own index, written to or read. */
import { type Index, openIndex } from "../../renderer/store/database";
import { keyOf, textOf } from "../ledger/numbered";

const memory = {
  get: (name: string) => localStorage.getItem(name),
  set: (name: string, value: string) => localStorage.setItem(name, value),
};

const opened = async (): Promise<Index> => (await openIndex("chaos", { indexedDB, IDBKeyRange }, memory)).index;

/** Takes the durability out of every transaction: Chromium's default since 121 is relaxed. */
function relax(): void {
  const strict = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function relaxed(this: IDBDatabase, names, mode) {
    return strict.call(this, names, mode);
  };
}

async function write(next: number, durability: "strict" | "relaxed", told: (number: number) => void): Promise<void> {
  if (durability === "relaxed") relax();
  const index = await opened();
  let number = next;
  const work = async (): Promise<void> => {
    for (;;) {
      const mine = number;
      number += 1;
      const row = { key: keyOf(mine), index: {}, seq: mine };
      await index.put([
        { ...row, table: "drafts", sealed: textOf(mine) },
        { ...row, table: "outbox", sealed: String(mine) },
      ]);
      told(mine);
    }
  };
  await Promise.all([work(), work(), work()]);
}

/** @throws Error when a row of one transaction is there without the other, or the index was left aside */
async function read(): Promise<readonly (readonly [string, string])[]> {
  const { index, aside } = await openIndex("chaos", { indexedDB, IDBKeyRange }, memory);
  if (aside.length > 0) throw new Error(`the index was left aside: ${aside.join(", ")}`);
  const [drafts, outbox] = [await index.scan("drafts", ""), await index.scan("outbox", "")];
  const twins = new Map(outbox.map(({ key, sealed }) => [key, sealed]));
  for (const { key, sealed } of drafts)
    if (sealed?.startsWith(`第 ${twins.get(key)} 条`) !== true) throw new Error(`a transaction was torn at ${key}`);
  return drafts.map(({ key, sealed }) => [key, sealed ?? ""]);
}

Object.assign(globalThis, { chaosIndex: { write, read } });
