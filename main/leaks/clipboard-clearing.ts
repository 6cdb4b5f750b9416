/**
 * What the workstation put on the clipboard goes after the policy's seconds, and at once when it locks or ends: a clearing
 * that waits is never forgotten by a lock (L3). What somebody copied elsewhere since then stays.
 */
import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import type { Digest } from "../../shared/schema";
import type { Notices } from "../notices";
import type { Timers } from "../timers";
import type { SystemClipboard } from "./system-clipboard";

export interface ClearingParts {
  /** Undefined where only the window reaches one. */
  readonly clipboard: SystemClipboard | undefined;
  readonly notices: Notices;
  readonly timers: Timers;
  /** Of the policy; null where nothing is cleared by time. */
  readonly seconds: () => number | null;
  readonly bug: (error: unknown) => void;
}

/** Systems end lines, and texts, each in their own way. */
export const clipboardDigest = (text: string): Digest => digestOf(utf8(text.replaceAll("\r\n", "\n").trimEnd()));

export class ClipboardClearing {
  readonly #parts: ClearingParts;
  #pending: Digest | null = null;
  #stopTimer: () => void = () => undefined;
  readonly #stopListening: () => void;

  constructor(parts: ClearingParts) {
    this.#parts = parts;
    this.#stopListening = parts.notices.listen((name, payload) => {
      if (name === "desk:session.changed" && "state" in payload && payload.state === "locked") this.#clearLater();
    });
  }

  /** The window put a text there. */
  readonly copied = (digest: Digest): void => {
    const seconds = this.#parts.seconds();
    if (seconds === null) return;
    this.#stopTimer();
    this.#pending = digest;
    this.#stopTimer = this.#parts.timers.after(seconds * 1_000, this.#clearLater);
  };

  /** Resolves when nothing of ours is left there. */
  readonly clear = async (): Promise<void> => {
    const mine = this.#pending;
    if (mine === null) return;
    this.#pending = null;
    this.#stopTimer();
    const { clipboard, notices } = this.#parts;
    // The window clears what only it can reach; in main a hanging window does not matter.
    notices.send("desk:clipboard.clear", {});
    const there = (await clipboard?.read()) ?? null;
    if (there !== null && clipboardDigest(there) === mine) await clipboard?.clear();
  };

  readonly stop = async (): Promise<void> => {
    this.#stopListening();
    await this.clear();
  };

  readonly #clearLater = (): void => void this.clear().catch(this.#parts.bug);
}
