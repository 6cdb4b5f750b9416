/** A history told step by step in a test. Every step must be allowed by `decide`; the last, doubtful one is `attempt`ed. */
import type { Actor } from "../../model/person";
import type { Course } from "../course";
import { type Decide, type Decision, decide } from "../decide";
import type { Action, History, HistoryEntry } from "../history";
import type { Profile } from "../profile";
import { trace } from "../replay";
import {
  proposeEdit,
  proposeLayout,
  proposePass,
  proposeRelease,
  proposeReturn,
  proposeSign,
  proposeTakedown,
} from "./proposals";

export type Propose = (scene: { actor: Actor; course: Course; profile: Profile; number: number }) => Action;

export class Story {
  readonly profile: Profile;
  readonly #entries: HistoryEntry[] = [];

  constructor(profile: Profile) {
    this.profile = profile;
  }

  get history(): History {
    return [...this.#entries];
  }

  get course(): Course {
    return trace(this.#entries, this.profile);
  }

  /** Appends an action that must be allowed. @throws Error with the refusal otherwise. */
  does(actor: Actor, propose: Propose): this {
    const action = this.#proposed(actor, propose);
    const decision = decide(action, actor, this.history, this.profile);
    if (!decision.allowed) throw new Error(`${actor.name} ${action.kind}: ${decision.code} ${decision.reason}`);
    const seq = this.#entries.length;
    this.#entries.push({ seq, at: timeOf(seq), actor, action });
    return this;
  }

  /** What a decision says of one more action; nothing is appended. */
  attempt(actor: Actor, propose: Propose, by: Decide = decide): Decision {
    return by(this.#proposed(actor, propose), actor, this.history, this.profile);
  }

  /** Text and the machine pass on it. */
  writes(actor: Actor, change: Parameters<typeof proposeEdit>[2] = {}): this {
    return this.does(actor, edit(change)).does(actor, pass());
  }

  /** Signs the next steps in turn, each with its sample page when the step needs one. */
  signs(...actors: readonly Actor[]): this {
    for (const actor of actors) {
      const { next, layoutHash } = this.course;
      const step = this.profile.review.steps.find((candidate) => candidate.id === next);
      if (step?.layout === true && layoutHash === null) this.does(actor, layout());
      this.does(actor, sign());
    }
    return this;
  }

  #proposed(actor: Actor, propose: Propose): Action {
    return propose({ actor, course: this.course, profile: this.profile, number: 1_000 + this.#entries.length });
  }
}

export const timeOf = (seq: number): string => new Date(Date.UTC(2026, 0, 5, 1, seq)).toISOString();

export const edit =
  (change: Parameters<typeof proposeEdit>[2] = {}): Propose =>
  ({ course, number }) =>
    proposeEdit(course, number, change);
export const pass =
  (change: Parameters<typeof proposePass>[2] = {}): Propose =>
  ({ course, number }) =>
    proposePass(course, number, change);
export const sign =
  (change: Parameters<typeof proposeSign>[1] = {}): Propose =>
  (scene) =>
    proposeSign(scene, change);
export const sendBack =
  (change: Parameters<typeof proposeReturn>[1] = {}): Propose =>
  (scene) =>
    proposeReturn(scene, change);
export const layout =
  (change: Parameters<typeof proposeLayout>[2] = {}): Propose =>
  ({ course, number }) =>
    proposeLayout(course, number, change);
export const ingest =
  (change: Parameters<typeof proposeRelease>[2] = {}): Propose =>
  ({ course }) =>
    proposeRelease(course, "ingest", change);
export const publish =
  (change: Parameters<typeof proposeRelease>[2] = {}): Propose =>
  ({ course }) =>
    proposeRelease(course, "publish", change);
export const takeDown =
  (change: Parameters<typeof proposeTakedown>[1] = {}): Propose =>
  (scene) =>
    proposeTakedown(scene, change);
