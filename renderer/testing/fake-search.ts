/** Main's search for tests of the window: the same corpus, without a thread and over the fake journal's values. */
import type { Handlers } from "../../shared/ipc/contract";
import { Corpus } from "../../shared/search/corpus";
import { documentOf, rowOf } from "../../shared/search/document";
import { MOST_HITS } from "../../shared/search/question";
import { searchableOf } from "../../shared/store/searchable";

type SearchCalls = "desk:search.begin" | "desk:search.list" | "desk:search.ask";

/** `opened` is what lies under a row's name now. */
export function fakeSearch(opened: (row: string) => unknown): Pick<Handlers, SearchCalls> {
  const corpus = new Corpus();
  return {
    "desk:search.begin": async () => null,
    "desk:search.list": async ({ lines, gone }) => {
      corpus.remove(gone);
      for (const line of lines) {
        const { table, key } = rowOf(line);
        corpus.put([documentOf(line, searchableOf(opened(`${table} ${key}`)))]);
      }
      return null;
    },
    "desk:search.ask": async (question) => corpus.ask(question, MOST_HITS),
  };
}
