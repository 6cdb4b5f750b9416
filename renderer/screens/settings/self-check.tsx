/** 身份自检: each thing that signing in and signing rest on, and for each red line what to do. */
import { Button } from "antd";
import { useState } from "react";
import { utf8 } from "../../../shared/bytes";
import { type Failure, toFailure } from "../../../shared/failure";
import type { SelfCheck } from "../../../shared/ipc/self-check";
import type { Ask } from "../../services";
import { checkReport, checkText } from "../../text/self-check";
import { download } from "../../ui/download";
import { FailureNotice } from "../../ui/failure-notice";

export interface SelfCheckPanelProps {
  readonly ask: Ask;
  readonly version: string;
}

/** Stands in the settings and, folded, under the sign-in: what is wrong there keeps people from signing in. */
export function SelfCheckPanel({ ask, version }: SelfCheckPanelProps) {
  const [found, setFound] = useState<SelfCheck | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const look = () => {
    setBusy(true);
    setFailure(null);
    ask("desk:identity.check", null)
      .then(setFound, (error: unknown) => setFailure(toFailure(error)))
      .finally(() => setBusy(false));
  };
  const save = () => {
    if (found !== null) download(`身份自检-${found.at.slice(0, 10)}.txt`, utf8(checkReport(found, version)));
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
        <span className="cb-sub">{checkText.hint}</span>
      </div>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {found === null ? null : <Lines found={found} />}
    </div>
  );
}

const marks = { good: "✓", attention: "！", bad: "✕", unknown: "？" } as const;

function Lines({ found }: { readonly found: SelfCheck }) {
  return (
    <ul className="cb-self-check" aria-live="polite">
      {found.lines.map(({ subject, state, words, next, code }) => (
        <li key={`${subject} ${words}`} data-state={state} data-subject={subject}>
          <b role="img" aria-label={checkText.states[state]}>
            {marks[state]}
          </b>
          <span className="cb-self-check-subject">{checkText.subjects[subject]}</span>
          <span>
            {words}
            {code === null ? null : <span className="cb-code"> {code}</span>}
            {next === "" ? null : <small>{next}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}
