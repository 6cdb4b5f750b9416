import { describe, expect, it } from "vitest";
import type { Artifact, Release } from "../../shared/update/manifest";
import type { FeedState } from "./feed-state";
import { type Plan, plan, type Request } from "./plan";

const now = new Date("2026-11-22T02:00:00.000Z");
const minutes = Math.floor(now.getTime() / 60_000);
const empty: FeedState = { current: null, signatures: [], history: [], rotations: [] };

const artifactOf = (version: string): Artifact => ({
  os: "linux",
  arch: "x64",
  kind: "deb",
  file: `caibian_${version}_amd64.deb`,
  size: 10,
  sha256: `sha-256:${"a".repeat(64)}`,
  sha512: `${"A".repeat(86)}==`,
});

const asked = (state: FeedState, about: Partial<Request>): Plan =>
  plan({
    ...{ state, now, found: null, data: { writes: 2, opens: 1 }, rings: null },
    ...{ minimum: null, notes: null, rollback: null, keys: null },
    ...about,
  });

const found = (version: string): Partial<Request> => ({
  found: { version, edition: "browser", artifacts: [artifactOf(version)] },
});
const back = (from: string, to: string): Partial<Request> => ({ rollback: { from, to, reason: "打印错位" } });

const after = (state: FeedState, release: Release): FeedState => ({
  ...state,
  current: release,
  history: [...state.history, release],
});

/** A feed in which these were asked for, one after another. */
const feedAfter = (...requests: readonly Partial<Request>[]): FeedState =>
  requests.reduce<FeedState>((state, request) => after(state, asked(state, request).release), empty);

describe("L9: what a roll-back leaves behind", () => {
  it("no version that was withdrawn is published again, and a newer one is", () => {
    const state = feedAfter(found("1.0.0"), found("1.1.0"), back("1.1.0", "1.0.0"));
    expect(() => asked(state, found("1.1.0"))).toThrow("1.1.0 版已被回退令收回");
    expect(asked(state, found("1.1.1")).release).toMatchObject({ version: "1.1.1" });
    expect(asked(state, found("1.1.1")).order).toBeNull();
  });

  it("a second one, further back, names what the first withdrew: machines that slept still run it", () => {
    const state = feedAfter(found("0.9.0"), found("1.0.0"), found("1.1.0"), back("1.1.0", "1.0.0"));
    expect(() => asked(state, back("1.0.0", "0.9.0"))).toThrow("请写 --rollback 1.1.0:0.9.0");
    expect(asked(state, back("1.1.0", "0.9.0")).order).toMatchObject({ from: "1.1.0", to: "0.9.0" });
  });

  it("and it is refused for versions that were never there", () => {
    const state = feedAfter(found("1.0.0"), found("1.1.0"));
    expect(() => asked(state, back("1.1.0", "0.8.0"))).toThrow("没有发布过 0.8.0 版");
    expect(() => asked(state, back("1.2.0", "1.0.0"))).toThrow("没有发布过 1.2.0 版");
    expect(() => asked(state, back("1.0.0", "1.0.0"))).toThrow("请写 --rollback 1.1.0:1.0.0");
  });
});

describe("L7: serials and issue times", () => {
  it("count on from the feed, or from the minutes of the epoch where that is more, and never go back", () => {
    expect(asked(empty, found("1.0.0")).release.serial).toBe(minutes);
    const state = feedAfter(found("1.0.0"), { minimum: "1.0.0" }, { minimum: "0.5.0" });
    expect(state.history.map(({ serial }) => serial)).toEqual([minutes, minutes + 1, minutes + 2]);
    // The administrator's clock went back: neither does.
    const early = new Date(now.getTime() - 86_400_000);
    const next = asked(state, { minimum: "1.0.0", now: early }).release;
    expect([next.serial, next.issuedAt]).toEqual([minutes + 3, now.toISOString()]);
  });
});
