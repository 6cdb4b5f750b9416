/**
 * The policy of a running workstation (L4, BD-2): gathers from every source, lets `shared/policy` decide, and tells when
 * what holds has changed. A source that fails later keeps what it last said; at the start, the machine's own must be sound.
 */
import type { Failure } from "../../shared/failure";
import type { PushedDocument } from "../../shared/http/policy";
import type { Policy } from "../../shared/model/policy";
import { combine, running } from "../../shared/policy/combine";
import { effectivePolicy, type LevelDocument, type Resolution } from "../../shared/policy/resolve";
import type { Timers } from "../timers";
import type { PolicyBook } from "./policy-book";

export interface PolicyStanding {
  /** What is gone by now. */
  readonly policy: Policy;
  readonly running: Resolution;
  /** What will be gone by after a restart. */
  readonly next: Resolution;
  /** What an administrator has to mend; what holds is not touched by it. */
  readonly troubles: readonly Failure[];
}

export type PolicyListener = (now: PolicyStanding, before: PolicyStanding) => void;

/** What everything else sees of it. */
export interface ManagedPolicy {
  readonly now: () => PolicyStanding;
  /** Answers the undo. */
  readonly listen: (listener: PolicyListener) => () => void;
  /** `bug` is told what is nobody's fault but ours. */
  readonly start: (bug: (error: unknown) => void) => void;
  readonly stop: () => void;
}

export interface UnitPolicies {
  /** Hash of the unit's policy in hand; null without one. */
  readonly unitHash: (site: string) => string | null;
  /** The store of another site was opened: its unit's policy holds from now on. */
  readonly openSite: (site: string) => Promise<void>;
  /** What the platform pushed. A refused one is told among the troubles. */
  readonly takeUnit: (site: string, pushed: PushedDocument) => Promise<void>;
}

/** A file and its signature are put in place one after the other: what fails is looked at once more. */
const SETTLE_MS = 1_500;

export interface PolicyWatchOptions {
  readonly book: PolicyBook;
  readonly timers: Timers;
}

export class WatchedPolicy implements ManagedPolicy, UnitPolicies {
  readonly #options: PolicyWatchOptions;
  readonly #atStart: Resolution;
  readonly #listeners = new Set<PolicyListener>();
  #standing: PolicyStanding;
  #undo: (() => void)[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  /** A refresh waits already: whatever changes until it begins is seen by it. */
  #queued = false;
  #cancelSettling: () => void = () => undefined;
  #bug: (error: unknown) => void = () => undefined;

  constructor(options: PolicyWatchOptions) {
    this.#options = options;
    const { resolution } = combine(options.book.documents());
    this.#atStart = resolution;
    this.#standing = standingOf(options.book, resolution);
  }

  readonly now = (): PolicyStanding => this.#standing;

  readonly listen = (listener: PolicyListener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly start = (bug: (error: unknown) => void): void => {
    this.#bug = bug;
    this.#undo = this.#options.book.sources().map((source) => source.watch(() => this.#changed()));
  };

  readonly stop = (): void => {
    for (const undo of this.#undo) undo();
    this.#undo = [];
    this.#cancelSettling();
  };

  readonly machineIssue = () => this.#options.book.machineIssue();

  readonly unitHash = (site: string): string | null => this.#options.book.unitHash(site);

  readonly openSite = (site: string): Promise<void> => this.#alone(() => this.#options.book.openSite(site));

  readonly takeUnit = (site: string, pushed: PushedDocument): Promise<void> =>
    this.#alone(() => this.#options.book.takeUnit(site, pushed));

  /** Reads every source again, in its turn. */
  readonly refresh = (): Promise<void> => {
    if (this.#queued) return this.#turn.then(() => undefined);
    this.#queued = true;
    return this.#alone(() => {
      this.#queued = false;
      return this.#options.book.readAll();
    });
  };

  #changed(): void {
    const seen = this.refresh().then(() => {
      if (this.#standing.troubles.length === 0) return;
      this.#cancelSettling();
      this.#cancelSettling = this.#options.timers.after(SETTLE_MS, () => void this.refresh().catch(this.#bug));
    });
    seen.catch(this.#bug);
  }

  #alone(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work).then(() => this.#tell());
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #tell(): void {
    const before = this.#standing;
    const after = standingOf(this.#options.book, this.#atStart);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.#standing = after;
    for (const listener of this.#listeners) listener(after, before);
  }
}

function standingOf(book: PolicyBook, atStart: Resolution): PolicyStanding {
  const { resolution, left } = combine(book.documents());
  const now = running(atStart, resolution);
  const contradictory = left.map(({ document, faults }) => contradiction(document, faults));
  return {
    policy: effectivePolicy(now),
    running: now,
    next: resolution,
    troubles: [...book.troubles(), ...contradictory],
  };
}

function contradiction({ place }: LevelDocument, faults: readonly { key: string; words: string }[]): Failure {
  const words = faults.map((fault) => `“${fault.key}”${fault.words}`).join("；");
  return { code: "E_POLICY_INVALID", detail: `${place}：与上级策略合起来，${words}`.slice(0, 480) };
}

/** For a desk whose policy is handed to it: nothing is watched, nothing changes. */
export function fixedPolicy(resolution: Resolution): ManagedPolicy {
  const policy = effectivePolicy(resolution);
  const standing = { policy, running: resolution, next: resolution, troubles: [] };
  return { now: () => standing, listen: () => () => undefined, start: () => undefined, stop: () => undefined };
}
