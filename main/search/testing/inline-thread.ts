/** The search's room without a thread: takes what is said in the order it was said, and answers in a later turn. */
import type { FromThread, ToThread } from "../messages";
import { SearchRoom } from "../search-room";
import type { StartSearchThread } from "../thread";

export interface InlineThreads {
  readonly start: StartSearchThread;
  /** Everything that was said to any of them. */
  readonly said: ToThread[];
  readonly stopped: () => number;
  /** The newest one ends by itself. */
  readonly die: () => void;
}

export function inlineThreads(): InlineThreads {
  const said: ToThread[] = [];
  let stopped = 0;
  let die: () => void = () => undefined;
  const start: StartSearchThread = ({ onAnswer, onEnd }) => {
    const room = new SearchRoom();
    let isOver = false;
    die = () => {
      isOver = true;
      onEnd();
    };
    const answer = (given: FromThread): void => {
      if (!isOver) onAnswer(given);
    };
    return {
      send: (message) => {
        said.push(message);
        // As a thread gets it: a copy, of which what is given back says nothing.
        const answered = room.take(structuredClone(message));
        if (answered !== null) setImmediate(answer, structuredClone(answered));
      },
      stop: async () => {
        isOver = true;
        stopped += 1;
      },
    };
  };
  return { start, said, stopped: () => stopped, die: () => die() };
}
