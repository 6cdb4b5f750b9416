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
