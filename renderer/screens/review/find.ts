/** Finding and pointing at text in the read-only view: ranges over its text nodes, painted without touching the tree. */

interface Segment {
  readonly node: Text;
  readonly start: number;
}

/** All text nodes below an element with where each begins in the joined text. */
function segmentsOf(root: Element): { readonly text: string; readonly segments: readonly Segment[] } {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const segments: Segment[] = [];
  let text = "";
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.nodeName === "BR") text += "\n";
    if (!(node instanceof Text) || node.parentElement?.closest("style, del, .change-mark") !== null) continue;
    segments.push({ node, start: text.length });
    text += node.data;
  }
  return { text, segments };
}

function rangeOf(segments: readonly Segment[], start: number, end: number): Range | null {
  const first = segments.findLast((segment) => segment.start <= start);
  const last = segments.findLast((segment) => segment.start < end) ?? first;
  if (first === undefined || last === undefined) return null;
  const range = document.createRange();
  range.setStart(first.node, Math.min(start - first.start, first.node.length));
  range.setEnd(last.node, Math.max(0, Math.min(end - last.start, last.node.length)));
  return range;
}

/** Every occurrence of a text, across marks and runs, letters alike in either case. */
export function occurrences(root: Element, query: string): Range[] {
  if (query === "") return [];
  const { text, segments } = segmentsOf(root);
  const [hay, needle] = [text.toLowerCase(), query.toLowerCase()];
  const ranges: Range[] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) {
    const range = rangeOf(segments, at, at + needle.length);
    if (range !== null) ranges.push(range);
  }
  return ranges;
}

/** Paints ranges under a name of the stylesheet; an empty list takes the paint off. */
export function paint(name: "caibian-find" | "caibian-place", ranges: readonly Range[]): void {
  if (!("highlights" in CSS)) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

export interface TextPlace {
  /** Id of a block, list item or cell; `title` or `meta.<field>` for what stands above the text. */
  readonly block: string;
  readonly start: number;
  readonly end: number;
}

/** Scrolls to a finding's place and marks it. */
export function reveal(root: Element, place: TextPlace): void {
  const target = elementOf(root, place.block);
  if (target === null) return;
  const { segments } = segmentsOf(target);
  const range = place.block.startsWith("meta.") ? null : rangeOf(segments, place.start, place.end);
  paint("caibian-place", range === null ? [] : [range]);
  target.scrollIntoView({ block: "center" });
}

function elementOf(root: Element, block: string): Element | null {
  if (block === "title") return root.querySelector("h1");
  if (block.startsWith("meta.")) return root.querySelector("table.metadata");
  return root.querySelector(`[data-id="${CSS.escape(block)}"]`);
}
