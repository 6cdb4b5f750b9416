/** Hits of a pattern that may begin with dozens of characters: a list of words. */
import { type Aim, hitFrom, tabledAim } from "./engine/aim";

const none: readonly RegExpExecArray[] = [];

/**
 * The hits that `hitsOf` gives, found sooner where words are many and none of them frequent. The pattern has no flag that
 * tells how characters are compared; its tree is read when a text is first searched.
 */
export function searchFor(pattern: RegExp): (text: string) => readonly RegExpExecArray[] {
  let aim: Aim | null = null;
  return (text) => {
    aim ??= tabledAim(pattern);
    let found = hitFrom(aim, text, 0);
    if (found === null) return none;
    const hits: RegExpExecArray[] = [];
    for (; found !== null; found = hitFrom(aim, text, found.index + Math.max(1, found[0].length))) hits.push(found);
    return hits;
  };
}
