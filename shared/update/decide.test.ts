import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decision, decide, type FeedReading, isSafe, nextSeen, type UpdateInput, windowOpens } from "./decide";
import { isWithdrawn, type Release, type RollbackOrder, release as releaseSchema } from "./manifest";
import { compareVersions, isOlder } from "./version";

const digestA = `sha-256:${"a".repeat(64)}`;
const digestB = `sha-256:${"b".repeat(64)}`;
const now = new Date("2026-11-22T02:00:00.000Z");
const hours = (count: number, from = now): string => new Date(from.getTime() + count * 3_600_000).toISOString();

const release = (about: Partial<Release> = {}): Release => ({
  format: "caibian-release",
  product: "caibian",
  edition: "browser",
  version: "1.1.0",
  serial: 7,
  issuedAt: hours(-2),
  minimumVersion: "1.0.0",
  rings: { pilot: hours(-2), early: hours(10), general: hours(100) },
  artifacts: [
    {
      os: "linux",
      arch: "x64",
      kind: "payload",
      file: "caibian-browser-1.1.0-linux-x64.tar.gz",
      size: 10,
      sha256: digestA,
      sha512: `${"A".repeat(86)}==`,
      files: digestB,
    },
  ],
  notes: [],
  data: { writes: 2, opens: 1 },
  keys: 0,
  ...about,
});

const order = (about: Partial<RollbackOrder> = {}): RollbackOrder => ({
  format: "caibian-rollback",
  product: "caibian",
  edition: "browser",
  from: "1.1.0",
  to: "1.0.0",
  reason: "新版本打印错位",
  serial: 7,
  issuedAt: hours(-2),
  ...about,
});

const feed = (about: Partial<Release> = {}, rollback: RollbackOrder | null = null): FeedReading => ({
  kind: "read",
  release: release(about),
  digest: digestA,
  rollback,
});

const input = (about: Partial<UpdateInput> = {}): UpdateInput => ({
  machine: { edition: "browser", os: "linux", arch: "x64", kinds: ["payload"], version: "1.0.0", storeSchema: 2 },
  policy: { ring: "pilot" },
  feed: feed(),
  ...{ seen: null, directive: null, turnedAway: null },
  bad: [],
  staged: null,
  deferredUntil: null,
  wanted: false,
  work: { composing: false, signing: false, unsynced: 0 },
  now,
  offsetMinutes: 480,
  ...about,
});

const staged = { version: "1.1.0", at: new Date(hours(-1)) };
const said = (decision: Decision): string =>
  decision.kind === "refuse" ? decision.code : "why" in decision ? `${decision.kind} ${decision.why}` : decision.kind;

describe("BD-3: what the feed says", () => {
  it("is fetched when it is newer and this machine's ring is open, and not before", () => {
    expect(decide(input())).toMatchObject({ kind: "fetch", direction: "forward" });
    expect(decide(input({ policy: { ring: "early" } }))).toMatchObject({ why: "ring", until: new Date(hours(10)) });
    expect(said(decide(input({ feed: feed({ rings: { pilot: hours(0) } }), policy: { ring: "general" } })))).toBe(
      "none other-ring",
    );
    expect(said(decide(input({ feed: { kind: "unreachable" } })))).toBe("none unreachable");
    expect(said(decide(input({ feed: feed({ version: "1.0.0" }) })))).toBe("none current");
  });

  it("of a version below the minimum is fetched whatever the ring: such a machine could not sign in", () => {
    const minimum = feed({ minimumVersion: "1.0.1" });
    expect(decide(input({ feed: minimum, policy: { ring: "general" } })).kind).toBe("fetch");
    const held = { feed: minimum, staged, deferredUntil: new Date(hours(5)) };
    const window = { from: "22:00", to: "23:00" };
    expect(decide(input({ ...held, policy: { ring: "general", window } }))).toMatchObject({
      kind: "install",
      deferrableUntil: null,
    });
  });

  it("waits for the clock when this machine's is behind the release by more than a day", () => {
    expect(said(decide(input({ now: new Date(0) })))).toBe("wait clock");
  });
});

describe("L7: a feed that lies is refused", () => {
  const seen = { serial: 8, issuedAt: hours(-1), digest: digestA };
  it("when it replays an older serial, goes back in time, or has two documents of one serial", () => {
    expect(said(decide(input({ seen })))).toBe("E_UPDATE_OLD");
    expect(said(decide(input({ seen, feed: feed({ serial: 9 }) })))).toBe("E_UPDATE_OLD");
    expect(said(decide(input({ seen: { ...seen, serial: 7 } })))).toBe("fetch");
    expect(said(decide(input({ seen: { ...seen, serial: 7, digest: digestB } })))).toBe("E_UPDATE_FEED");
  });

  it("when it is another edition's, has nothing for this machine, or no longer opens its stores", () => {
    expect(said(decide(input({ feed: feed({ edition: "electron" }) })))).toBe("E_UPDATE_OTHER");
    expect(said(decide(input({ machine: { ...input().machine, arch: "arm64" } })))).toBe("E_UPDATE_OTHER");
    expect(said(decide(input({ machine: { ...input().machine, kinds: ["deb"] } })))).toBe("E_UPDATE_OTHER");
    const newer = feed({ data: { writes: 4, opens: 3 } });
    expect(said(decide(input({ feed: newer })))).toBe("E_UPDATE_OTHER");
    expect(said(decide(input({ feed: newer, machine: { ...input().machine, storeSchema: null } })))).toBe("fetch");
  });

  it("when it leads back without an order for the version that runs", () => {
    const machine = { ...input().machine, version: "1.1.0" };
    const back = { version: "1.0.0", rollbackOf: "1.1.0" };
    expect(said(decide(input({ machine, feed: feed({ version: "1.0.0" }) })))).toBe("E_UPDATE_DOWNGRADE");
    expect(decide(input({ machine, feed: feed(back, order()) }))).toMatchObject({ kind: "fetch", direction: "back" });
    const other = { ...machine, version: "1.2.0" };
    expect(said(decide(input({ machine: other, feed: feed(back, order()) })))).toBe("E_UPDATE_DOWNGRADE");
  });
});

describe("L9: a version that failed twice", () => {
  it("is not fetched again, and a newer one is", () => {
    expect(said(decide(input({ bad: ["1.1.0"] })))).toBe("none bad-version");
    expect(decide(input({ bad: ["1.1.0"], feed: feed({ version: "1.1.1" }) })).kind).toBe("fetch");
  });
});

describe("L8: putting in what lies ready", () => {
  it("waits for the window of the policy, in local time and over midnight", () => {
    const night = { ring: "pilot", window: { from: "22:00", to: "06:00" } } as const;
    expect(decide(input({ staged, policy: night }))).toMatchObject({
      why: "window",
      until: new Date("2026-11-22T14:00:00.000Z"),
    });
    const later = new Date("2026-11-22T18:30:00.000Z");
    expect(decide(input({ staged, policy: night, now: later })).kind).toBe("install");
    expect(decide(input({ staged, policy: night, wanted: true })).kind).toBe("install");
  });

  it("can be put off for as many days as the policy says, then is asked at each start", () => {
    const put = { staged, deferredUntil: new Date(hours(400)), policy: { ring: "pilot", deferralDays: 2 } } as const;
    expect(decide(input(put))).toMatchObject({ why: "deferred", until: new Date(hours(47)) });
    const over = input({ ...put, now: new Date(hours(47)) });
    expect(decide(over)).toMatchObject({ kind: "install", deferrableUntil: null });
    const work = { composing: true, signing: false, unsynced: 0 };
    expect(decide({ ...over, work })).toMatchObject({ why: "work", overdue: true });
    expect(decide(input({ ...put, policy: { ring: "pilot", deferralDays: 0 } }))).toMatchObject({
      kind: "install",
      deferrableUntil: null,
    });
  });
});

const version = fc.constantFrom("0.9.0", "1.0.0", "1.0.1", "1.1.0", "1.2.0", "1.10.0");
const moment = fc.integer({ min: -24 * 20, max: 24 * 20 }).map((count) => new Date(hours(count)));
const work = fc.record({ composing: fc.boolean(), signing: fc.boolean(), unsynced: fc.nat({ max: 2 }) });
const clock = fc.integer({ min: 0, max: 1_439 }).map((minute) => {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0"));
  return `${hour}:${rest}`;
});
const window = fc.record({ from: clock, to: clock });
const ring = fc.constantFrom("pilot", "early", "general");
const policy = fc.oneof(
  fc.record({ ring }),
  fc.record({ ring, window, deferralDays: fc.integer({ min: 0, max: 14 }) }),
);

/** Every state a machine and a feed can be in together, within these values. */
const states = fc
  .record({
    policy,
    feed: fc
      .record({
        version,
        from: version,
        to: version,
        minimum: version,
        serial: fc.integer({ min: 1, max: 4 }),
        has: fc.boolean(),
      })
      .map(({ version, from, to, minimum, serial, has }) =>
        feed({ version, minimumVersion: minimum, serial }, has ? order({ from, to, serial }) : null),
      ),
    seen: fc.option(
      fc.record({
        serial: fc.integer({ min: 1, max: 4 }),
        issuedAt: moment.map((at) => at.toISOString()),
        digest: fc.constantFrom(digestA, digestB),
      }),
    ),
    runs: version,
    bad: fc.array(version, { maxLength: 2 }),
    staged: fc.option(fc.record({ version, at: moment })),
    deferredUntil: fc.option(moment),
    wanted: fc.boolean(),
    work,
    now: moment,
  })
  .map(({ runs, ...rest }) => input({ ...rest, machine: { ...input().machine, version: runs } }));

const read = (state: UpdateInput): Extract<FeedReading, { kind: "read" }> => {
  if (state.feed.kind !== "read") throw new Error("a state without a feed");
  return state.feed;
};

describe("L7, L8: in every state of machine, feed, policy and work", () => {
  it("nothing is put in while text is composed, signed or unsynced, whoever asks", () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(decide(state).kind === "install" && !isSafe(state.work)).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  it("an older version is only ever taken under an order that withdraws the one that runs", () => {
    fc.assert(
      fc.property(states, (state) => {
        const decision = decide(state);
        const { release, rollback } = read(state);
        if (decision.kind !== "fetch" && decision.kind !== "install") return;
        const isBack = isOlder(release.version, state.machine.version);
        expect(decision.direction).toBe(isBack ? "back" : "forward");
        expect(isBack && (rollback === null || !isWithdrawn(rollback, state.machine.version))).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  it("nothing below the serial that was seen is taken, and what is remembered never counts down", () => {
    fc.assert(
      fc.property(states, (state) => {
        const kind = decide(state).kind;
        const { release } = read(state);
        if (state.seen !== null && release.serial < state.seen.serial) expect(kind).toBe("refuse");
        expect(nextSeen(read(state), state.seen).serial).toBeGreaterThanOrEqual(state.seen?.serial ?? 0);
      }),
      { numRuns: 3_000 },
    );
  });

  it("only what lies ready in that very version is put in, and nothing outside window and deferral unless it is urgent or wanted", () => {
    fc.assert(
      fc.property(states, (state) => {
        const decision = decide(state);
        if (decision.kind !== "install") return;
        const { release } = read(state);
        expect(state.staged?.version).toBe(release.version);
        const isUrgent = decision.direction === "back" || isOlder(state.machine.version, release.minimumVersion);
        if (isUrgent || state.wanted) return;
        expect(windowOpens(state.policy.window ?? null, state.now, 480)).toBeNull();
        const isPutOff = state.deferredUntil !== null && state.now < state.deferredUntil;
        expect(isPutOff && decision.deferrableUntil !== null).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  it("a wait that names a moment names one ahead, and a window's moment is when it opens", () => {
    fc.assert(
      fc.property(states, window, (state, times) => {
        const decision = decide(state);
        if (decision.kind === "wait" && decision.until !== null) expect(decision.until > state.now).toBe(true);
        const opens = windowOpens(times, state.now, 480);
        if (opens !== null) expect(windowOpens(times, opens, 480)).toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("versions and documents", () => {
  it("are ordered by number: 1.10.0 is newer than 1.9.0", () => {
    expect([compareVersions("1.10.0", "1.9.9") > 0, compareVersions("1.0.0", "1.0.0")]).toEqual([true, 0]);
  });

  it("are refused by their schema when they contradict themselves", () => {
    const holds = (about: object): boolean => releaseSchema.safeParse({ ...release(), ...about }).success;
    const [payload] = release().artifacts;
    expect(holds({})).toBe(true);
    expect(holds({ minimumVersion: "1.1.1" })).toBe(false);
    expect(holds({ rollbackOf: "1.0.0" })).toBe(false);
    expect(holds({ rings: { pilot: hours(1), general: hours(0) } })).toBe(false);
    expect(holds({ artifacts: [payload, payload] })).toBe(false);
    expect(holds({ artifacts: [{ ...payload, file: "../release.json" }] })).toBe(false);
    expect(holds({ artifacts: [{ ...payload, files: undefined }] })).toBe(false);
    expect(holds({ extra: true })).toBe(false);
  });
});
