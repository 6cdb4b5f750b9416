/** The answer to the question as it stands; the old one stays on the screen until the new one is there. */
import { useEffect, useState, useSyncExternalStore } from "react";

import type { Answer, Question } from "../../shared/search/question";
import type { Search } from "./search";

export interface Asked {
  readonly question: Question;
  readonly answer: Answer;
}

/** Null while nothing was asked, or nothing has been answered yet. */
export function useAnswer(search: Search, question: Question | null): Asked | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  // Asked again as more texts are read: what is shown grows with what is known. Without a question nothing is drawn anew.
  const readNow = () => (question === null ? 0 : search.state.get().read);
  const read = useSyncExternalStore(search.state.subscribe, readNow);
  useEffect(() => {
    if (question === null || read < 0) return setAsked(null);
    let current = true;
    search.ask(question).then(
      (answer) => current && setAsked({ question, answer }),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [search, question, read]);
  return asked;
}
