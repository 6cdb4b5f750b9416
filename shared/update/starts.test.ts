import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, startOrder } from "./choose";
import {
  begun,
  ended,
  isBad,
  isSpent,
  kept,
  markBad,
  noStarts,
  type StartOutcome,
  type Starts,
  starts as startsSchema,
} from "./starts";
import { isOlder } from "./version";

const now = new Date("2026-11-22T08:00:00Z");
const version = fc.tuple(fc.nat(3), fc.nat(12), fc.nat(12)).map((numbers) => numbers.join("."));
const outcome = fc.constantFrom<StartOutcome | "cut">(
  "healthy",
  "clean",
  "elsewhere",
  "refused",
  "crashed",
  "hung",
  "cut",
);
const started = (before: Starts, of: string, came: StartOutcome | "cut"): Starts => {
  const counted = begun(before, of);
  return came === "cut" ? counted : ended(counted, of, came);
};

describe("starts of a version", () => {
  it("L9: two in a row that crashed, hung or were cut off spend a version; one that went well between them does not", () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 12 }), (came) => {
        const after = came.reduce((before, each) => started(before, "1.0.0", each), noStarts);
        const wrong = came.reduce<{ row: number; proved: boolean }>(
          ({ row, proved }, each) => {
            if (each === "healthy") return { row: 0, proved: true };
            if (each === "clean") return { row: 0, proved };
            if (each === "elsewhere" || (each === "refused" && proved)) return { row, proved };
            return { row: row + 1, proved };
          },
          { row: 0, proved: false },
        );
        expect(isSpent(after, "1.0.0")).toBe(wrong.row >= 2);
        expect(startsSchema.parse(JSON.parse(JSON.stringify(after)))).toEqual(after);
      }),
    );
  });

  it("L9: a second window or a policy that forbids starting says nothing against a version that ran well here", () => {
    const proved = started(noStarts, "1.0.0", "healthy");
    const after = (["elsewhere", "refused", "elsewhere", "refused"] as const).reduce(
      (before, each) => started(before, "1.0.0", each),
      proved,
    );
    expect(isSpent(after, "1.0.0")).toBe(false);
    // Premise: for one that never ran, the refusal may be its own fault.
    expect(isSpent(started(started(noStarts, "2.0.0", "refused"), "2.0.0", "refused"), "2.0.0")).toBe(true);
  });

  it("a version taken from the machine and laid there again begins anew", () => {
    const bad = markBad(started(started(noStarts, "2.0.0", "crashed"), "2.0.0", "crashed"), "2.0.0", now);
    expect(isBad(kept(bad, ["2.0.0"]), "2.0.0")).toBe(true);
    expect(isBad(kept(bad, []), "2.0.0")).toBe(false);
  });
});

describe("the version that is started", () => {
  const candidates = fc
    .uniqueArray(version, { minLength: 1, maxLength: 6 })
    .chain((versions) =>
      fc.tuple(
        ...versions.map((each) =>
          fc
            .constantFrom<Candidate["place"]>("installed", "downloaded")
            .map((place): Candidate => ({ version: each, place })),
        ),
      ),
    );

  it("L9: is the newest that neither failed twice nor was withdrawn, and never none", () => {
    fc.assert(
      fc.property(candidates, fc.infiniteStream(fc.boolean()), (all, flips) => {
        const starts = all.reduce(
          (before, each) => (flips.next().value === true ? markBad(before, each.version, now) : before),
          noStarts,
        );
        const order = startOrder({ candidates: all, starts, rollback: null, minimum: null });
        expect(order).toHaveLength(all.length);
        const good = all.filter((each) => !isBad(starts, each.version));
        const best = order[0];
        if (best === undefined) throw new Error("no version");
        if (good.length > 0) expect(good).toContainEqual(best);
        for (const other of good.length > 0 ? good : all) expect(isOlder(best.version, other.version)).toBe(false);
      }),
    );
  });

  it("L9: a roll-back order passes over everything above its target up to what it withdraws, and nothing newer", () => {
    const all = ["1.0.0", "1.1.0", "1.2.0", "1.3.0"].map((each): Candidate => ({ version: each, place: "downloaded" }));
    const facts = { candidates: all, starts: noStarts, minimum: null };
    const order = (rollback: { from: string; to: string } | null) =>
      startOrder({ ...facts, rollback }).map((each) => each.version);
    expect(order(null)[0]).toBe("1.3.0");
    expect(order({ from: "1.3.0", to: "1.1.0" })).toEqual(["1.1.0", "1.0.0", "1.3.0", "1.2.0"]);
    expect(order({ from: "1.2.0", to: "1.0.0" })[0]).toBe("1.3.0");
  });

  it("L7: what the administrator installed is taken before a downloaded folder of the same version", () => {
    const both: Candidate[] = [
      { version: "1.2.0", place: "downloaded" },
      { version: "1.2.0", place: "installed" },
    ];
    expect(startOrder({ candidates: both, starts: noStarts, rollback: null, minimum: null })).toEqual([both[1]]);
  });

  it("BD-3: what lies below the minimum comes after everything that does not", () => {
    const all = ["1.0.0", "1.1.0", "1.2.0"].map((each): Candidate => ({ version: each, place: "installed" }));
    const starts = markBad(noStarts, "1.2.0", now);
    const order = startOrder({ candidates: all, starts, rollback: null, minimum: "1.1.0" });
    expect(order.map((each) => each.version)).toEqual(["1.1.0", "1.0.0", "1.2.0"]);
  });
});
