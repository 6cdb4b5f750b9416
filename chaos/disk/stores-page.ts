/** Runs in Chromium: drafts written until and beyond the moment when the disk is full, and read back. */
import { openStores } from "../damage/drafts";
import { keyOf, textOf } from "../ledger/numbered";

declare const chaosCall: (name: string, input: string) => Promise<string>;
declare const chaosFill: () => Promise<void>;

const bridge = {
  call: async (name: string, input: unknown): Promise<unknown> =>
    JSON.parse(await chaosCall(name, JSON.stringify(input))),
  listen: () => () => undefined,
};

const window = {
  indexedDB,
  IDBKeyRange,
  get: (name: string) => localStorage.getItem(name),
  set: (name: string, value: string) => localStorage.setItem(name, value),
};

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);

const chaosStores = {
  /** Writes records one after another; fills the disk after so many of them. */
  write: async (storeId: string, fillAt: number, count: number) => {
    const records = await openStores(storeId, bridge, window);
    const saved: number[] = [];
    const codes: string[] = [];
    for (let number = 0; number < count; number += 1) {
      if (number === fillAt) await chaosFill();
      try {
        const entry = { table: "drafts" as const, index: {}, value: { text: textOf(number) } };
        await records.append([{ ...entry, key: `body:${keyOf(number)}-${number}` }]);
        saved.push(number);
      } catch (error) {
        codes.push(codeOf(error));
      }
    }
    const { repairs, trouble } = records.health.get();
    return { saved, codes, told: [...repairs, ...(trouble === null ? [] : [trouble.code])] };
  },
  read: async (storeId: string) => {
    const records = await openStores(storeId, bridge, window);
    const saved = (await records.scan("drafts", "body:")).flatMap(({ key, value }) => {
      const number = Number(key.split("-").at(-1));
      return JSON.stringify(value) === JSON.stringify({ text: textOf(number) }) ? [number] : [];
    });
    const { repairs, trouble } = records.health.get();
    return { saved, codes: [], told: [...repairs, ...(trouble === null ? [] : [trouble.code])] };
  },
};

Object.assign(globalThis, { chaosStores });
