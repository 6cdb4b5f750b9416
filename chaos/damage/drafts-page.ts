/** Runs in Chromium: the window's stores over its own IndexedDB, main's side behind one function of the campaign. */
import { openStores, type Reading, readAll, writeAll } from "./drafts";

declare const chaosCall: (name: string, input: string) => Promise<string>;

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

const chaosDrafts = {
  write: async (storeId: string): Promise<void> => {
    const records = await openStores(storeId, bridge, window);
    await writeAll(records);
    await records.settled();
    records.close();
  },
  read: async (storeId: string): Promise<Reading> => {
    const records = await openStores(storeId, bridge, window);
    const reading = await readAll(records);
    await records.settled();
    records.close();
    return reading;
  },
};

Object.assign(globalThis, { chaosDrafts });
