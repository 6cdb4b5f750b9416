/** Test support: a workstation over the fake desk and an in-memory IndexedDB, with time that does not pass by itself. */
import { toFailure } from "../../shared/failure";
import type { SessionView } from "../../shared/ipc/contract";
import { createDesk } from "../desk";
import { createSignal } from "../signal";
import type { IndexedDbPort } from "../store/database";
import type { LoopParts } from "../sync/loop";
import { openWorkstation } from "../workstation";
import { Crash, type FakeDesk, fakeDesk, online } from "./fake-desk";

export interface Bench {
  readonly fake: FakeDesk;
  readonly port: IndexedDbPort;
  readonly time: { now: number };
  readonly memory: Map<string, string>;
}

export const bench = (port: IndexedDbPort): Bench => ({
  fake: fakeDesk(),
  port,
  time: { now: Date.parse("2026-11-22T02:00:00.000Z") },
  memory: new Map(),
});

let ids = 0;

/** Opens the same stores again, as after a restart of the window. */
export async function openBench(
  { fake, port, time, memory }: Bench,
  random: () => number = () => 0,
  delay: LoopParts["delay"] = async () => undefined,
) {
  const session = createSignal<SessionView>(online);
  const desk = createDesk({
    call: async (name, input) => {
      try {
        // The door of main parses names; here the contract's own types have already done so.
        return { ok: true, value: await fake.ask(name as Parameters<FakeDesk["ask"]>[0], input as never) };
      } catch (error) {
        if (error instanceof Crash) throw error;
        return { ok: false, failure: toFailure(error) };
      }
    },
    listen: () => () => undefined,
  });
  const station = await openWorkstation("store-1", {
    ...desk,
    session,
    port,
    memory: { get: (name) => memory.get(name) ?? null, set: (name, value) => memory.set(name, value) },
    clock: () => new Date(time.now),
    random,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    delay,
    lead: (work) => work(),
  });
  return { ...station, session };
}

export type OpenBench = Awaited<ReturnType<typeof openBench>>;
