/** All hits of a pattern with flag `g`. `matchAll` copies the pattern at each call, which costs more than most looks do. */

const none: readonly RegExpExecArray[] = [];

export function hitsOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let found = pattern.exec(text);
  if (found === null) return none;
  if (!pattern.global) throw new TypeError(`${pattern} finds one hit again and again`);
  const hits: RegExpExecArray[] = [];
  for (; found !== null; found = pattern.exec(text)) {
    hits.push(found);
    // An empty hit does not move by itself.
    if (found[0] === "")
      pattern.lastIndex += pattern.unicode && (text.codePointAt(pattern.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  }
  return hits;
}

/**
 * The same hits for a pattern that can begin at a few places only, which a table finds sooner than the pattern does.
 * `pattern` has flag `y`; `places` ascend and leave out none where it may begin.
 */
export function hitsAt(text: string, pattern: RegExp, places: readonly number[]): readonly RegExpExecArray[] {
  let hits: RegExpExecArray[] | null = null;
  let end = 0;
  for (const place of places) {
    if (place < end) continue;
    pattern.lastIndex = place;
    const found = pattern.exec(text);
    if (found === null) continue;
    hits ??= [];
    hits.push(found);
    end = place + Math.max(1, found[0].length);
  }
  return hits ?? none;
}
