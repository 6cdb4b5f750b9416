/**
 * One draft being written: what it is now, saving it, its versions. React draws this; it decides nothing.
 * Proofreading of the same draft lives in proofing.ts and reads the text through here.
 */
import type { Failure } from "../../../shared/failure";
import { toFailure } from "../../../shared/failure";
import { contentOf, type Content as ItemContent } from "../../../shared/model/content";
import type { ManuscriptDocument } from "../../../shared/model/manuscript";
import type { Metadata } from "../../../shared/model/metadata";
import type { Finding, Report } from "../../../shared/proofreading/finding";
import type { LedgerEntry } from "../../../shared/proofreading/ledger";
import { secrecyMarks } from "../../../shared/proofreading/secrecy";
import type { After } from "../../after";
import { addCounts, countText, type WordCount } from "../../editor/word-count";
import type { Draft, Drafts, Version } from "../../services";
import { createSignal, type Signal } from "../../signal";
import { writingText } from "../../text/writing";
import { Autosave, type SaveState } from "./autosave";
import type { EditorHandle } from "./handle";

export interface WritingState {
  readonly title: string;
  readonly metadata: Metadata;
  readonly count: WordCount;
  readonly save: SaveState;
  /** Something to tell once, e.g. a version restored; not a failure. */
  readonly notice: string | null;
  readonly failure: Failure | null;
  /** Grows with every cut version, so that the list reads anew. */
  readonly versionsRead: number;
}

export interface SessionParts {
  readonly drafts: Pick<Drafts, "save" | "cutVersion" | "versions">;
  readonly clock: () => Date;
  readonly after: After;
}

/** A report of more findings is not worth its bytes at every save; the pass is made again when the draft is opened. */
const STORED_FINDINGS = 200;

/**
 * What quotes a secrecy mark stays in this window like the mark itself (NY-15): once the mark is deleted from the text,
 * an older report or decision that still quotes it must not keep the rest from being saved.
 */
const quotesMark = ({ text, print }: Finding): boolean =>
  [text, print].some((part) => secrecyMarks(`…${part}…`).length > 0);

export class WritingSession {
  readonly state: Signal<WritingState>;
  private readonly draft: Draft;
  private readonly parts: SessionParts;
  private readonly autosave: Autosave<Draft>;
  private readonly changeListeners = new Set<() => void>();
  private handle: EditorHandle | null = null;
  private entries: readonly LedgerEntry[];
  private report: Report | null;
  private started = false;

  constructor(draft: Draft, parts: SessionParts) {
    this.draft = draft;
    this.parts = parts;
    this.entries = draft.entries;
    this.report = draft.report;
    this.state = createSignal<WritingState>({
      title: draft.document.title,
      metadata: draft.metadata,
      count: { words: 0, characters: 0 },
      save: { kind: "clean" },
      notice: null,
      failure: null,
      versionsRead: 0,
    });
    this.autosave = new Autosave({
      read: () => this.current(),
      save: (value) => parts.drafts.save(value),
      onState: (save) => this.set({ save }),
      now: () => parts.clock().getTime(),
      after: parts.after,
    });
  }

  get stage(): Draft["stage"] {
    return this.draft.stage;
  }

  get itemId(): string {
    return this.draft.itemId;
  }

  attach(handle: EditorHandle): void {
    this.handle = handle;
    this.recount();
  }

  editor(): EditorHandle | null {
    return this.handle;
  }

  /** Hears every change of text, title or metadata. */
  onChange(listener: () => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  /** The editor's text changed. */
  edited(): void {
    this.keepOpening();
    this.recount();
    this.autosave.touch();
    for (const listener of this.changeListeners) listener();
  }

  setTitle(title: string): void {
    // One line: a title with a line break has no place on the page.
    const clean = title
      .replace(/\s*[\r\n]+\s*/g, "")
      .toWellFormed()
      .slice(0, 300);
    this.set({ title: clean });
    this.edited();
  }

  /** The title has no caret any more: now its normal form may replace what was typed (E20). */
  settleTitle(): void {
    const title = this.state.get().title.normalize("NFC").trim();
    if (title !== this.state.get().title) this.setTitle(title);
  }

  setMetadata(metadata: Metadata): void {
    this.set({ metadata });
    this.edited();
  }

  setLedger(entries: readonly LedgerEntry[]): void {
    this.entries = entries;
    this.keepOpening();
    this.autosave.touch();
  }

  setReport(report: Report | null): void {
    this.report = report;
  }

  document(): ManuscriptDocument {
    const title = this.state.get().title.normalize("NFC");
    return { title, blocks: this.handle?.content.blocks() ?? this.draft.document.blocks };
  }

  content(): ItemContent {
    return contentOf(this.document(), this.state.get().metadata);
  }

  /** The draft as it stands. */
  current(): Draft {
    const { report } = this;
    const storable = report !== null && report.findings.length <= STORED_FINDINGS && !report.findings.some(quotesMark);
    return {
      ...this.draft,
      document: this.document(),
      metadata: this.state.get().metadata,
      entries: this.entries.filter(({ finding }) => !quotesMark(finding)),
      report: storable ? report : null,
      updatedAt: this.parts.clock().toISOString(),
    };
  }

  flush(): Promise<SaveState> {
    return this.autosave.flush();
  }

  tell(notice: string | null): void {
    this.set({ notice, failure: null });
  }

  fail(error: unknown): void {
    this.set({ failure: toFailure(error) });
  }

  clearFailure(): void {
    this.set({ failure: null });
  }

  /** Cuts a version of what stands now (E13). A failure is shown, and answered by false; the text itself is saved as ever. */
  async cut(reason: string): Promise<boolean> {
    try {
      await this.parts.drafts.cutVersion(this.current(), reason);
      this.set({ versionsRead: this.state.get().versionsRead + 1 });
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** Ctrl+S: writes now and leaves a version. */
  async saveByHand(): Promise<void> {
    const saved = await this.flush();
    if (saved.kind !== "unsaved") await this.cut(writingText.versions.reasons.save);
  }

  versions(): Promise<readonly Version[]> {
    return this.parts.drafts.versions(this.draft.itemId);
  }

  /** Puts an older version in place as one undo step, once what stands now is a version itself; else nothing happens. */
  async restore(version: Version, time: string): Promise<void> {
    if (!(await this.cut(writingText.versions.reasons.restore))) return;
    this.handle?.content.restore(version.document.blocks);
    this.set({ title: version.document.title, metadata: version.metadata });
    this.edited();
    await this.flush();
    this.tell(writingText.versions.restored(time));
  }

  /** The state before the first edit always exists as a version (E13). */
  private keepOpening(): void {
    if (this.started) return;
    this.started = true;
    const { title, blocks } = this.draft.document;
    if (title !== "" || blocks.length > 0) void this.cutOpening();
  }

  private async cutOpening(): Promise<void> {
    try {
      const known = await this.versions();
      if (known.length === 0) await this.parts.drafts.cutVersion(this.draft, writingText.versions.reasons.opened);
      this.set({ versionsRead: this.state.get().versionsRead + 1 });
    } catch (error) {
      this.fail(error);
    }
  }

  private recount(): void {
    const body = this.handle?.content.count() ?? { words: 0, characters: 0 };
    this.set({ count: addCounts(body, countText(this.state.get().title)) });
  }

  private set(change: Partial<WritingState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }
}
