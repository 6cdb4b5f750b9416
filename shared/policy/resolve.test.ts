import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combine, running } from "./combine";
import { type PolicyLevel, policyLevels } from "./key-row";
import { type PolicyKeyName, policyKeyNames, policyKeyOf } from "./key-table";
import { effectivePolicy, type LevelDocument, type Resolution, resolve } from "./resolve";
import { anyValues, everyKey, isFixed, ladder } from "./testing/values";
import { isWithin } from "./tighter";
import type { PolicyValues } from "./values";

const document = (level: PolicyLevel, values: PolicyValues): LevelDocument => ({
  level,
  place: `place of ${level}`,
  values,
});
const rank = (level: PolicyLevel) => policyLevels.indexOf(level);
const rowOf = ({ keys }: Resolution, key: PolicyKeyName) => {
  const row = keys.find((one) => one.key === key);
  if (row === undefined) throw new Error(`no ${key}`);
  return row;
};

const fourLevels = fc
  .tuple(anyValues, anyValues, anyValues, anyValues)
  .map((each) => policyLevels.map((level, at) => document(level, each[at] ?? {})));

describe("resolve (L4)", () => {
  it("L4: no key is ever looser than a higher level set it, nor, below the machine, than the program's floor", () => {
    fc.assert(
      fc.property(fourLevels, (documents) => {
        const resolution = resolve(documents);
        for (const key of policyKeyNames) {
          const { tighter, fallback, lowest } = policyKeyOf(key);
          const { value, source } = rowOf(resolution, key);
          const setByMachine = documents[0]?.values[key];
          if (value !== null && setByMachine !== undefined) expect(isWithin(tighter, value, setByMachine)).toBe(true);
          if (value !== null && setByMachine === undefined && fallback !== null)
            expect(isWithin(tighter, value, fallback)).toBe(true);
          if (source !== null) expect(rank(source.level)).toBeLessThanOrEqual(rank(lowest));
        }
      }),
    );
  });

  it("L4: a further level of any content never makes a key looser than it was without it", () => {
    fc.assert(
      fc.property(fourLevels, fc.constantFrom(...policyLevels.slice(1)), (documents, level) => {
        const without = resolve(documents.filter((one) => rank(one.level) < rank(level)));
        const withIt = resolve(documents.filter((one) => rank(one.level) <= rank(level)));
        for (const key of policyKeyNames) {
          const before = rowOf(without, key).value;
          const after = rowOf(withIt, key).value;
          if (before !== null && after !== null) expect(isWithin(policyKeyOf(key).tighter, after, before)).toBe(true);
          expect(before === null || after !== null).toBe(true);
        }
      }),
    );
  });

  it("L4: tightening the machine's value tightens what holds, whatever the others say", () => {
    const ordered = policyKeyNames.filter((key) =>
      ["smaller", "larger", "order"].includes(policyKeyOf(key).tighter.kind),
    );
    fc.assert(
      fc.property(fourLevels, fc.constantFrom(...ordered), fc.nat(2), fc.nat(2), (documents, key, one, other) => {
        const rungs = ladder[key];
        const at = (nth: number) => rungs[Math.min(nth, rungs.length - 1)] ?? null;
        const withMachine = (nth: number) => {
          const machine = document("machine", { ...documents[0]?.values, [key]: at(nth) });
          return rowOf(resolve([machine, ...documents.slice(1)]), key).value;
        };
        const [tight, loose] = [withMachine(Math.min(one, other)), withMachine(Math.max(one, other))];
        expect(isWithin(policyKeyOf(key).tighter, tight, loose)).toBe(true);
      }),
    );
  });

  it("L4: the order in which sources answer changes nothing", () => {
    fc.assert(
      fc.property(fourLevels, fc.nat(23), (documents, nth) => {
        const shuffled = [...documents];
        for (let at = 0, rest = nth; at < 4; rest = Math.floor(rest / 4), at += 1)
          shuffled.push(...shuffled.splice(rest % 4, 1));
        expect(resolve(shuffled)).toEqual(resolve(documents));
      }),
    );
  });

  it("L4: what a document asks for is either followed, down to what holds, or told as ignored with its source", () => {
    fc.assert(
      fc.property(fourLevels, (documents) => {
        const resolution = resolve(documents);
        for (const { level, place, values } of documents) {
          for (const key of policyKeyNames) {
            const wanted = values[key];
            if (wanted === undefined) continue;
            const told = resolution.ignored.filter((one) => one.key === key && one.source.level === level);
            const { value } = rowOf(resolution, key);
            expect(told.every(({ source }) => source.place === place)).toBe(true);
            if (told.length === 0 && value !== null)
              expect(isWithin(policyKeyOf(key).tighter, value, wanted)).toBe(true);
            expect(told.length === 1 || (told.length === 0 && value !== null)).toBe(true);
          }
        }
      }),
    );
  });

  it("a key that only the machine sets stays open to nobody else, and a personal one is locked by whoever set it above", () => {
    const machine = document("machine", { ...everyKey(1), idleLockMinutes: 5 });
    const user = document("user", { idleLockMinutes: 3, retentionMonths: 24 });
    const resolution = resolve([user, machine]);
    expect(rowOf(resolution, "idleLockMinutes")).toMatchObject({ value: 3, source: { level: "user" }, locked: false });
    expect(rowOf(resolve([machine]), "idleLockMinutes")).toMatchObject({ value: 5, locked: true });
    expect(rowOf(resolution, "retentionMonths")).toMatchObject({
      value: 12,
      source: { level: "machine" },
      locked: true,
    });
    expect(resolution.ignored).toEqual([
      {
        key: "retentionMonths",
        source: { level: "user", place: "place of user" },
        why: "level",
        limit: { level: "machine", place: "place of machine" },
      },
    ]);
  });

  it("NY-21: what nobody sets is the default, and a level below may not go under it", () => {
    const quiet = resolve([document("unit", { retentionMonths: 6, deviceUnlock: true, onTokenRemoval: "tell" })]);
    expect(rowOf(quiet, "retentionMonths").value).toBe(6);
    expect(rowOf(quiet, "deviceUnlock")).toMatchObject({ value: false, source: null });
    expect(rowOf(quiet, "onTokenRemoval")).toMatchObject({ value: "lock", source: null });
    expect(quiet.ignored.map(({ key, why, limit }) => [key, why, limit])).toEqual([
      ["onTokenRemoval", "looser", null],
      ["deviceUnlock", "looser", null],
    ]);
  });

  it("gives a policy that the desk can start with, whatever the levels below say", () => {
    fc.assert(
      fc.property(fourLevels, fc.nat(2), ([, ...lower], nth) => {
        const policy = effectivePolicy(resolve([document("machine", { ...everyKey(nth), demo: false }), ...lower]));
        expect(policy.platformUrl).toBe(ladder.platformUrl[Math.min(nth, 1)]);
        expect(policy.updates?.feed).toBe(ladder["updates.feed"][Math.min(nth, 1)]);
      }),
    );
  });

  it("every ladder of the tests falls from tight to loose, and fixed keys have no direction", () => {
    for (const key of policyKeyNames) {
      const { tighter } = policyKeyOf(key);
      const [first = null, second = null] = ladder[key];
      expect([key, isWithin(tighter, first, second)]).toEqual([key, !isFixed(key)]);
      expect([key, isWithin(tighter, second, first)]).toEqual([key, false]);
    }
  });
});

describe("combine", () => {
  const machine = document("machine", { platformUrl: "https://59.203.1.5", extranet: ["59.203.0.0/16"], demo: false });

  it("AU-6: leaves a unit's ranges out in which the platform does not lie, and says so", () => {
    const narrow = document("unit", { extranet: ["59.203.9.0/24"], idleLockMinutes: 3 });
    const { resolution, left } = combine([machine, narrow]);
    expect(rowOf(resolution, "extranet").value).toEqual(["59.203.0.0/16"]);
    expect(left.map((one) => [one.document.level, one.faults.map(({ key }) => key)])).toEqual([
      ["unit", ["platformUrl"]],
    ]);
    const fitting = document("unit", { extranet: ["59.203.1.0/24"] });
    expect(rowOf(combine([machine, fitting]).resolution, "extranet").value).toEqual(["59.203.1.0/24"]);
  });

  it("keys that are read at the start stay as they were then; the others follow at once", () => {
    const start = resolve([document("machine", everyKey(1))]);
    const now = resolve([document("machine", everyKey(0))]);
    for (const { key, value } of running(start, now).keys) {
      const from = policyKeyOf(key).effect === "live" ? now : start;
      expect([key, value]).toEqual([key, rowOf(from, key).value]);
    }
  });
});
