/** The sync loop: time, network and leadership. What to do is decided in shared/sync/plan.ts. */
import { toFailure } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import type { SessionView } from "../../shared/ipc/contract";
import { nextDue, untilDue } from "../../shared/sync/plan";
import type { FeedTrouble, Read } from "../services";
import { createSignal, type Signal } from "../signal";
import { type ConfirmationParts, confirmAcknowledged } from "./confirmation";
import { type Attempt, type AttemptParts, attempt } from "./delivery-attempt";
import { readChanges } from "./feed-reading";
import type { OutboxView } from "./outbox";
import type { OutboxValue } from "./outbox-record";

export interface LoopParts extends AttemptParts, ConfirmationParts {
  readonly read: Read;
  /** Takes the city's newer lexicon packs. */
  readonly refreshPacks: () => Promise<void>;
  readonly session: Signal<SessionView>;
  /** Resolves after `ms`, or as soon as `stop` is aborted. */
  readonly delay: (ms: number, stop: AbortSignal) => Promise<void>;
  /** Runs the work while this window is the only one that sends. */
  readonly lead: (work: () => Promise<void>, stop: AbortSignal) => Promise<void>;
}

export interface Contact {
  readonly feed: FeedTrouble | null;
  readonly reachable: boolean;
  readonly lastSyncAt: string | null;
}

export interface Loop {
  readonly contact: Signal<Contact>;
  readonly start: () => void;
  /** Resolves when the round under way has ended. */
  readonly stop: () => Promise<void>;
  readonly nudge: () => void;
  /** A person has seen why the changes are not read on, and wants everything compared anew. */
  readonly compareAnew: () => void;
  /** One round, for tests and for the loop itself. */
  readonly round: (eager?: boolean) => Promise<void>;
}

/** While things move; a city's desks that see nothing new for a while ask less and less often, up to three times this. */
const POLL = 4_000;
const SLOWEST = 3;
/** So many rounds without anything new make the next ones rarer: a minute at first. */
const CALM = 15;
const AT_ONCE = 4;
/** Packs are not in the feed; asking with every round would double what all desks of a city ask. */
const PACKS_EVERY = 60_000;
/** After an outage the first tries of a city's desks are spread over this time. */
const SPREAD = 3_000;
/** Details fetched ahead in one round, so that waiting items can be read offline. */
const AHEAD = 30;

export function createLoop(parts: LoopParts): Loop {
  const contact = createSignal<Contact>({
    feed: null,
    reachable: parts.session.get().reachable,
    lastSyncAt: null,
  });
  const ended = new AbortController();
  let wake = new AbortController();
  let eager = false;
  let listed = false;
  let agreed = false;
  /** Rounds in which nothing moved, since something last did. */
  let calm = 0;
  /** Whether the last round broke off: what is due stays due, and is no reason to ask again at once. */
  let brokeOff = false;
  let packsAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> = Promise.resolve();

  const setReachable = (reachable: boolean) => contact.set({ ...contact.get(), reachable });
  /** A pack that cannot be taken is told by its own screen and must not keep anything from being sent. */
  const packsAtTimes = async () => {
    const now = parts.clock().getTime();
    if (Math.abs(now - packsAt) < PACKS_EVERY) return;
    packsAt = now;
    await parts.refreshPacks().catch(() => undefined);
  };
  const pull = async () => {
    const { items } = parts;
    const wasAgreed = agreed;
    const { changed, trouble, restored } = await readChanges(parts, wasAgreed);
    if (trouble === null && wasAgreed) agreed = false;
    calm = changed.size > 0 || restored ? 0 : calm + 1;
    // Where too much would vanish, the old list stays until a person has decided.
    if (trouble?.kind !== "vanishing" && (!listed || restored || changed.size > 0 || trouble !== null)) {
      await items.refresh();
      await fetchAhead(parts, changed);
    }
    await packsAtTimes();
    listed = true;
    contact.set({ feed: trouble, reachable: true, lastSyncAt: parts.clock().toISOString() });
  };
  const deliver = async (all: boolean): Promise<Attempt> => {
    for (let pass = 0; ; pass += 1) {
      const values = sendable(parts.outbox.view.get());
      const hurried = all && pass === 0 ? values.map((value) => ({ ...value, dueAt: 0 })) : values;
      const due = nextDue(hurried, parts.clock().getTime()).slice(0, AT_ONCE);
      if (due.length === 0) return "moved";
      const outcomes = await Promise.all(due.map((value) => attempt(value, parts)));
      for (const worst of ["blocked", "unreachable", "later"] as const) if (outcomes.includes(worst)) return worst;
    }
  };
  const round = async (hurry = false) => {
    if (parts.session.get().state !== "online") return;
    const was = contact.get().reachable;
    brokeOff = true;
    try {
      await pull();
      if (!was && !hurry) await parts.delay(parts.random() * SPREAD, ended.signal);
      const outcome = await deliver(hurry || !was);
      if (outcome === "unreachable") setReachable(false);
      if (outcome === "unreachable" || outcome === "blocked") return;
      brokeOff = false;
      if (!parts.outbox.view.get().values.some((value) => value.state === "acknowledged")) return;
      // The list first, so that an item never stands under no tab between 待上报 and 已上报.
      await pull();
      await confirmAcknowledged(parts);
    } catch (error) {
      // Every failure is told where it belongs: on the operation, by the store, or here as the lost contact.
      const { code, detail } = toFailure(error);
      if (code === "E_FOREIGN") contact.set({ ...contact.get(), feed: { kind: "foreign", detail } });
      if (failures[code].kind === "network") setReachable(false);
    }
  };
  const run = async () => {
    while (!ended.signal.aborted) {
      wake = new AbortController();
      const hurry = eager;
      eager = false;
      await round(hurry);
      if (eager) continue;
      const asked = brokeOff ? null : untilDue(sendable(parts.outbox.view.get()), parts.clock().getTime());
      await parts.delay(pause(parts.session.get(), calm, asked), AbortSignal.any([wake.signal, ended.signal]));
    }
  };
  const nudge = () => {
    eager = true;
    calm = 0;
    wake.abort();
  };
  const stopWatching = parts.session.subscribe(() => {
    setReachable(parts.session.get().reachable);
    if (parts.session.get().state === "online") nudge();
  });

  return {
    contact,
    start: () => {
      running = parts.lead(run, ended.signal);
    },
    stop: async () => {
      stopWatching();
      ended.abort();
      await running;
    },
    nudge,
    compareAnew: () => {
      agreed = true;
      nudge();
    },
    round,
  };
}

/** `due`: until something can be sent; null where nothing waits, or nothing can be sent now. */
function pause({ state }: SessionView, calm: number, due: number | null): number {
  if (state !== "online") return 60_000;
  const longest = POLL * Math.min(SLOWEST, 1 + Math.floor(calm / CALM));
  return Math.min(longest, Math.max(250, due ?? longest));
}

/** Behind a row that only a newer version can read, its item waits. */
const sendable = ({ values, held }: OutboxView): readonly OutboxValue[] =>
  values.filter((value) => !held.some((row) => row.itemId === value.itemId && row.order < value.order));

async function fetchAhead({ items }: LoopParts, changed: ReadonlySet<string>): Promise<void> {
  const wanted = items.list().filter((item) => changed.has(item.itemId) && (item.waitingForMe || item.mine));
  for (const { itemId } of wanted.slice(0, AHEAD)) {
    // One item that cannot be read must not keep the others from being fetched.
    await items.fetch(itemId).catch(() => undefined);
  }
}
