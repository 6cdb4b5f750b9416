/** Character-level difference of two texts, after Myers, "An O(ND) Difference Algorithm" (1986). */

export interface Piece {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Words of letters and numbers change as a whole (2023 → 2024 is one change); everything else by the character. */
const TOKEN = /[A-Za-z]+|\d+|.\p{M}*/gsu;
/** Beyond this many edits nobody can follow them: the differing middle is then shown as replaced. */
const MOST_EDITS = 600;
/** Below this share of kept characters a sentence is new, and scattered common characters would only confuse. */
const LEAST_KEPT = 0.25;

/** Pieces that, without the removed ones, spell `after`, and without the added ones, `before`. */
export function diffText(before: string, after: string): Piece[] {
  if (before === after) return tidy([{ kind: "same", text: after }]);
  const a = before.match(TOKEN) ?? [];
  const b = after.match(TOKEN) ?? [];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const middle = diffTokens(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return tidy([
    { kind: "same", text: a.slice(0, head).join("") },
    ...middle,
    { kind: "same", text: a.slice(a.length - tail).join("") },
  ]);
}

function diffTokens(a: readonly string[], b: readonly string[]): Piece[] {
  const replaced: Piece[] = [
    { kind: "removed", text: a.join("") },
    { kind: "added", text: b.join("") },
  ];
  if (a.length === 0 || b.length === 0) return replaced;
  const trace = shortestEdit(a, b);
  if (trace === null) return replaced;
  const pieces = walkBack(a, b, trace);
  const kept = pieces.filter((piece) => piece.kind === "same").length;
  return kept / Math.max(a.length, b.length) < LEAST_KEPT ? replaced : pieces;
}

/** For each number of edits the furthest reach per diagonal before that round; null beyond MOST_EDITS. */
function shortestEdit(a: readonly string[], b: readonly string[]): Int32Array[] | null {
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const reach = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d += 1) {
    trace.push(reach.slice(most - d, most + d + 3));
    for (let k = -d; k <= d; k += 2) {
      const at = most + 1 + k;
      const down = k === -d || (k !== d && (reach[at - 1] ?? 0) < (reach[at + 1] ?? 0));
      let x = down ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach[at] = x;
      if (x >= a.length && x - k >= b.length) return trace;
    }
  }
  return null;
}

function walkBack(a: readonly string[], b: readonly string[], trace: readonly Int32Array[]): Piece[] {
  const pieces: Piece[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const reach = trace[d] ?? new Int32Array(0);
    const at = (k: number) => reach[k + d + 1] ?? 0;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const fromX = d === 0 ? 0 : down ? at(k + 1) : at(k - 1);
    const fromY = d === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      pieces.push({ kind: "same", text: a[x] ?? "" });
    }
    if (d > 0) pieces.push(down ? { kind: "added", text: b[fromY] ?? "" } : { kind: "removed", text: a[fromX] ?? "" });
    x = fromX;
    y = fromY;
  }
  return pieces.reverse();
}

/** Joins neighbours of one kind and, between two stretches that stay, puts what went before what came. */
function tidy(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed !== "") result.push({ kind: "removed", text: removed });
    if (added !== "") result.push({ kind: "added", text: added });
    removed = "";
    added = "";
  };
  for (const { kind, text } of pieces) {
    if (text === "") continue;
    if (kind === "removed") removed += text;
    if (kind === "added") added += text;
    if (kind !== "same") continue;
    flush();
    const last = result.at(-1);
    if (last?.kind === "same") result[result.length - 1] = { kind, text: last.text + text };
    else result.push({ kind, text });
  }
  flush();
  return result;
}
