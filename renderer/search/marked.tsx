import type { Passage } from "../../shared/search/question";

/** A text with its matches marked. */
export function Marked({ text, ranges }: Passage) {
  const parts = ranges.flatMap(([start, end], at) => [
    text.slice(ranges[at - 1]?.[1] ?? 0, start),
    <mark key={start} className="cb-hit">
      {text.slice(start, end)}
    </mark>,
  ]);
  return (
    <>
      {parts}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  );
}
