/**
 * Characters that nobody sees: controls, format characters (zero width, bidirectional), separators that are no line
 * break, fillers, halves of surrogate pairs. What is signed must be what is shown (S1), so canonical text has none;
 * tab and line feed are shown by `pre-wrap`.
 */
const HIDDEN = /(?![\t\n])(?:[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f)/u;

/** The first hidden character of a text as `U+200B`; null when there is none. */
export function hiddenCharacter(text: string): string | null {
  const found = HIDDEN.exec(text)?.[0].codePointAt(0);
  return found === undefined ? null : `U+${found.toString(16).toUpperCase().padStart(4, "0")}`;
}
