/** L12: when a workstation reports, and what it never says. */
import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../shared/failure";
import type { SessionView } from "../shared/ipc/contract";
import type { UpdateDirective } from "../shared/update/directive";
import { FleetReport } from "./fleet";
import { Notices } from "./notices";
import type { Client } from "./platform/client";
import { FakeTimers } from "./testing/fake-timers";

const MINUTE = 60_000;
const online: SessionView = {
  state: "online",
  storeId: "store-1",
  account: null,
  reachable: true,
  clockOffset: 90_400,
};
const facts = {
  version: "1.2.3",
  edition: "browser",
  locked: true,
  policyHash: null,
  policySerial: 4,
  ring: "early",
} as const;
const oldest = "2026-11-22T02:00:00.000Z";

let timers: FakeTimers;
let notices: Notices;
let view: SessionView;
let sent: unknown[];
let refuse: Error | null;
let bugs: unknown[];
let directives: unknown[];
let updates: UpdateDirective | undefined;
let report: FleetReport;

const session = (state: SessionView["state"]): void => {
  view = { ...online, state };
  notices.send("desk:session.changed", view);
};
const pass = async (milliseconds: number): Promise<void> => {
  timers.advance(milliseconds);
  await new Promise((done) => setImmediate(done));
};

beforeEach(() => {
  timers = new FakeTimers();
  notices = new Notices();
  view = { ...online, state: "locked" };
  [sent, bugs, refuse, directives, updates] = [[], [], null, [], undefined];
  const authorised = (async (route: string, request: { body: unknown }) => {
    sent.push([route, request.body]);
    if (refuse !== null) throw refuse;
    return { serverTime: oldest, ...(updates === undefined ? {} : { updates }) };
  }) as Client["request"];
  report = new FleetReport({
    session: { authorised, view: () => view },
    notices,
    timers,
    facts: () => facts,
    directed: async (directive) => void directives.push(directive),
    bug: (error) => bugs.push(error),
  });
  report.start();
});

describe("a workstation reports", () => {
  it("at sign-in, with what the window has counted, and every ten minutes while signed in", async () => {
    report.counted({ unsynced: 2, oldest });
    session("online");
    await pass(3_000);
    expect(sent).toEqual([["fleet.checkIn", { ...facts, unsynced: 2, oldest, clockOffset: 90 }]]);
    await pass(10 * MINUTE);
    await pass(10 * MINUTE);
    expect(sent).toHaveLength(3);
    session("offline");
    await pass(30 * MINUTE);
    expect(sent).toHaveLength(3);
  });

  it("a change of the count soon, several of them once, and the same count not again", async () => {
    report.counted({ unsynced: 0, oldest: null });
    session("online");
    await pass(3_000);
    for (const unsynced of [1, 2, 3]) report.counted({ unsynced, oldest });
    await pass(3_000);
    report.counted({ unsynced: 3, oldest });
    await pass(3_000);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(["fleet.checkIn", { ...facts, unsynced: 3, oldest, clockOffset: 90 }]);
  });

  it("nothing before the window has counted, and nothing of the person before once another store is open", async () => {
    session("online");
    await pass(20 * MINUTE);
    expect(sent).toEqual([]);
    report.counted({ unsynced: 5, oldest });
    await pass(3_000);
    session("locked");
    session("online");
    await pass(20 * MINUTE);
    expect(sent).toHaveLength(1);
  });

  it("again at its turn after a refusal or a cut network, which are no bugs; a bug is told", async () => {
    report.counted({ unsynced: 0, oldest: null });
    refuse = new AppError("E_OFFLINE");
    session("online");
    await pass(3_000);
    refuse = null;
    await pass(10 * MINUTE);
    expect([sent.length, bugs.length]).toEqual([2, 0]);
    refuse = new TypeError("a bug");
    await pass(10 * MINUTE);
    expect(bugs).toEqual([refuse]);
  });

  it("BD-3: hands on what administrators set about updates, and nothing where a platform says nothing of it", async () => {
    report.counted({ unsynced: 0, oldest: null });
    session("online");
    await pass(3_000);
    expect(directives).toEqual([]);
    updates = { ring: "pilot", pausedUntil: null, delayDays: 0, minimum: "1.3.0" };
    await pass(10 * MINUTE);
    expect(directives).toEqual([updates]);
  });

  it("nothing after it was stopped", async () => {
    report.counted({ unsynced: 0, oldest: null });
    session("online");
    report.stop();
    await pass(20 * MINUTE);
    expect(sent).toEqual([]);
  });
});
