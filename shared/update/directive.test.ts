/** What administrators set on a platform: it moves the time of signed versions within bounds, and nothing else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Ring } from "../model/policy";
import { decide, type FeedReading, type UpdateInput } from "./decide";
import { higherMinimum, MOST_HELD_DAYS, openingOf, type UpdateDirective, updateDirective } from "./directive";
import type { Release } from "./manifest";
import { compareVersions, isOlder } from "./version";

const DAY = 24 * 3_600_000;
const now = new Date("2026-11-22T02:00:00.000Z");
const days = (count: number, from = now): string => new Date(from.getTime() + count * DAY).toISOString();
const digest = `sha-256:${"a".repeat(64)}`;

const release = (about: Partial<Release> = {}): Release => ({
  ...{ format: "caibian-release", product: "caibian", edition: "browser", version: "1.1.0", serial: 7 },
  ...{ issuedAt: days(-1), minimumVersion: "1.0.0", rings: { pilot: days(-1), early: days(3), general: days(9) } },
  artifacts: [
    {
      ...{ os: "linux", arch: "x64", kind: "payload", file: "caibian.tar.gz", size: 10 },
      ...{ sha256: digest, sha512: `${"A".repeat(86)}==`, files: digest },
    },
  ],
  ...{ notes: [], data: { writes: 2, opens: 1 }, keys: 0 },
  ...about,
});

const none: UpdateDirective = { ring: null, pausedUntil: null, delayDays: 0, minimum: null };
const input = (about: Partial<UpdateInput> & { readonly release?: Partial<Release> } = {}): UpdateInput => {
  const { release: changed = {}, ...rest } = about;
  const feed: FeedReading = { kind: "read", release: release(changed), digest, rollback: null };
  return {
    machine: { edition: "browser", os: "linux", arch: "x64", kinds: ["payload"], version: "1.0.0", storeSchema: 2 },
    ...{ policy: { ring: "general" }, feed, seen: null, directive: null, turnedAway: null, bad: [], staged: null },
    ...{ deferredUntil: null, wanted: false, work: { composing: false, signing: false, unsynced: 0 } },
    ...{ now, offsetMinutes: 480 },
    ...rest,
  };
};

describe("BD-3: administrators set", () => {
  it("a ring for a terminal, before the one of its policy, in both directions", () => {
    expect(decide(input())).toMatchObject({ why: "ring", until: new Date(days(9)) });
    expect(decide(input({ directive: { ...none, ring: "pilot" } })).kind).toBe("fetch");
    const back = input({ policy: { ring: "pilot" }, directive: { ...none, ring: "early" } });
    expect(decide(back)).toMatchObject({ why: "ring", until: new Date(days(3)) });
  });

  it("a pause or a delay of a ring, which a person cannot get round by asking for the update", () => {
    const held = (more: Partial<UpdateDirective>) =>
      decide(input({ policy: { ring: "pilot" }, wanted: true, directive: { ...none, ...more } }));
    expect(held({ pausedUntil: days(5) })).toMatchObject({ kind: "wait", why: "paused", until: new Date(days(5)) });
    expect(held({ delayDays: 3 })).toMatchObject({ kind: "wait", why: "ring", until: new Date(days(2)) });
    expect(held({ pausedUntil: days(-2) }).kind).toBe("fetch");
  });

  it("a minimum version, and what is below it takes the signed release at once, whatever ring, window or pause", () => {
    const directive = { ...none, minimum: "1.1.0", pausedUntil: days(20) };
    expect(decide(input({ directive })).kind).toBe("fetch");
    const staged = { version: "1.1.0", at: now };
    const window = { from: "22:00", to: "23:00" };
    const ready = input({ directive, staged, policy: { ring: "general", window } });
    expect(decide(ready)).toMatchObject({ kind: "install", deferrableUntil: null });
    expect(decide({ ...ready, work: { composing: false, signing: false, unsynced: 1 } })).toMatchObject({
      why: "work",
    });
  });

  it("and a version that was turned away at sign-in is as one below the minimum, until another one runs", () => {
    expect(decide(input({ turnedAway: "1.0.0" })).kind).toBe("fetch");
    expect(decide(input({ turnedAway: "0.9.0" }))).toMatchObject({ why: "ring" });
  });

  it("the higher of a signed and a set minimum counts", () => {
    expect([higherMinimum("1.2.0", "1.10.0"), higherMinimum("1.10.0", "1.2.0")]).toEqual(["1.10.0", "1.10.0"]);
    expect([higherMinimum(null, "1.0.0"), higherMinimum("1.0.0", null), higherMinimum(null, null)]).toEqual([
      "1.0.0",
      "1.0.0",
      null,
    ]);
  });
});

const versions = fc.constantFrom("0.9.0", "1.0.0", "1.0.1", "1.1.0", "2.0.0");
const rings: fc.Arbitrary<Ring> = fc.constantFrom("pilot", "early", "general");
const moment = fc.integer({ min: -200, max: 4_000 }).map((count) => days(count));
const directives = fc.record({
  ring: fc.option(rings),
  pausedUntil: fc.option(moment),
  delayDays: fc.integer({ min: 0, max: 30 }),
  minimum: fc.option(versions),
});
const cases = fc.record({ directive: directives, offered: versions, runs: versions, ring: rings, at: moment });
const stateOf = ({ directive, offered, runs, ring, at }: typeof cases extends fc.Arbitrary<infer T> ? T : never) =>
  input({
    release: { version: offered, minimumVersion: "0.0.1" },
    machine: { ...input().machine, version: runs },
    ...{ policy: { ring }, directive, now: new Date(at) },
  });

describe("L7: a platform that is somebody else's", () => {
  it("gets nothing in but the very version that is signed, and no older one", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const decision = decide(stateOf(one));
        if (isOlder(one.offered, one.runs)) expect(decision).toMatchObject({ code: "E_UPDATE_DOWNGRADE" });
        if (decision.kind !== "fetch") return;
        expect([decision.release.version, decision.direction]).toEqual([one.offered, "forward"]);
        expect(compareVersions(one.offered, one.runs)).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it("opens no ring that the release leaves shut, and holds none back for more than ninety days", () => {
    fc.assert(
      fc.property(directives, rings, fc.boolean(), (directive, ring, open) => {
        const signed = open ? { rings: { [ring]: days(0) }, issuedAt: days(0) } : { rings: {}, issuedAt: days(0) };
        const opening = openingOf(signed, ring, directive);
        const held = opening === null ? null : (opening.opens.getTime() - now.getTime()) / DAY;
        expect(opening === null).toBe(!open);
        expect(held === null || (held >= 0 && held <= MOST_HELD_DAYS)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("lowers no minimum of the release: what is below it stays urgent under every directive", () => {
    fc.assert(
      fc.property(cases, ({ directive }) => {
        const state = input({ directive, release: { minimumVersion: "1.0.1" } });
        expect(decide(state).kind).toBe("fetch");
      }),
      { numRuns: 500 },
    );
  });

  it("says nothing else: a version, an address or a file in a directive is refused", () => {
    for (const more of [{ version: "9.9.9" }, { feed: "https://e.example" }, { delayDays: 31 }, { minimum: "newest" }])
      expect(updateDirective.safeParse({ ...none, ...more }).success).toBe(false);
  });
});
