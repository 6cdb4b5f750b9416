import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reconcile } from "./reconcile";
import type { Position } from "./record";
import { noRows, restamped, sameStamp, stampOf } from "./stamp";

const position: fc.Arbitrary<Position> = fc.record({
  table: fc.constantFrom("drafts", "items"),
  key: fc.constantFrom("a", "b", "c", "a b"),
  seq: fc.nat(6),
  deleted: fc.boolean(),
});
const once = (rows: readonly Position[]): Position[] => [
  ...new Map(rows.map((row) => [`${row.table}|${row.key}`, row])).values(),
];
const rows = fc.array(position, { maxLength: 8 }).map(once);

describe("stamps of stores", () => {
  it("E12: equal stamps mean that neither store has anything to give the other, nor a row the other has deleted", () => {
    fc.assert(
      fc.property(rows, rows, (journal, index) => {
        const live = (list: readonly Position[]) => list.filter(({ deleted }) => !deleted);
        const same =
          JSON.stringify(
            live(journal)
              .map((row) => JSON.stringify(row))
              .sort(),
          ) ===
          JSON.stringify(
            live(index)
              .map((row) => JSON.stringify(row))
              .sort(),
          );
        expect(sameStamp(stampOf(journal), stampOf(index))).toBe(same);
        const { fetch, restore, drop } = reconcile(journal, index);
        const moved = [...fetch, ...restore, ...drop].filter(({ deleted }) => !deleted);
        if (same) expect(moved).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it("E12: rows of like names whose sequence numbers are exchanged or shifted have other stamps", () => {
    const seen = new Set<string>();
    let sets = 0;
    for (let one = 1; one <= 60; one += 1)
      for (let other = 1; other <= 60; other += 1) {
        const row = (key: string, seq: number): Position => ({ table: "drafts", key, seq, deleted: false });
        seen.add(JSON.stringify(stampOf([row("a", one), row("c", other)])));
        sets += 1;
      }
    expect(seen.size).toBe(sets);
  });

  it("E12: a stamp kept write by write is the stamp of what lies there", () => {
    fc.assert(
      fc.property(fc.array(position, { maxLength: 40 }), (writes) => {
        const there = new Map<string, Position>();
        let kept = noRows;
        for (const row of writes) {
          const name = `${row.table}|${row.key}`;
          kept = restamped(kept, there.get(name) ?? null, row);
          there.set(name, row);
        }
        expect(kept).toEqual(stampOf([...there.values()]));
      }),
      { numRuns: 2_000 },
    );
  });
});
