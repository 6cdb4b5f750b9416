/**
 * Proofreading of the draft in hand: machine passes after each pause, the current finding, decisions into the ledger.
 * Nothing here touches the text while a composition is open (E20).
 */
import { AppError, type Failure, toFailure } from "../../../shared/failure";
import { textBlocks } from "../../../shared/proofreading/blocks";
import type { Finding, Report } from "../../../shared/proofreading/finding";
import { followed, keyOf, type LedgerEntry } from "../../../shared/proofreading/ledger";
import type { TextBlock } from "../../../shared/proofreading/rule";
import type { After } from "../../after";
import type { DictionaryWord } from "../../proof/dictionary";
import { DICTIONARY_GROUP } from "../../proof/dictionary-findings";
import {
  type Decider,
  entriesFor,
  isOpen,
  type Judgement,
  type PanelGroup,
  type PanelView,
  panelView,
  withEntries,
  withoutDecisions,
} from "../../proof/dispositions";
import { everything, type Filter, shownGroups } from "../../proof/filter";
import { isSuperseded } from "../../proof/proofreader";
import type { SecondOpinion } from "../../proof/second-opinion";
import type { Proofreader } from "../../services";
import { createSignal, type Signal } from "../../signal";
import { proofText, writingText } from "../../text/writing";
import { applied } from "./application";
import { localPass } from "./local-pass";
import type { WritingSession } from "./session";

/** The place in the panel: a group and one finding of it. */
export interface Place {
  readonly group: string;
  readonly index: number;
}

export interface ProofState {
  readonly report: Report | null;
  /** The text the report speaks of. */
  readonly blocks: readonly TextBlock[];
  /** Findings of this machine alone: dictionaries, a second engine. */
  readonly local: readonly Finding[];
  /** Keys of findings that the second engine has too. */
  readonly agreed: ReadonlySet<string>;
  readonly second: SecondOpinion | null;
  readonly filter: Filter;
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
  /** The person's dictionary; a change is seen at once. */
  readonly words?: Signal<readonly DictionaryWord[]>;
}

/** Rest after the last change before a pass starts. The findings are drawn within 100 ms of it for an ordinary text. */
const PAUSE = 250;

export class Proofing {
  readonly state: Signal<ProofState>;
  private readonly parts: ProofingParts;
  private cancelPause: () => void = () => {};
  private readonly reopened = new Set<string>();

  constructor(parts: ProofingParts, entries: readonly LedgerEntry[]) {
    this.parts = parts;
    this.state = createSignal<ProofState>({
      report: null,
      blocks: [],
      local: [],
      agreed: new Set(),
      second: null,
      filter: everything,
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
    const unheard = this.parts.words?.subscribe(() => this.judgeAgain());
    return () => {
      this.cancelPause();
      stop();
      unheard?.();
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
      this.take(report, textBlocks(content));
      return report;
    } catch (error) {
      if (!isSuperseded(error)) this.set({ running: false, failure: toFailure(error) });
      throw error instanceof AppError ? error : new AppError("E_INTERNAL", "", { cause: error });
    }
  }

  private take(report: Report, blocks: readonly TextBlock[]): void {
    this.parts.session.setReport(report);
    this.follow(report, blocks);
    this.judgeAgain({ running: false, stale: false });
  }

  /** Decisions go with their sentence when a paragraph was split or joined since the last pass (R7). */
  private follow(report: Report, blocks: readonly TextBlock[]): void {
    const { entries: old, blocks: before } = this.state.get();
    const entries = followed(old, report.findings, { before, after: blocks });
    if (entries !== old) this.parts.session.setLedger(entries);
    this.set({ report, blocks, entries });
  }

  /** What the second engine said; null takes it away. */
  hear(second: SecondOpinion | null): void {
    this.set({ second });
    this.judgeAgain();
  }

  /** The report again with what this machine adds: after a pass, a word more in the dictionary, a second opinion. */
  private judgeAgain(more: Partial<ProofState> = {}): void {
    const { report, blocks, entries, second } = this.state.get();
    if (report === null) return;
    const decider = { ...this.parts.decider, at: this.parts.clock().toISOString() };
    const words = this.parts.words?.get() ?? [];
    const { reopened } = this;
    const outcome = localPass({ report, blocks, entries, words, second, reopened, decider });
    if (outcome.entries !== entries) this.parts.session.setLedger(outcome.entries);
    this.set({ local: outcome.local, agreed: outcome.agreed });
    this.show(report, outcome.entries, more);
    this.parts.session.editor()?.marks.set([...report.findings, ...outcome.local], this.open());
  }

  private show(report: Report | null, entries: readonly LedgerEntry[], more: Partial<ProofState> = {}): void {
    const { local } = { ...this.state.get(), ...more };
    const view = report === null ? null : panelView({ ...report, findings: [...report.findings, ...local] }, entries);
    this.set({ report, entries, view, at: keptPlace(view, this.state.get().at), ...more });
  }

  /** The findings nobody has decided: those that are marked in the text. */
  private open(): ReadonlySet<Finding> {
    const { view, filter } = this.state.get();
    return new Set(shownGroups(view?.groups ?? [], { ...everything, hints: filter.hints }).flatMap(({ open }) => open));
  }

  /** What the panel shows and F8 walks; hidden hints are not marked in the text either. */
  setFilter(filter: Filter): void {
    this.set({ filter });
    this.parts.session.editor()?.marks.show(this.open());
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
    const { view, at, filter } = this.state.get();
    const places = shownGroups(view?.groups ?? [], filter)
      .filter(isOpen)
      .flatMap(openPlaces);
    if (places.length === 0) return;
    const here = places.findIndex((place) => place.group === at?.group && place.index === at.index);
    const next = here < 0 ? (by === 1 ? 0 : places.length - 1) : (here + by + places.length) % places.length;
    this.goTo(places[next] ?? null);
  }

  /**
   * 采纳: changes the text by the suggestion of this index, all findings in one undo step, and writes the ledger.
   * A finding whose text was edited since the pass is left for the next one.
   */
  accept(group: PanelGroup, findings: readonly Finding[], choice = 0): void {
    if (this.write(findings, group.id, choice)) this.moveOn(group.id);
  }

  /** 全部采纳 (R8): a version first (E13), then all in one undo step; the ledger shows that it was one decision. */
  async acceptMany(findings: readonly Finding[]): Promise<void> {
    await this.parts.session.cut(writingText.versions.reasons.bulk);
    if (this.write(findings, `bulk-${this.parts.clock().getTime()}`)) this.goTo(null);
  }

  private write(findings: readonly Finding[], group: string, choice = 0): boolean {
    const { session } = this.parts;
    const done = applied(session, findings, choice);
    if (done.length === 0) {
      this.set({ notice: proofText.changedSince });
      return false;
    }
    const reason = choice === 0 ? "" : proofText.chosen(done[0]?.suggestions[choice] ?? "");
    const entries = this.judged(group, done, { disposition: "accept", reason });
    const { report, local } = this.state.get();
    const left =
      report === null ? null : { ...report, findings: report.findings.filter((item) => !done.includes(item)) };
    session.setLedger(entries);
    const rest = local.filter((item) => !done.includes(item));
    this.show(left, entries, { local: rest, stale: true, notice: proofText.accepted(done.length) });
    session.editor()?.marks.show(this.open());
    void this.run().catch(() => null);
    return true;
  }

  /** 忽略 or 转人工, for every open finding of the group or for some of them. */
  judge(group: PanelGroup, judgement: Judgement, findings = group.open): void {
    const entries = this.judged(group.id, findings, judgement);
    this.parts.session.setLedger(entries);
    this.show(this.state.get().report, entries, { notice: null });
    this.parts.session.editor()?.marks.show(this.open());
    this.moveOn(group.id);
  }

  takeBack(group: PanelGroup): void {
    for (const { finding, group: by } of this.state.get().entries)
      if (by === DICTIONARY_GROUP && group.findings.some((each) => keyOf(each) === keyOf(finding)))
        this.reopened.add(keyOf(finding));
    const entries = withoutDecisions(this.state.get().entries, group.findings);
    this.parts.session.setLedger(entries);
    this.show(this.state.get().report, entries, { notice: null });
    this.parts.session.editor()?.marks.show(this.open());
    this.goTo({ group: group.id, index: 0 });
  }

  private judged(group: string, findings: readonly Finding[], judgement: Judgement): readonly LedgerEntry[] {
    const at = this.parts.clock().toISOString();
    const added = entriesFor(findings, judgement, { ...this.parts.decider, at, group });
    return withEntries(this.state.get().entries, added);
  }

  /** After a decision the next open finding is the current one. */
  private moveOn(id: string): void {
    const groups = shownGroups(this.state.get().view?.groups ?? [], this.state.get().filter);
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
