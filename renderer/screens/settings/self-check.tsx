/** 自检: each thing that signing in, signing and keeping the work rest on, and for each red line what to do (A4). */
import { Button } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { utf8 } from "../../../shared/bytes";
import { type Failure, toFailure } from "../../../shared/failure";
import type { CheckLine, SelfCheck } from "../../../shared/ipc/self-check";
import { windowLines } from "../../self-check/window-lines";
import type { Ask } from "../../services";
import { checkReport, checkSummary, checkText } from "../../text/self-check";
import { download } from "../../ui/download";
import { FailureNotice } from "../../ui/failure-notice";
import { HelpLink } from "../../ui/help-link";

export interface SelfCheckPanelProps {
  readonly ask: Ask;
  readonly version: string;
  /** Looks at once, without being asked: on the first start. */
  readonly atOnce?: boolean;
  readonly onDone?: (found: SelfCheck) => void;
}

/** Stands in the settings and, folded after the first start, under the sign-in: what is wrong keeps people from signing in. */
export function SelfCheckPanel({ ask, version, atOnce = false, onDone }: SelfCheckPanelProps) {
  const { found, busy, failure, look } = useSelfCheck(ask, onDone);
  const begun = useRef(false);
  useEffect(() => {
    if (!atOnce || begun.current) return;
    begun.current = true;
    look();
  }, [atOnce, look]);
  const save = () => {
    if (found !== null) download(checkText.fileName(found.at.slice(0, 10)), utf8(checkReport(found, version)));
  };
  return (
    <div data-testid="self-check">
      <div className="cb-toolbar">
        <Button onClick={look} loading={busy} data-testid="self-check-run">
          {found === null ? checkText.run : checkText.again}
        </Button>
        {found === null ? null : (
          <Button type="text" onClick={save} data-testid="self-check-save">
            {checkText.save}
          </Button>
        )}
        <span className="cb-sub">{busy && found === null ? checkText.running : checkText.hint}</span>
      </div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {found === null ? null : <Lines found={found} />}
    </div>
  );
}

function useSelfCheck(ask: Ask, onDone: SelfCheckPanelProps["onDone"]) {
  const [found, setFound] = useState<SelfCheck | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const look = useCallback(() => {
    setBusy(true);
    setFailure(null);
    ask("desk:identity.check", null)
      .then(
        ({ at, lines }) => {
          const all = { at, lines: [...lines, ...windowLines(window)] };
          setFound(all);
          onDone?.(all);
        },
        (error: unknown) => setFailure(toFailure(error)),
      )
      .finally(() => setBusy(false));
  }, [ask, onDone]);
  return { found, busy, failure, look };
}

const marks = { good: "✓", attention: "！", bad: "✕", unknown: "？" } as const;
/** What blocks stands first, then what wants looking at. */
const order: readonly CheckLine["state"][] = ["bad", "attention", "unknown", "good"];

function Lines({ found }: { readonly found: SelfCheck }) {
  const sorted = found.lines.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <>
      <p className="cb-self-check-sum" role="status" data-testid="self-check-sum">
        {checkSummary(found)}
      </p>
      <ul className="cb-self-check">
        {sorted.map((line) => (
          <Line key={`${line.subject} ${line.words}`} line={line} />
        ))}
      </ul>
    </>
  );
}

function Line({ line }: { readonly line: CheckLine }) {
  const { subject, state, words, next, code } = line;
  return (
    <li data-state={state} data-subject={subject}>
      <b role="img" aria-label={checkText.states[state]}>
        {marks[state]}
      </b>
      <span className="cb-self-check-subject">{checkText.subjects[subject]}</span>
      <span>
        {words}
        {code === null ? null : (
          <span className="cb-code">
            {" "}
            {code} <HelpLink code={code} />
          </span>
        )}
        {next === "" ? null : <small>{next}</small>}
      </span>
      {state === "good" ? null : <Fixes line={line} />}
    </li>
  );
}

/** What can be done from here: the rest is the administrator's, who gets the line as it stands. */
function Fixes({ line: { subject, state, words, next, code } }: { readonly line: CheckLine }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    const text = [`【${checkText.subjects[subject]}】${words}`, next, code ?? ""]
      .filter((part) => part !== "")
      .join("\n");
    // Without the right to the clipboard the line can still be read out or marked by hand.
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <span className="cb-self-check-fixes">
      {state === "unknown" ? null : (
        <Button
          size="small"
          type={state === "bad" ? "default" : "text"}
          onClick={copy}
          data-testid={`self-check-copy-${subject}`}
        >
          {copied ? checkText.copied : checkText.copy}
        </Button>
      )}
      {subject === "printer" ? (
        <Button size="small" type="text" onClick={() => window.print()}>
          {checkText.print}
        </Button>
      ) : null}
    </span>
  );
}
