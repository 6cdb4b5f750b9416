/** The person's dictionary: one sealed record, journal first like everything else. */

import type { Dictionary } from "../services";
import { createSignal } from "../signal";
import type { Records } from "../store/records";
import { type DictionaryWord, dictionaryFile, fileOf } from "./dictionary";

export interface DictionaryStore extends Dictionary {
  readonly load: () => Promise<void>;
  readonly forget: () => void;
}

const KEY = "dictionary";

export function createDictionary(records: Pick<Records, "append" | "get" | "note">): DictionaryStore {
  const words = createSignal<readonly DictionaryWord[]>([]);
  return {
    words,
    load: async () => {
      const [stored] = await records.get("settings", [KEY]);
      if (stored === undefined) return;
      const read = dictionaryFile.safeParse(stored.value);
      if (read.success) words.set(read.data.words);
      else records.note("词典记录无法识别，没有装入；原记录仍在本机。");
    },
    put: async (next) => {
      const before = words.get();
      words.set(next);
      try {
        await records.append([{ table: "settings", key: KEY, index: {}, value: fileOf(next) }]);
      } catch (error) {
        words.set(before);
        throw error;
      }
    },
    forget: () => words.set([]),
  };
}
