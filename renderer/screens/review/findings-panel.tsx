/** 疑点: what the machine found, who decided what and why; the open ones can be decided here (R21). */
import { AutoComplete, Button, Tag } from "antd";
import { useState } from "react";
import { type Finding, severities, severityNames } from "../../../shared/proofreading/finding";
import { dispositions, keyOf, type Ledger, type LedgerEntry, undecided } from "../../../shared/proofreading/ledger";
import { reviewText } from "../../text/review";
import type { TextPlace } from "./find";
import { whenText } from "./time";
import type { Deciding } from "./verdict";

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
    </div>
  );
}

export interface FindingGroup {
  readonly key: string;
  readonly findings: readonly Finding[];
}

/** Undecided findings, identical ones together, the gravest first. */
export function openGroups(ledger: Ledger): FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of undecided(ledger)) {
    const key = `${finding.rule} ${finding.severity} ${finding.text} ${finding.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const rank = ({ findings }: FindingGroup) => severities.indexOf(findings[0]?.severity ?? "hint");
  return [...groups].map(([key, findings]) => ({ key, findings })).sort((a, b) => rank(a) - rank(b));
}

/** `未处置：阻断 1、错误 2`, or that nothing is open. */
export function countLine(ledger: Ledger): string {
  if (ledger.status === "partial") return reviewText.partial;
  const open = undecided(ledger);
  if (open.length === 0) return ledger.findings.length === 0 ? reviewText.noFindings : reviewText.allDecided;
  const counts = severities.flatMap((severity) => {
    const count = open.filter((item) => item.severity === severity).length;
    return count === 0 ? [] : [`${severityNames[severity]} ${count}`];
  });
  return `${reviewText.undecided}：${counts.join("、")}`;
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
      <FindingHead finding={first} count={group.findings.length} onLocate={onLocate} />
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
  readonly finding: Finding;
  readonly count: number;
  readonly onLocate: (place: TextPlace) => void;
}

const signs = { block: "⛔", error: "✕", warning: "△", hint: "ⓘ" } as const;
const colours = { block: "red", error: "volcano", warning: "gold", hint: "default" } as const;

function FindingHead({ finding, count, onLocate }: FindingHeadProps) {
  return (
    <div className="finding-head">
      <Tag color={colours[finding.severity]}>
        {signs[finding.severity]} {severityNames[finding.severity]}
      </Tag>
      <Button type="link" size="small" onClick={() => onLocate(finding)} title={reviewText.locate}>
        “{finding.text}”
      </Button>
      {count > 1 && <span>{`${reviewText.group} ${count} 处`}</span>}
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
      <FindingHead finding={finding} count={1} onLocate={onLocate} />
      <p>{finding.message}</p>
      <p className="finding-decision" title={at}>
        {`${name} ${whenText(at, now)} ${dispositions[disposition]}`}
        {reason === "" ? "" : `：${reason}`}
      </p>
    </li>
  );
}
