/**
 * Proofreading of the draft in hand: machine passes after each pause, the current finding, decisions into the ledger.
 * Nothing here touches the text while a composition is open (E20).
 */
import { AppError, type Failure, toFailure } from "../../../shared/failure";
import type { Finding, Report } from "../../../shared/proofreading/finding";
import { applySuggestion, applyToMetadata } from "../../../shared/proofreading/fix";
import type { LedgerEntry } from "../../../shared/proofreading/ledger";
import type { After } from "../../proof/after";
import {
  type Decider,
  entriesFor,
  isOpen,
  type PanelGroup,
  type PanelView,
  panelView,
  withEntries,
  withoutDecisions,
} from "../../proof/dispositions";
import { isSuperseded } from "../../proof/proofreader";
import type { Proofreader } from "../../services";
import { createSignal, type Signal } from "../../signal";
import { proofText } from "../../text/writing";
import type { WritingSession } from "./session";

/** The place in the panel: a group and one finding of it. */
export interface Place {
  readonly group: string;
  readonly index: number;
}

export interface ProofState {
  readonly report: Report | null;
  readonly entries: readonly LedgerEntry[];
  readonly view: PanelView | null;
  readonly running: boolean;
  /** The text changed since the report. */
  readonly stale: boolean;
  readonly failure: Failure | null;
  readonly at: Place | null;
  readonly notice: string | null;
}

export interface ProofingParts {
  readonly session: WritingSession;
  readonly proofreader: Proofreader;
  readonly decider: Decider;
  readonly clock: () => Date;
  readonly after: After;
}

/** Rest after the last change before a pass starts. The findings are drawn within 100 ms of it for an ordinary text. */
const PAUSE = 250;

export class Proofing {
  readonly state: Signal<ProofState>;
  private readonly parts: ProofingParts;
  private cancelPause: () => void = () => {};

  constructor(parts: ProofingParts, entries: readonly LedgerEntry[]) {
    this.parts = parts;
    this.state = createSignal<ProofState>({
      report: null,
      entries,
      view: null,
      running: false,
      stale: false,
      failure: null,
      at: null,
      notice: null,
    });
  }

  /** Follows the text until the answer is called. */
  start(): () => void {
    const stop = this.parts.session.onChange(() => this.changed());
    return () => {
      this.cancelPause();
      stop();
    };
  }

  private changed(): void {
    if (!this.state.get().stale) this.set({ stale: true, notice: null });
    this.cancelPause();
    this.cancelPause = this.parts.after(PAUSE, () => void this.runInPause());
  }

  private async runInPause(): Promise<void> {
    if (this.parts.session.editor()?.isComposing() === true) this.changed();
    else await this.run().catch(() => null);
  }

  /** A pass over what stands now. The failure is shown and thrown. @throws AppError */
  async run(): Promise<Report> {
    const { session, proofreader } = this.parts;
    this.cancelPause();
    const content = session.content();
    this.set({ running: true, failure: null });
    try {
      const report = await proofreader.check(content);
      this.take(report);
      return report;
    } catch (error) {
      if (!isSuperseded(error)) this.set({ running: false, failure: toFailure(error) });
      throw error instanceof AppError ? error : new AppError("E_INTERNAL", "", { cause: error });
    }
  }

  private take(report: Report): void {
    this.parts.session.setReport(report);
    this.show(report, this.state.get().entries, { running: false, stale: false });
    this.parts.session.editor()?.marks.set(report.findings, this.open());
  }

  private show(report: Report | null, entries: readonly LedgerEntry[], more: Partial<ProofState> = {}): void {
    const view = report === null ? null : panelView(report, entries);
    this.set({ report, entries, view, at: keptPlace(view, this.state.get().at), ...more });
  }

  /** The findings nobody has decided: those that are marked in the text. */
  private open(): ReadonlySet<Finding> {
    return new Set(this.state.get().view?.groups.flatMap((group) => group.open) ?? []);
  }

  groupAt(): { readonly group: PanelGroup; readonly finding: Finding } | null {
    const { view, at } = this.state.get();
    const group = view?.groups.find((each) => each.id === at?.group);
    if (group === undefined || at === null) return null;
    return { group, finding: group.findings[at.index] ?? group.lead };
  }

  /** Makes a finding the current one and brings it into sight; the caret stays where it is. */
  goTo(place: Place | null): void {
    this.set({ at: place });
    const current = this.groupAt();
    this.parts.session.editor()?.marks.reveal(current?.finding ?? null);
  }

  /** F8 and Shift+F8: the next open finding, round the end. */
  step(by: 1 | -1): void {
    const { view, at } = this.state.get();
    const places = view?.groups.filter(isOpen).flatMap(openPlaces) ?? [];
    if (places.length === 0) return;
    const here = places.findIndex((place) => place.group === at?.group && place.index === at.index);
    const next = here < 0 ? (by === 1 ? 0 : places.length - 1) : (here + by + places.length) % places.length;
    this.goTo(places[next] ?? null);
  }

  /**
   * 采纳: changes the text by the first suggestion, all findings given in one undo step, and writes the ledger.
   * A finding whose text was edited since the pass is left for the next one.
   */
  accept(group: PanelGroup, findings: readonly Finding[]): void {
    const { session } = this.parts;
    const applied = this.apply(findings);
    if (applied.length === 0) {
      this.set({ notice: proofText.changedSince });
      return;
    }
    const entries = this.judged(group, applied, { disposition: "accept", reason: "" });
    const { report } = this.state.get();
    const left =
      report === null ? null : { ...report, findings: report.findings.filter((item) => !applied.includes(item)) };
    session.setLedger(entries);
    this.show(left, entries, { stale: true, notice: proofText.accepted(applied.length) });
    session.editor()?.marks.show(this.open());
    this.moveOn(group.id);
    void this.run().catch(() => null);
  }

  private apply(findings: readonly Finding[]): Finding[] {
    const { session } = this.parts;
    const before = session.document();
    let document = before;
    let metadata = session.state.get().metadata;
    const applied: Finding[] = [];
    for (const finding of [...findings].sort((a, b) => b.start - a.start)) {
      const suggestion = finding.suggestions[0];
      const place = { ...finding, ...(session.editor()?.marks.spanOf(finding) ?? {}) };
      if (suggestion === undefined) continue;
      const nextDocument = applySuggestion(document, place, suggestion);
      const nextMetadata = applyToMetadata(metadata, place, suggestion);
      if (nextDocument === document && nextMetadata === metadata) continue;
      document = nextDocument;
      metadata = nextMetadata;
      applied.push(finding);
    }
    if (document.blocks !== before.blocks) session.editor()?.content.patch(document.blocks);
    if (document.title !== before.title) session.setTitle(document.title);
    if (metadata !== session.state.get().metadata) session.setMetadata(metadata);
    return applied;
  }

  /** 忽略 or 转人工, for every open finding of the group. */
  judge(group: PanelGroup, disposition: "ignore" | "escalate", reason: string): void {
    const entries = this.judged(group, group.open, { disposition, reason });
    this.parts.session.setLedger(entries);
    this.show(this.state.get().report, entries, { notice: null });
    this.parts.session.editor()?.marks.show(this.open());
    this.moveOn(group.id);
  }

  takeBack(group: PanelGroup): void {
    const entries = withoutDecisions(this.state.get().entries, group.findings);
    this.parts.session.setLedger(entries);
    this.show(this.state.get().report, entries, { notice: null });
    this.parts.session.editor()?.marks.show(this.open());
    this.goTo({ group: group.id, index: 0 });
  }

  private judged(
    group: PanelGroup,
    findings: readonly Finding[],
    judgement: { readonly disposition: LedgerEntry["disposition"]; readonly reason: string },
  ): readonly LedgerEntry[] {
    const at = this.parts.clock().toISOString();
    const added = entriesFor(findings, judgement, { ...this.parts.decider, at, group: group.id });
    return withEntries(this.state.get().entries, added);
  }

  /** After a decision the next open finding is the current one. */
  private moveOn(id: string): void {
    const groups = this.state.get().view?.groups ?? [];
    const same = groups.find((group) => group.id === id && isOpen(group));
    const next = same ?? groups.find(isOpen);
    const place = next === undefined ? undefined : openPlaces(next)[0];
    this.goTo(place ?? null);
  }

  private set(change: Partial<ProofState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }
}

const openPlaces = (group: PanelGroup): Place[] =>
  group.findings.flatMap((finding, index) => (group.open.includes(finding) ? [{ group: group.id, index }] : []));

/** The current place after the groups changed: the same group if it is still there. */
function keptPlace(view: PanelView | null, at: Place | null): Place | null {
  const group = view?.groups.find((each) => each.id === at?.group);
  if (group === undefined || at === null) return null;
  return at.index < group.findings.length ? at : { group: group.id, index: 0 };
}
