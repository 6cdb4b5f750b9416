/** One group of identical findings: what, why, on whose authority, and what a person may do about it. */
import { Button } from "antd";
import { type JSX, memo, useEffect, useRef } from "react";
import { blockName } from "../../shared/proofreading/blocks";
import type { Finding } from "../../shared/proofreading/finding";
import { dispositions } from "../../shared/proofreading/ledger";
import { paneText } from "../text/proof-pane";
import { proofText } from "../text/writing";
import { LOCAL_RULE, mayBeExcused } from "./dictionary-findings";
import { isOpen, mayIgnore, type PanelGroup } from "./dispositions";
import { categoryName } from "./filter";
import { FindingMembers } from "./finding-members";
import { ReasonForm } from "./reason-form";
import { SECOND_RULE } from "./second-opinion";
import { SeverityMark } from "./severity-mark";

export interface CardActions {
  readonly onSelect: (group: PanelGroup, index: number) => void;
  /** Applies a suggestion to these findings of the group: the first one, unless another is chosen by its index. */
  readonly onAccept: (group: PanelGroup, findings: readonly Finding[], choice?: number) => void;
  readonly onAsk: (group: PanelGroup, kind: "ignore" | "escalate") => void;
  /** Of the group, these findings. */
  readonly onJudge: (group: PanelGroup, judged: GroupJudgement) => void;
  readonly onCancel: () => void;
  readonly onTakeBack: (group: PanelGroup) => void;
  readonly onAddWord: (finding: Finding) => void;
}

export interface GroupJudgement {
  readonly kind: "ignore" | "escalate";
  readonly reason: string;
  readonly findings: readonly Finding[];
}

interface FindingCardProps extends CardActions {
  readonly group: PanelGroup;
  readonly stage: string;
  /** Index of the current finding; −1 when another group is current. */
  readonly current: number;
  readonly asking: "ignore" | "escalate" | null;
  /** A second engine has it too. */
  readonly agreed: boolean;
  /** The texts of the blocks, by their id. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What A applies: mechanical corrections as a whole group, others one at a time (R8). */
export function acceptable(group: PanelGroup, current: number): readonly Finding[] {
  const withFix = group.open.filter((finding) => finding.fix !== "none" && finding.suggestions.length > 0);
  if (group.lead.fix === "safe") return withFix;
  const at = group.findings[current];
  const one = at !== undefined && withFix.includes(at) ? at : withFix[0];
  return one === undefined ? [] : [one];
}

/** The current finding of the group, or its first open one. */
function openAt(group: PanelGroup, current: number): Finding {
  const at = group.findings[current];
  return at !== undefined && group.open.includes(at) ? at : (group.open[0] ?? group.lead);
}

/** What else the engine would write there, beside what A applies. Digits from 2 choose among them. */
const MOST_CHOICES = 8;
export const choicesOf = ([first]: readonly Finding[]): readonly string[] =>
  first?.suggestions.slice(1, 1 + MOST_CHOICES) ?? [];

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
      <FindingMembers group={group} current={current} texts={props.texts} onSelect={onSelect} />
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

function OpenFoot(props: FindingCardProps): JSX.Element {
  const { group, stage, current, asking, onAccept, onAsk, onJudge, onCancel } = props;
  if (asking !== null) {
    const here = openAt(group, current);
    const done = (reason: string, isOne: boolean): void =>
      onJudge(group, { kind: asking, reason, findings: isOne ? [here] : group.open });
    return <ReasonForm kind={asking} count={group.open.length} onDone={done} onCancel={onCancel} />;
  }
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
      {choicesOf(fixes).map((text, at) => (
        <Button
          key={text}
          size="small"
          data-testid="finding-choose"
          title={proofText.choose(text)}
          onClick={() => onAccept(group, fixes, at + 1)}
        >
          {proofText.choice(text === "" ? proofText.deletion : text, at + 2)}
        </Button>
      ))}
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
      {group.decided !== null && (
        <Button type="link" size="small" data-testid="finding-undo" onClick={() => props.onTakeBack(group)}>
          {proofText.partlyDone(group.findings.length - group.open.length)}
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
