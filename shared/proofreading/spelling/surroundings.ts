/** Where in a line each token stands: inside a title, a bracket, a quotation. */

export const PLAIN = 0;
export const TITLE = 1;
export const BRACKET = 2;
export const NUMBER_BRACKET = 3;
export const QUOTATION = 4;

const OPENS: ReadonlyMap<number, number> = new Map(
  (
    [
      ["《", TITLE],
      ["〈", TITLE],
      ["（", BRACKET],
      ["〔", NUMBER_BRACKET],
      ["［", NUMBER_BRACKET],
      ["[", NUMBER_BRACKET],
      ["“", QUOTATION],
      ["‘", QUOTATION],
      ["「", QUOTATION],
    ] as const
  ).map(([mark, kind]) => [mark.charCodeAt(0), kind]),
);
const CLOSES: ReadonlyMap<number, number> = new Map(
  (
    [
      ["》", TITLE],
      ["〉", TITLE],
      ["）", BRACKET],
      ["〕", NUMBER_BRACKET],
      ["］", NUMBER_BRACKET],
      ["]", NUMBER_BRACKET],
      ["”", QUOTATION],
      ["’", QUOTATION],
      ["」", QUOTATION],
    ] as const
  ).map(([mark, kind]) => [mark.charCodeAt(0), kind]),
);
/** A pair wider than this is no pair. */
const WIDEST = 80;

export class Surroundings {
  /** By token; the innermost pair decides. */
  kinds = new Uint8Array(256);
  private readonly open: { kind: number; at: number }[] = [];

  fill(units: Uint16Array, length: number): void {
    if (length > this.kinds.length) this.kinds = new Uint8Array(length * 2);
    this.kinds.fill(PLAIN, 0, length);
    this.open.length = 0;
    for (let at = 0; at < length; at += 1) {
      const unit = units[at] ?? 0;
      // Every mark of the two tables lies outside the ideographs.
      if (unit >= 0x4e00 && unit <= 0x9fff) continue;
      const opened = OPENS.get(unit);
      if (opened !== undefined) this.open.push({ kind: opened, at });
      else this.close(CLOSES.get(unit), at);
    }
  }

  /** Inner pairs close first, so what is marked already stays. */
  private close(kind: number | undefined, at: number): void {
    const last = this.open.at(-1);
    if (kind === undefined || last === undefined || last.kind !== kind) return;
    this.open.pop();
    if (at - last.at > WIDEST) return;
    for (let i = last.at + 1; i < at; i += 1) if (this.kinds[i] === PLAIN) this.kinds[i] = kind;
  }
}
