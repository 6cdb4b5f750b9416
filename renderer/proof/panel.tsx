/** The proofreading panel: counts in words, groups of findings, everything by keyboard while it has the focus. */
import { Alert, Button, Spin } from "antd";
import { type JSX, type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useState } from "react";
import type { Failure } from "../../shared/failure";
import type { Report } from "../../shared/proofreading/finding";
import { keyOf, type LedgerEntry, unusedDecisions } from "../../shared/proofreading/ledger";
import type { TextBlock } from "../../shared/proofreading/rule";
import { proofText } from "../text/writing";
import { FailureNotice } from "../ui/failure-notice";
import { countWords, type PanelGroup, type PanelView } from "./dispositions";
import { shownGroups } from "./filter";
import { acceptable, type CardActions, choicesOf, FindingCard, type GroupJudgement } from "./finding-card";
import { signedEntries } from "./local-finding";
import { wishOf } from "./panel-keys";
import { PanelTools, type PanelToolsProps } from "./panel-tools";
import { RunProgress } from "./run-progress";
import { maskings, safeFixes } from "./safe-fixes";
import { UnusedDecisions } from "./unused-decisions";
import "./panel.css";

export interface ProofPanelProps
  extends Pick<CardActions, "onSelect" | "onAccept" | "onJudge" | "onTakeBack" | "onAddWord">,
    Pick<PanelToolsProps, "filter" | "onFilter" | "onBulk" | "onMiss"> {
  readonly view: PanelView | null;
  readonly report: Report | null;
  readonly blocks: readonly TextBlock[];
  readonly agreed: ReadonlySet<string>;
  /** The button of the second engine. */
  readonly secondEngine: JSX.Element;
  readonly entries: readonly LedgerEntry[];
  /** Length of the text, for what a long pass says meanwhile. */
  readonly characters: number;
  readonly at: { readonly group: string; readonly index: number } | null;
  readonly stage: string;
  readonly running: boolean;
  readonly stale: boolean;
  readonly failure: Failure | null;
  readonly notice: string | null;
  /** Why the pass is partial; empty when it is complete. */
  readonly partial: string;
  readonly onRun: () => void;
  /** Esc: back to the text, on the current finding. */
  readonly onLeave: () => void;
  readonly panelRef: RefObject<HTMLElement | null>;
}

/** Cards drawn at once: a damaged text with thousands of findings stays workable. */
const PAGE = 40;

type Asking = { readonly group: string; readonly kind: "ignore" | "escalate" } | null;

/** Which group is being asked about, and what happens to the answer. */
function useAsking({ onJudge, onSelect, panelRef }: ProofPanelProps, current: PanelGroup | null) {
  const [asking, setAsking] = useState<Asking>(null);
  useEffect(() => {
    if (asking !== null && current?.id !== asking.group) setAsking(null);
  }, [asking, current]);
  const here = current?.id;
  const onAsk = useCallback(
    (group: PanelGroup, kind: "ignore" | "escalate") => {
      // Asked by mouse, the group need not be the current one yet: the form belongs to what the editor points at.
      if (group.id !== here) onSelect(group, Math.max(0, group.findings.indexOf(group.open[0] ?? group.lead)));
      setAsking({ group: group.id, kind });
    },
    [here, onSelect],
  );
  const onCancel = useCallback(() => {
    setAsking(null);
    panelRef.current?.focus();
  }, [panelRef]);
  const onAnswer = useCallback(
    (group: PanelGroup, judged: GroupJudgement) => {
      onJudge(group, judged);
      onCancel();
    },
    [onJudge, onCancel],
  );
  return { asking, onAsk, onCancel, onAnswer };
}

/** Why the last key did nothing; forgotten as soon as another finding is the current one or one was decided. */
function useRefusal({ view, at }: ProofPanelProps) {
  const [said, setSaid] = useState<Pick<ProofPanelProps, "view" | "at"> & { readonly why: string }>();
  const refusal = said?.view === view && said.at === at ? said.why : null;
  return { refusal, refuse: (why: string) => setSaid({ view, at, why }) };
}

export function ProofPanel(props: ProofPanelProps): JSX.Element {
  const { view, at, panelRef, filter, agreed } = props;
  const shown = useMemo(() => shownGroups(view?.groups ?? [], filter), [view, filter]);
  const texts = useMemo(() => new Map(props.blocks.map(({ id, text }) => [id, text])), [props.blocks]);
  const current = view?.groups.find((group) => group.id === at?.group) ?? null;
  const { asking, onAsk, onCancel, onAnswer } = useAsking(props, current);
  const { refusal, refuse } = useRefusal(props);
  const onKeyDown = usePanelKeys({ ...props, current, asking, ask: onAsk, refuse });
  return (
    <section
      ref={panelRef}
      className="proof-panel"
      tabIndex={-1}
      aria-label={proofText.title}
      data-testid="proof-panel"
      data-running={props.running || props.stale}
      onKeyDown={onKeyDown}
    >
      <PanelHead {...props} notice={refusal ?? props.notice} />
      <Tools {...props} shown={shown.length} />
      <Paged groups={shown} current={current}>
        {(group) => (
          <FindingCard
            key={group.id}
            group={group}
            stage={props.stage}
            texts={texts}
            current={group.id === at?.group ? at.index : -1}
            agreed={group.findings.some((finding) => agreed.has(keyOf(finding)))}
            asking={asking?.group === group.id ? asking.kind : null}
            onSelect={props.onSelect}
            onAccept={props.onAccept}
            onAsk={onAsk}
            onJudge={onAnswer}
            onCancel={onCancel}
            onTakeBack={props.onTakeBack}
            onAddWord={props.onAddWord}
          />
        )}
      </Paged>
    </section>
  );
}

function Tools(props: ProofPanelProps & { readonly shown: number }): JSX.Element | null {
  const { view, report, blocks, entries } = props;
  const safe = useMemo(() => (view === null ? 0 : safeFixes(view, blocks).length), [view, blocks]);
  const masks = useMemo(() => (view === null ? 0 : maskings(view).length), [view]);
  const unused = useMemo(
    () => (report === null ? [] : unusedDecisions({ findings: report.findings, entries: [...signedEntries(entries)] })),
    [report, entries],
  );
  if (view === null) return null;
  return (
    <>
      <PanelTools {...props} groups={view.groups} safe={safe} masks={masks}>
        {props.secondEngine}
      </PanelTools>
      <UnusedDecisions entries={unused} />
    </>
  );
}

interface PagedProps {
  readonly groups: readonly PanelGroup[];
  readonly current: PanelGroup | null;
  readonly children: (group: PanelGroup) => JSX.Element;
}

/** The first groups, more on demand; the current card is always drawn, however far down the list it stands. */
function Paged({ groups, current, children }: PagedProps): JSX.Element {
  const [shown, setShown] = useState(PAGE);
  const limit = Math.max(shown, current === null ? 0 : groups.indexOf(current) + 1);
  return (
    <div className="proof-list">
      {groups.slice(0, limit).map(children)}
      {groups.length > limit && (
        <Button block type="link" data-testid="findings-more" onClick={() => setShown(limit + PAGE)}>
          {proofText.more(Math.min(PAGE, groups.length - limit))}
        </Button>
      )}
    </div>
  );
}

function PanelHead(props: ProofPanelProps): JSX.Element {
  const { view, entries, running, stale, failure, notice, partial, onRun } = props;
  const words = useMemo(() => (view === null ? [] : countWords(view.counts)), [view]);
  return (
    <header className="proof-head">
      <div className="proof-counts" data-testid="proof-counts" aria-live="polite">
        {view === null ? (running ? proofText.running : proofText.never) : proofText.counts(words)}
        {(running || stale) && view !== null && <Spin size="small" aria-label={proofText.running} />}
      </div>
      {view !== null && view.openCount === 0 && view.groups.length > 0 && (
        <div className="proof-all-decided" data-testid="proof-all-decided">
          {proofText.allDecided}
        </div>
      )}
      <div className="proof-muted">
        {proofText.keys}
        {entries.length > 0 && ` · ${proofText.ledger(entries.length)}`}
      </div>
      {notice !== null && (
        <div className="proof-notice" data-testid="proof-notice" role="status">
          {notice}
        </div>
      )}
      <RunProgress running={running} characters={props.characters} />
      {partial !== "" && <Alert type="warning" showIcon title={proofText.partial(partial)} />}
      {failure !== null && (
        <FailureNotice
          failure={failure}
          action={
            <Button size="small" onClick={onRun}>
              {proofText.run}
            </Button>
          }
        />
      )}
    </header>
  );
}

interface Keys extends ProofPanelProps {
  readonly current: PanelGroup | null;
  readonly asking: Asking;
  readonly ask: (group: PanelGroup, kind: "ignore" | "escalate") => void;
  readonly refuse: (why: string) => void;
}

/** Carries out what a key asks for; keys typed into a field stay there. */
function usePanelKeys(keys: Keys): (event: KeyboardEvent) => void {
  return (event) => {
    const { current, asking, at, stage } = keys;
    if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return;
    if (event.target instanceof HTMLInputElement || asking !== null) return;
    const wish = wishOf(event.key, { current, stage, onPanel: event.target === event.currentTarget });
    if (wish === null) return;
    if (wish.kind === "leave") keys.onLeave();
    else if (wish.kind === "refuse") keys.refuse(wish.why);
    else if (current !== null && wish.kind === "ask") keys.ask(current, wish.about);
    else if (current !== null && wish.kind === "accept") {
      const fixes = acceptable(current, at?.index ?? 0);
      if (wish.choice > choicesOf(fixes).length) return;
      if (fixes.length > 0) keys.onAccept(current, fixes, wish.choice);
    }
    event.preventDefault();
  };
}
