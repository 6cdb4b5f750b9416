/**
 * An independent judge of histories, written from the floors of requirements 2.6.3 and 3.2 and from the clauses,
 * with its own tables and without calling the workflow. It reads raw entries and says what should never have been.
 */
import type { Action, HistoryEntry } from "../history";
import type { Moment } from "./walk";

/** The model of a city, as a reader of its regulation would write it down. */
export interface Model {
  readonly order: readonly string[];
  readonly posts: Readonly<Record<string, readonly string[]>>;
  /** Post that must sign the last review for such items. */
  readonly raised: { readonly types: readonly string[]; readonly post: string } | null;
  readonly gates: readonly string[];
  /** Step at which its reviewer may correct the text. */
  readonly correctedAt: string | null;
  readonly authorAt: readonly string[];
  readonly shared: readonly string[];
  readonly publishers: readonly string[];
  readonly machineAt: readonly string[];
}

const fullOrder = ["review-1", "review-2", "secrecy", "review-3", "proof-1", "proof-2", "proof-3"];

export const models: Readonly<Record<"base" | "luan" | "tongnan", Model>> = {
  luan: {
    order: ["review-1", "review-2", "review-3"],
    posts: { "review-1": ["编辑员"], "review-2": ["审核员"], "review-3": ["相关负责人"] },
    raised: { types: [], post: "主要负责人" },
    gates: ["政治", "法律", "政策", "保密", "舆情"],
    correctedAt: null,
    authorAt: ["review-1"],
    shared: [],
    publishers: ["发布员", "审核发布人员"],
    machineAt: ["review-1", "review-2", "review-3"],
  },
  tongnan: {
    order: fullOrder,
    posts: {
      "review-1": ["信息员"],
      "review-2": ["分管负责人"],
      secrecy: ["保密审查员"],
      "review-3": ["主要负责人"],
      "proof-1": ["网站管理员", "信息员"],
      "proof-2": ["科室负责人"],
      "proof-3": ["分管负责人"],
    },
    raised: null,
    gates: ["政治", "法律", "政策", "保密", "文字", "舆情"],
    correctedAt: "review-2",
    authorAt: ["review-1", "proof-1"],
    shared: ["review-1=proof-1", "review-2=proof-3"],
    publishers: ["网站管理员"],
    machineAt: ["review-1", "review-2", "proof-3"],
  },
  base: {
    order: fullOrder,
    posts: {
      "review-1": ["编辑员"],
      "review-2": ["审核员"],
      secrecy: ["保密审查员"],
      "review-3": ["相关负责人"],
      "proof-1": ["网站管理员"],
      "proof-2": ["科室负责人"],
      "proof-3": ["审核员"],
    },
    raised: { types: ["policy", "notice"], post: "主要负责人" },
    gates: ["政治", "法律", "政策", "保密", "文字", "舆情"],
    correctedAt: "review-2",
    authorAt: ["review-1"],
    shared: [],
    publishers: ["发布员", "审核发布人员"],
    machineAt: ["review-1", "review-2", "proof-3"],
  },
};

interface Mark {
  readonly action: Extract<Action, { kind: "sign" }>;
  readonly entry: HistoryEntry;
  /** What lay there when it was signed. */
  readonly text: string;
  readonly posts: readonly string[];
  readonly clean: boolean;
  readonly ignored: boolean;
  readonly wasAuthor: boolean;
}

interface Reading {
  marks: Mark[];
  authors: Set<string>;
  correctors: { step: string; person: string }[];
  text: string;
  page: string | null;
  type: string;
  important: boolean;
  clean: boolean;
  ignored: boolean;
  hands: HistoryEntry[];
  /** Taken down, and not written anew since. */
  down: boolean;
}

/** Everything wrong with the moment; empty when the floors held. */
export function complaints(moment: Moment, model: Model): string[] {
  const reading = read(moment.history, model);
  return [...structure(reading, model), ...persons(reading, model), ...release(moment, reading, model)];
}

function read(history: readonly HistoryEntry[], model: Model): Reading {
  const reading: Reading = {
    marks: [],
    authors: new Set(),
    correctors: [],
    text: "",
    page: null,
    type: "",
    important: false,
    clean: false,
    ignored: false,
    hands: [],
    down: false,
  };
  for (const entry of history) take(reading, entry, model);
  return reading;
}

function take(reading: Reading, entry: HistoryEntry, model: Model): void {
  const { action } = entry;
  if (action.kind !== "layout") reading.hands.push(entry);
  if (action.kind === "edit") takeEdit(reading, entry, model);
  if (action.kind === "machine-pass") {
    const { block, error, warning } = action.undecided;
    reading.clean = action.contentHash === reading.text && block + error + warning === 0;
    reading.ignored = action.ignoredBlocks > 0;
  }
  if (action.kind === "sign") {
    const { text, clean, ignored } = reading;
    const posts = postsAt(reading, action.step, model);
    reading.marks.push({ action, entry, text, posts, clean, ignored, wasAuthor: isAuthor(reading, entry) });
  }
  if (action.kind === "return") forget(reading);
  if (action.kind === "takedown") reading.down = true;
  if (action.kind === "layout" && action.layoutHash !== reading.page) {
    reading.page = action.layoutHash;
    reading.marks = reading.marks.filter((mark) => !mark.action.step.startsWith("proof"));
  }
}

function takeEdit(reading: Reading, entry: HistoryEntry, model: Model): void {
  const { action, actor } = entry;
  if (action.kind !== "edit") return;
  const step = model.correctedAt;
  const permitted =
    step !== null &&
    reading.marks.length > 0 &&
    model.order[reading.marks.length] === step &&
    !isAuthor(reading, entry) &&
    actor.roles.some((role) => postsAt(reading, step, model).includes(role)) &&
    !reading.marks.some((mark) => mark.entry.actor.personId === actor.personId) &&
    reading.type === action.itemType &&
    (action.important || !reading.important);
  if (permitted) reading.correctors.push({ step, person: actor.personId });
  else {
    forget(reading);
    reading.down = false;
    reading.authors.add(actor.personId);
  }
  reading.text = action.contentHash;
  reading.type = action.itemType;
  reading.important = action.important;
  reading.clean = false;
  reading.ignored = false;
}

function forget(reading: Reading): void {
  reading.marks = [];
  reading.correctors = [];
  reading.page = null;
}

function isAuthor(reading: Reading, entry: HistoryEntry): boolean {
  return reading.authors.has(entry.actor.personId);
}

function postsAt(reading: Reading, step: string, { posts, raised }: Model): readonly string[] {
  const high = raised !== null && (reading.important || raised.types.includes(reading.type));
  return high && step === "review-3" ? [raised.post] : (posts[step] ?? []);
}

/** Levels complete, in order, on the same standing content and page, gates ticked, machine pass clean. */
function structure(reading: Reading, model: Model): string[] {
  const found: string[] = [];
  const steps = reading.marks.map((mark) => mark.action.step);
  if (steps.join() !== model.order.join()) found.push(`levels ${steps.join()}`);
  const firstBound = reading.correctors.length === 0 ? 0 : model.order.indexOf(reading.correctors[0]?.step ?? "");
  reading.marks.forEach((mark, place) => {
    const { action } = mark;
    if (action.contentHash !== mark.text) found.push(`${action.step} signed other content`);
    if (place >= firstBound && action.contentHash !== reading.text) found.push(`${action.step} does not stand`);
    if (action.step.startsWith("proof") && (reading.page === null || action.layoutHash !== reading.page)) {
      found.push(`${action.step} on another page`);
    }
    if (action.step.startsWith("review") && !model.gates.every((gate) => action.gates.includes(gate))) {
      found.push(`${action.step} without its gates`);
    }
    if (model.machineAt.includes(action.step) && !mark.clean) found.push(`${action.step} without a clean pass`);
    if (mark.ignored && mark.wasAuthor) found.push(`${action.step} by the author over ignored block findings`);
  });
  return found;
}

/** Who signed what, compared by person. */
function persons(reading: Reading, model: Model): string[] {
  const found: string[] = [];
  const { marks, authors, correctors } = reading;
  for (const [i, mark] of marks.entries()) {
    const { step, role } = mark.action;
    const { personId, roles } = mark.entry.actor;
    if (!mark.posts.includes(role) || !roles.includes(role)) found.push(`${step} in role ${role}`);
    if (authors.has(personId) && !model.authorAt.includes(step)) found.push(`author at ${step}`);
    for (const other of marks.slice(i + 1)) {
      if (other.entry.actor.personId !== personId) continue;
      if ([step, other.action.step].includes("secrecy")) continue;
      const pair = `${step}=${other.action.step}`;
      if (!model.shared.includes(pair)) found.push(`one person at ${pair}`);
    }
    for (const corrector of correctors.filter(({ person }) => person === personId)) {
      const distance = model.order.indexOf(step) - model.order.indexOf(corrector.step);
      if (distance === 1 || (distance > 1 && step.startsWith("review"))) found.push(`corrector at ${step}`);
    }
  }
  const administrator = reading.hands.find((entry) => entry.actor.roles.some((role) => role.startsWith("系统管理")));
  if (administrator !== undefined) found.push(`system administration did ${administrator.action.kind}`);
  return found;
}

function release({ history, event }: Moment, reading: Reading, model: Model): string[] {
  if (event === "takedown") return takedown(history, reading, model);
  if (event === "approved") return reading.down ? ["approved again without a new text (TN-25)"] : [];
  const found: string[] = reading.down ? ["released again without a new text (TN-25)"] : [];
  const last = history.at(-1);
  if (last === undefined) return ["released out of nothing"];
  if (isAuthor(reading, last)) found.push("the author released");
  if (!last.actor.roles.some((role) => model.publishers.includes(role))) found.push("released in no such role");
  const { action } = last;
  if (action.kind !== "ingest" && action.kind !== "publish") return [...found, "not a release"];
  if (action.contentHash !== reading.text) found.push("released other content");
  const stored = history.findLast(({ action: earlier }) => earlier.kind === "ingest")?.action;
  if (event === "publish" && (stored?.kind !== "ingest" || stored.contentHash !== reading.text)) {
    found.push("published without the repository");
  }
  if (stored?.kind === "ingest" && stored.repoId !== action.repoId) found.push("published under another repository id");
  return found;
}

/** An order needs something released of exactly this text and number, and somebody with a duty in this city. */
function takedown(history: readonly HistoryEntry[], reading: Reading, model: Model): string[] {
  const last = history.at(-1);
  if (last?.action.kind !== "takedown") return ["not an order"];
  const { action, actor } = last;
  const found: string[] = [];
  const stored = history.findLast(({ action: earlier }) => earlier.kind === "ingest")?.action;
  const earlier = history
    .slice(0, -1)
    .findLast((entry) => entry.action.kind === "takedown" || entry.action.kind === "edit");
  if (earlier?.action.kind === "takedown") found.push("taken down twice");
  if (stored?.kind !== "ingest" || stored.contentHash !== action.contentHash || action.contentHash !== reading.text)
    found.push("took down what was not released");
  if (stored?.kind === "ingest" && stored.repoId !== action.repoId) found.push("took down another number");
  const duties = [
    ...model.publishers,
    ...Object.values(model.posts).flat(),
    ...(model.raised === null ? [] : [model.raised.post]),
  ];
  if (!actor.roles.includes(action.role) || !duties.includes(action.role)) found.push("taken down in no such role");
  return found;
}
