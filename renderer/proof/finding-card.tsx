/** One group of identical findings: what, why, on whose authority, and what a person may do about it. */
import { Button } from "antd";
import { type JSX, memo, useEffect, useRef, useState } from "react";
import { blockName } from "../../shared/proofreading/blocks";
import type { Finding } from "../../shared/proofreading/finding";
import { dispositions } from "../../shared/proofreading/ledger";
import { paneText } from "../text/proof-pane";
import { proofText } from "../text/writing";
import { LOCAL_RULE, mayBeExcused } from "./dictionary-findings";
import { isOpen, mayIgnore, type PanelGroup } from "./dispositions";
import { categoryName } from "./filter";
import { ReasonForm } from "./reason-form";
import { SECOND_RULE } from "./second-opinion";
import { SeverityMark } from "./severity-mark";

export interface CardActions {
  readonly onSelect: (group: PanelGroup, index: number) => void;
  /** Applies the suggestion to these findings of the group. */
  readonly onAccept: (group: PanelGroup, findings: readonly Finding[]) => void;
  readonly onAsk: (group: PanelGroup, kind: "ignore" | "escalate") => void;
  readonly onJudge: (group: PanelGroup, kind: "ignore" | "escalate", reason: string) => void;
  readonly onCancel: () => void;
  readonly onTakeBack: (group: PanelGroup) => void;
  readonly onAddWord: (finding: Finding) => void;
}

interface FindingCardProps extends CardActions {
  readonly group: PanelGroup;
  readonly stage: string;
  /** Index of the current finding; −1 when another group is current. */
  readonly current: number;
  readonly asking: "ignore" | "escalate" | null;
  /** A second engine has it too. */
  readonly agreed: boolean;
}

/** What A applies: mechanical corrections as a whole group, others one at a time (R8). */
export function acceptable(group: PanelGroup, current: number): readonly Finding[] {
  const withFix = group.open.filter((finding) => finding.fix !== "none" && finding.suggestions.length > 0);
  if (group.lead.fix === "safe") return withFix;
  const at = group.findings[current];
  const one = at !== undefined && withFix.includes(at) ? at : withFix[0];
  return one === undefined ? [] : [one];
}

export const FindingCard = memo(function FindingCard(props: FindingCardProps): JSX.Element {
  const { group, current, onSelect } = props;
  const { lead } = group;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (current >= 0) card.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <article
      ref={card}
      className={`proof-card proof-card-${lead.severity}`}
      aria-current={current >= 0}
      data-testid="finding"
      data-rule={lead.rule}
      data-severity={lead.severity}
      data-block={lead.block}
      data-start={lead.start}
      data-end={lead.end}
      data-count={group.findings.length}
      data-open={group.open.length}
    >
      <button
        type="button"
        className="proof-card-main"
        onClick={() => onSelect(group, Math.max(0, current, group.findings.indexOf(group.open[0] ?? lead)))}
      >
        <span className="proof-card-head">
          <SeverityMark severity={lead.severity} />
          <span className="proof-card-kind">{categoryName(lead.category)}</span>
          {props.agreed && <span className="proof-card-tag">{paneText.agreed}</span>}
          {lead.rule === SECOND_RULE && <span className="proof-card-tag">{paneText.secondOnly}</span>}
          <span className="proof-card-place">{blockName(lead.block)}</span>
        </span>
        <span className="proof-card-message">{lead.message}</span>
        <Change finding={group.findings[Math.max(0, current)] ?? lead} />
        <span className="proof-card-why">
          {proofText.authority} {lead.authority} · {proofText.confidence(lead.confidence)} · {packWords(lead)}
        </span>
      </button>
      <Members group={group} current={current} onSelect={onSelect} />
      {isOpen(group) ? <OpenFoot {...props} /> : <DecidedFoot group={group} onTakeBack={props.onTakeBack} />}
    </article>
  );
});

/** `词库 base-words 2026.11.2` (R2); what this machine alone says has no version but its origin. */
const packWords = ({ pack }: Finding): string => paneText.pack(pack.replace(/^local:/, ""));

/** What is absent altogether, like a field left blank, has no text to quote. */
function Change({ finding }: { readonly finding: Finding }): JSX.Element | null {
  const [first] = finding.suggestions;
  if (finding.text === "" && first === undefined) return null;
  return (
    <span className="proof-change">
      <span className="proof-change-from">“{finding.text}”</span>
      {first !== undefined && (
        <>
          <span aria-hidden> → </span>
          <span className="proof-change-to">{first === "" ? proofText.deletion : first}</span>
        </>
      )}
    </span>
  );
}

const PAGE = 50;

/** Every place of a group is listed, in pages; one decision covers them all. */
function Members({
  group,
  current,
  onSelect,
}: Pick<FindingCardProps, "group" | "current" | "onSelect">): JSX.Element | null {
  const [shown, setShown] = useState(0);
  if (group.findings.length < 2) return null;
  return (
    <div className="proof-members">
      <Button
        type="link"
        size="small"
        aria-expanded={shown > 0}
        data-testid="finding-members"
        onClick={() => setShown(shown > 0 ? 0 : PAGE)}
      >
        {proofText.same(group.findings.length)} · {shown > 0 ? proofText.hideAll : proofText.showAll}
      </Button>
      {shown > 0 && (
        <ol>
          {group.findings.slice(0, shown).map((finding, index) => (
            <li key={`${finding.block} ${finding.print}`}>
              <button
                type="button"
                className="proof-pick"
                aria-current={index === current}
                data-testid="finding-member"
                data-block={finding.block}
                data-start={finding.start}
                data-end={finding.end}
                onClick={() => onSelect(group, index)}
              >
                “{finding.text}”{group.open.includes(finding) ? "" : ` ${proofText.done}`}
              </button>
            </li>
          ))}
        </ol>
      )}
      {shown > 0 && shown < group.findings.length && (
        <Button type="link" size="small" onClick={() => setShown(shown + PAGE)}>
          {proofText.moreMembers(Math.min(PAGE, group.findings.length - shown))}
        </Button>
      )}
    </div>
  );
}

function OpenFoot(props: FindingCardProps): JSX.Element {
  const { group, stage, current, asking, onAccept, onAsk, onJudge, onCancel } = props;
  if (asking !== null)
    return <ReasonForm kind={asking} onDone={(reason) => onJudge(group, asking, reason)} onCancel={onCancel} />;
  const fixes = acceptable(group, current);
  const ignorable = mayIgnore(group.lead, stage);
  return (
    <div className="proof-actions">
      <Button
        size="small"
        disabled={fixes.length === 0}
        title={fixes.length === 0 ? proofText.noSuggestion : undefined}
        data-testid="finding-accept"
        onClick={() => onAccept(group, fixes)}
      >
        {acceptWords(group, fixes.length)}
      </Button>
      <Button
        size="small"
        disabled={!ignorable}
        title={ignorable ? undefined : proofText.noIgnore}
        data-testid="finding-ignore"
        onClick={() => onAsk(group, "ignore")}
      >
        {proofText.ignore}
      </Button>
      <Button size="small" data-testid="finding-escalate" onClick={() => onAsk(group, "escalate")}>
        {proofText.escalate}
      </Button>
      {mayBeExcused(group.lead) && group.lead.rule !== LOCAL_RULE && (
        <Button
          size="small"
          type="text"
          data-testid="finding-add-word"
          onClick={() => props.onAddWord(group.findings[Math.max(0, current)] ?? group.lead)}
        >
          {paneText.addWord}
        </Button>
      )}
    </div>
  );
}

function acceptWords({ lead }: PanelGroup, fixes: number): string {
  if (fixes > 1) return proofText.acceptAll(fixes);
  return lead.category === "privacy" ? paneText.maskOne : proofText.accept;
}

function DecidedFoot({ group, onTakeBack }: Pick<FindingCardProps, "group" | "onTakeBack">): JSX.Element {
  const entry = group.decided;
  return (
    <div className="proof-decided">
      <span>
        {entry === null ? proofText.done : `${dispositions[entry.disposition]}：${entry.reason}（${entry.name}）`}
      </span>
      <Button type="link" size="small" data-testid="finding-undo" onClick={() => onTakeBack(group)}>
        {proofText.undoDecision}
      </Button>
    </div>
  );
}
