/** HTML that cannot be broken out of: whatever is put into a template is text, unless it came out of a template itself. */
import { escapeHtml } from "../../shared/publication/page-node";

export class Markup {
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  toString(): string {
    return this.#html;
  }
}

export type Piece = Markup | string | number | null | false | readonly Piece[];

export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return new Markup(parts.map((part, at) => part + textOf(values[at] ?? null)).join(""));
}

/** Names come from people and certificates; a NUL, which no page can carry, is shown as the sign for it. */
function textOf(piece: Piece): string {
  if (piece === null || piece === false) return "";
  if (piece instanceof Markup) return String(piece);
  if (typeof piece === "string") return escapeHtml(piece.replaceAll("\0", "\u2400"));
  if (typeof piece === "number") return String(piece);
  return piece.map(textOf).join("");
}
