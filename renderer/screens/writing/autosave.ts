/**
 * Autosave: the first change after a rest is written at once, the following ones at most 400 ms after the last write began,
 * so that no keystroke waits longer than 500 ms (design: loss bound). One write at a time; the newest text wins.
 */
import { type Failure, toFailure } from "../../../shared/failure";
import { failures } from "../../../shared/failure-rows";
import type { After } from "../../after";

export type SaveState =
  | { readonly kind: "clean" }
  | { readonly kind: "pending" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly at: string }
  | { readonly kind: "unsaved"; readonly failure: Failure };

export interface AutosaveParts<T> {
  readonly read: () => T;
  readonly save: (value: T) => Promise<{ readonly savedAt: string }>;
  readonly onState: (state: SaveState) => void;
  readonly now: () => number;
  readonly after: After;
}

const INTERVAL = 400;
/** A failure that may pass by itself (journal busy) is tried again; one a person must mend waits for the next change. */
const RETRY = 2_000;

export class Autosave<T> {
  private readonly parts: AutosaveParts<T>;
  private dirty = false;
  private lastStart = Number.NEGATIVE_INFINITY;
  private cancelTimer: (() => void) | null = null;
  private writing: Promise<SaveState> | null = null;
  private state: SaveState = { kind: "clean" };

  constructor(parts: AutosaveParts<T>) {
    this.parts = parts;
  }

  /** Something changed. */
  touch(): void {
    this.dirty = true;
    if (this.writing === null && this.state.kind !== "unsaved") this.show({ kind: "pending" });
    this.schedule(Math.max(0, INTERVAL - (this.parts.now() - this.lastStart)));
  }

  /** Writes everything now; resolves when it is on disk or has failed. */
  async flush(): Promise<SaveState> {
    this.cancel();
    if (this.writing !== null) await this.writing;
    if (this.dirty) await this.write();
    return this.state;
  }

  private schedule(delay: number): void {
    if (this.cancelTimer !== null || this.writing !== null) return;
    this.cancelTimer = this.parts.after(delay, () => {
      this.cancelTimer = null;
      void this.write();
    });
  }

  private cancel(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  private async write(): Promise<SaveState> {
    this.writing ??= this.attempt();
    const state = await this.writing;
    return state;
  }

  private async attempt(): Promise<SaveState> {
    this.cancel();
    this.dirty = false;
    this.lastStart = this.parts.now();
    if (this.state.kind !== "unsaved") this.show({ kind: "saving" });
    const state = await this.outcome();
    this.writing = null;
    if (state.kind === "unsaved") this.dirty = true;
    this.show(this.dirty && state.kind === "saved" ? { kind: "pending" } : state);
    this.goOn(state);
    return state;
  }

  private async outcome(): Promise<SaveState> {
    try {
      const { savedAt } = await this.parts.save(this.parts.read());
      return { kind: "saved", at: savedAt };
    } catch (error) {
      return { kind: "unsaved", failure: toFailure(error) };
    }
  }

  private goOn(state: SaveState): void {
    if (!this.dirty) return;
    if (state.kind !== "unsaved") this.schedule(Math.max(0, INTERVAL - (this.parts.now() - this.lastStart)));
    else if (failures[state.failure.code].retry === "later") this.schedule(RETRY);
  }

  private show(state: SaveState): void {
    this.state = state;
    this.parts.onState(state);
  }
}
