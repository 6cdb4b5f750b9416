/** Random histories: a walk that mostly tries what helps and often what must not be; only what `decide` allows is kept. */
import type { Actor } from "../../model/person";
import { type Course, stepOf } from "../course";
import { decideWith, verdict } from "../decide";
import { acceptedRoles } from "../duty";
import type { Action, History, HistoryEntry } from "../history";
import type { Profile } from "../profile";
import { advance, trace } from "../replay";
import type { Rule } from "../rules";
import {
  digestNumber,
  proposeEdit,
  proposeLayout,
  proposePass,
  proposeRelease,
  proposeReturn,
  proposeSign,
  proposeTakedown,
} from "./proposals";
import type { Random } from "./random";
import { timeOf } from "./story";

export interface Stage {
  readonly profile: Profile;
  readonly cast: readonly Actor[];
  readonly random: Random;
  readonly rules: readonly Rule[];
  /** How many actions are tried. */
  readonly tries: number;
}

export interface Moment {
  readonly history: History;
  /** Why the moment is judged: the item became 可发布, or it was released. */
  readonly event: "approved" | "ingest" | "publish" | "takedown";
}

interface Attempt {
  readonly actor: Actor;
  readonly action: Action;
}

/**
 * Walks once, carrying the course along; every fourth thing allowed is decided again from the whole history. `judge` sees every
 * moment at which something could have slipped through. True when 可发布 was reached.
 */
export function walk(stage: Stage, judge: (moment: Moment) => void): boolean {
  const entries: HistoryEntry[] = [];
  let course = trace([], stage.profile);
  let reached = false;
  const whole = decideWith(stage.rules);
  for (let attempt = 0; attempt < stage.tries; attempt += 1) {
    const { actor, action } = propose(stage, course, 1 + attempt);
    if (!verdict(stage.rules, action, { actor, course, profile: stage.profile }).allowed) continue;
    if (attempt % 4 === 0 && !whole(action, actor, entries, stage.profile).allowed) {
      throw new Error("the replayed history says otherwise");
    }
    const entry = { seq: entries.length, at: timeOf(attempt), actor, action };
    entries.push(entry);
    const before = course.phase;
    course = advance(course, entry, stage.profile);
    const approved = course.phase === "approved" && before !== "approved";
    reached ||= approved;
    if (approved) judge({ history: entries, event: "approved" });
    const { kind } = action;
    if (kind === "ingest" || kind === "publish" || kind === "takedown") judge({ history: entries, event: kind });
  }
  return reached;
}

function propose(stage: Stage, course: Course, number: number): Attempt {
  return stage.random.chance(0.8) ? helpful(stage, course, number) : disturbing(stage, course, number);
}

/** What a well-meaning office would do next, by someone who at least holds the role. */
function helpful(stage: Stage, course: Course, number: number): Attempt {
  const { cast, profile, random } = stage;
  const step = stepOf(profile, course.next);
  if (course.contentHash === null) return written(stage, course, number);
  if (course.phase === "approved" || course.phase === "in-repository") {
    const kind = course.phase === "approved" ? "ingest" : "publish";
    return { actor: holder(stage, profile.review.publisherRoles), action: proposeRelease(course, kind) };
  }
  if (course.phase === "published" && random.chance(0.3)) {
    const actor = holder(stage, profile.review.publisherRoles);
    return { actor, action: proposeTakedown({ actor, course, profile, number }) };
  }
  if (course.phase === "returned" || course.phase === "published" || step === null)
    return written(stage, course, number);
  const actor = holder(stage, acceptedRoles(step, course.facts));
  if (course.pass === null) return { actor, action: proposePass(course, number) };
  if (step.mayEdit && random.chance(0.15)) return { actor, action: proposeEdit(course, number) };
  if (step.layout && course.layoutHash === null)
    return { actor: random.pick(cast), action: proposeLayout(course, number) };
  return { actor, action: proposeSign({ actor, course, profile, number }) };
}

/** What must not be, or not now: other people, other steps, other hashes, missing ticks, open findings. */
function disturbing(stage: Stage, course: Course, number: number): Attempt {
  const { cast, profile, random } = stage;
  const actor = random.pick(cast);
  const scene = { actor, course, profile, number };
  const stale = digestNumber(Math.floor(random.next() * number));
  const role = random.pick(actor.roles);
  const tries: readonly (() => Action)[] = [
    () => proposeEdit(course, number, { important: random.chance(0.3) }),
    () => proposePass(course, number, { undecided: { block: 1, error: 0, warning: 0 } }),
    () => proposePass(course, number, { undecided: { block: 0, error: 1, warning: 0 } }),
    () => proposePass(course, number, { ignoredBlocks: 1 }),
    () => proposeSign(scene),
    () => proposeSign(scene, { role }),
    () => proposeSign(scene, { step: random.pick(profile.review.steps).id }),
    () => proposeSign(scene, { contentHash: stale }),
    () => proposeSign(scene, { gates: [] }),
    () => proposeSign(scene, { layoutHash: stale }),
    () => proposeSign(scene, { checks: [], note: "" }),
    () => proposeReturn(scene),
    () => proposeReturn(scene, { contentHash: stale }),
    () => proposeLayout(course, number),
    () => proposeRelease(course, "ingest"),
    () => proposeRelease(course, "publish"),
    () => proposeRelease(course, "publish", { repoId: "repo-9" }),
    () => proposeTakedown(scene),
    () => proposeTakedown(scene, { role: "来访者" }),
    () => proposeTakedown(scene, { repoId: "repo-9" }),
    () => proposeTakedown(scene, { contentHash: stale }),
  ];
  return { actor, action: random.pick(tries)() };
}

function written(stage: Stage, course: Course, number: number): Attempt {
  const { cast, profile, random } = stage;
  const authors = cast.filter((actor) => course.authors.includes(actor.personId));
  const first = profile.review.steps[0];
  const actor = authors.length > 0 ? random.pick(authors) : holder(stage, first?.roles ?? []);
  const itemType = random.pick(["news", "notice", "policy", "reprint"]);
  return { actor, action: proposeEdit(course, number, { itemType, important: random.chance(0.3) }) };
}

function holder({ cast, random }: Stage, roles: readonly string[]): Actor {
  return random.pick(cast.filter((actor) => actor.roles.some((role) => roles.includes(role))));
}
