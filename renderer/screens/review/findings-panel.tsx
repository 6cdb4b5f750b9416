/** 疑点: what the machine found, who decided what and why; the open ones can be decided here (R21). */
import { AutoComplete, Button } from "antd";
import { useState } from "react";
import type { Finding } from "../../../shared/proofreading/finding";
import { dispositions, keyOf, type Ledger, type LedgerEntry } from "../../../shared/proofreading/ledger";
import { SeverityMark } from "../../proof/severity-mark";
import { reviewText } from "../../text/review";
import { fullTime, shortTime } from "../../ui/time";
import type { TextPlace } from "./find";
import { countLine, type FindingGroup, hintsOf, openGroups } from "./finding-groups";
import type { Deciding } from "./verdict";
import "./findings-panel.css";

interface FindingsPanelProps {
  readonly ledger: Ledger;
  readonly mayDecide: boolean;
  readonly busy: boolean;
  readonly now: Date;
  readonly onDecide: (deciding: Deciding) => void;
  readonly onLocate: (place: TextPlace) => void;
  readonly onRecheck: () => void;
}

export function FindingsPanel(props: FindingsPanelProps) {
  const { ledger, mayDecide, busy, now, onDecide, onLocate, onRecheck } = props;
  const groups = openGroups(ledger);
  return (
    <div className="review-findings" data-testid="review-findings">
      <div className="findings-head">
        <strong data-testid="findings-count">{countLine(ledger)}</strong>
        <Button size="small" loading={busy} disabled={!mayDecide} onClick={onRecheck} data-testid="review-recheck">
          {busy ? reviewText.rechecking : reviewText.recheck}
        </Button>
      </div>
      {groups.map((group) => (
        <OpenGroup key={group.key} group={group} mayDecide={mayDecide} onDecide={onDecide} onLocate={onLocate} />
      ))}
      <ol className="findings-decided">
        {ledger.entries.map((entry) => (
          <Decided
            key={`${keyOf(entry.finding)} ${entry.at} ${entry.finding.start}`}
            entry={entry}
            now={now}
            onLocate={onLocate}
          />
        ))}
      </ol>
      <Hints findings={hintsOf(ledger)} onLocate={onLocate} />
    </div>
  );
}

interface HintsProps {
  readonly findings: readonly Finding[];
  readonly onLocate: (place: TextPlace) => void;
}

function Hints({ findings, onLocate }: HintsProps) {
  if (findings.length === 0) return null;
  return (
    <details className="findings-hints">
      <summary>{`${reviewText.hints} ${findings.length}`}</summary>
      {findings.map((finding) => (
        <div key={`${keyOf(finding)} ${finding.start}`} className="finding hint">
          <FindingHead findings={[finding]} onLocate={onLocate} />
          <p>{finding.message}</p>
        </div>
      ))}
    </details>
  );
}

interface OpenGroupProps {
  readonly group: FindingGroup;
  readonly mayDecide: boolean;
  readonly onDecide: (deciding: Deciding) => void;
  readonly onLocate: (place: TextPlace) => void;
}

function OpenGroup({ group, mayDecide, onDecide, onLocate }: OpenGroupProps) {
  const [reason, setReason] = useState("");
  const [first] = group.findings;
  if (first === undefined) return null;
  const decide = (disposition: Deciding["disposition"]) => onDecide({ findings: group.findings, disposition, reason });
  const ready = mayDecide && reason.trim() !== "";
  return (
    <section className={`finding ${first.severity}`} data-testid="open-finding">
      <FindingHead findings={group.findings} onLocate={onLocate} />
      <p>{first.message}</p>
      {first.authority !== "" && <small>依据：{first.authority}</small>}
      {mayDecide && (
        <div className="finding-actions">
          <AutoComplete
            size="small"
            value={reason}
            onChange={setReason}
            options={reviewText.reasons.map((value) => ({ value }))}
            placeholder={reviewText.reason}
            aria-label={reviewText.reason}
            data-testid="finding-reason"
          />
          <Button size="small" disabled={!ready} onClick={() => decide("ignore")} data-testid="finding-ignore">
            {reviewText.ignore}
          </Button>
          <Button size="small" disabled={!ready} onClick={() => decide("escalate")} data-testid="finding-escalate">
            {reviewText.escalate}
          </Button>
        </div>
      )}
    </section>
  );
}

interface FindingHeadProps {
  readonly findings: readonly Finding[];
  readonly onLocate: (place: TextPlace) => void;
}

/** The matched text leads to its place; in a group each further click leads to the next one. */
function FindingHead({ findings, onLocate }: FindingHeadProps) {
  const [next, setNext] = useState(0);
  const [finding] = findings;
  if (finding === undefined) return null;
  const locate = () => {
    onLocate(findings[next % findings.length] ?? finding);
    setNext((next + 1) % findings.length);
  };
  return (
    <div className="finding-head">
      <SeverityMark severity={finding.severity} />
      <Button type="link" size="small" onClick={locate} title={reviewText.locate}>
        “{finding.text}”
      </Button>
      {findings.length > 1 && <span>{`${reviewText.group} ${findings.length} 处`}</span>}
    </div>
  );
}

interface DecidedProps {
  readonly entry: LedgerEntry;
  readonly now: Date;
  readonly onLocate: (place: TextPlace) => void;
}

function Decided({ entry, now, onLocate }: DecidedProps) {
  const { finding, disposition, name, at, reason } = entry;
  return (
    <li className="finding decided" data-testid="decided-finding">
      <FindingHead findings={[finding]} onLocate={onLocate} />
      <p>{finding.message}</p>
      <p className="finding-decision" title={fullTime(at)}>
        {`${name} ${shortTime(at, now)} ${dispositions[disposition]}`}
        {reason === "" ? "" : `：${reason}`}
      </p>
    </li>
  );
}
