/** The title: a plain field, with the findings drawn under a copy of its text so that the caret is never touched. */
import { type JSX, useEffect, useMemo, useRef } from "react";
import type { Finding } from "../../shared/proofreading/finding";
import { writingText } from "../text/writing";

interface TitleFieldProps {
  readonly value: string;
  readonly findings: readonly Finding[];
  readonly current: Finding | null;
  readonly faulty: boolean;
  /** Why nothing can be typed now; null when it can. */
  readonly locked: string | null;
  readonly onChange: (title: string) => void;
  /** The field was left: the title may take its normal form. */
  readonly onSettle: () => void;
  readonly onEnter: () => void;
}

export function TitleField({
  value,
  findings,
  current,
  faulty,
  locked,
  onChange,
  onSettle,
  onEnter,
}: TitleFieldProps): JSX.Element {
  const parts = useMemo(() => partsOf(value, findings), [value, findings]);
  const box = useRef<HTMLDivElement>(null);
  const here = current !== null && findings.includes(current);
  useEffect(() => {
    if (here) box.current?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return (
    <div className="ed-title" ref={box}>
      <div className="ed-title-marks" aria-hidden>
        {parts.map(({ start, text, finding }) =>
          finding === null ? (
            text
          ) : (
            <span
              key={start}
              className={`ed-mark-${finding.severity}${finding === current ? " ed-mark-current" : ""}`}
              data-testid="title-mark"
            >
              {text}
            </span>
          ),
        )}
        {value === "" && writingText.titlePlaceholder}
      </div>
      <textarea
        rows={1}
        value={value}
        maxLength={300}
        placeholder={writingText.titlePlaceholder}
        aria-label={writingText.titleLabel}
        aria-invalid={faulty}
        spellCheck={false}
        // Still read, found and copied from: a disabled field could not be.
        readOnly={locked !== null}
        title={locked ?? undefined}
        data-testid="title"
        onChange={(event) => onChange(event.target.value)}
        onBlur={onSettle}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing || event.ctrlKey) return;
          event.preventDefault();
          onEnter();
        }}
      />
    </div>
  );
}

interface Part {
  readonly start: number;
  readonly text: string;
  readonly finding: Finding | null;
}

/** The title cut where findings begin and end; of overlapping ones the first is drawn. */
function partsOf(value: string, findings: readonly Finding[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const fitting = findings.filter((item) => value.slice(item.start, item.end) === item.text && item.text !== "");
  for (const finding of [...fitting].sort((a, b) => a.start - b.start)) {
    if (finding.start < at) continue;
    if (finding.start > at) parts.push({ start: at, text: value.slice(at, finding.start), finding: null });
    parts.push({ start: finding.start, text: finding.text, finding });
    at = finding.end;
  }
  return at < value.length ? [...parts, { start: at, text: value.slice(at), finding: null }] : parts;
}
