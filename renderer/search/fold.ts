/** One form for what is typed in several: full-width letters, digits and signs as half-width, capitals as small ones. */

const FULL = 0xff01;
const WIDTH = 0xfee0;

/** Keeps every place: a character in, a character out, so that a match in the folded text is one in the text itself. */
export const fold = (text: string): string => text.replace(/[A-Z\uFF01-\uFF5E\u3000]/g, folded);

function folded(char: string): string {
  const code = char.charCodeAt(0);
  if (char === "\u3000") return " ";
  return String.fromCharCode(code >= FULL ? code - WIDTH : code).toLowerCase();
}
