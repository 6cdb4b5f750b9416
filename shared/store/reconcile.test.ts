import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reconcile } from "./reconcile";
import type { Position } from "./record";

const tables = ["drafts", "outbox"] as const;
const rows = fc.uniqueArray(
  fc.record({
    table: fc.constantFrom(...tables),
    key: fc.constantFrom("a", "b", "c", "d"),
    seq: fc.nat(30),
    deleted: fc.boolean(),
  }),
  { selector: ({ table, key }) => `${table} ${key}`, maxLength: 8 },
);
const nameOf = ({ table, key }: Pick<Position, "table" | "key">) => `${table} ${key}`;

/** What the two stores hold after they did what reconcile said, a restored row getting a number of its own. */
function apply(journal: readonly Position[], index: readonly Position[]) {
  const plan = reconcile(journal, index);
  const [left, right] = [
    new Map(journal.map((row) => [nameOf(row), row])),
    new Map(index.map((row) => [nameOf(row), row])),
  ];
  for (const key of plan.restore) left.set(nameOf(key), right.get(nameOf(key)) ?? fail());
  for (const key of plan.fetch) right.set(nameOf(key), left.get(nameOf(key)) ?? fail());
  for (const key of plan.drop) right.delete(nameOf(key));
  return { left, right };
}

function fail(): never {
  throw new Error("a row was named that the other side does not have");
}

const live = (store: ReadonlyMap<string, Position>) =>
  new Map([...store].filter(([, row]) => !row.deleted).map(([name, row]) => [name, row.seq]));

describe("reconcile", () => {
  it("D4: both stores hold the same live rows afterwards, each at its highest number", () => {
    fc.assert(
      fc.property(rows, rows, (journal, index) => {
        const { left, right } = apply(journal, index);
        // Two rows of one key with one number are one row: they cannot differ in being deleted.
        const clash = journal.some((a) =>
          index.some((b) => nameOf(a) === nameOf(b) && a.seq === b.seq && a.deleted !== b.deleted),
        );
        fc.pre(!clash);
        expect(live(right)).toEqual(live(left));
        for (const row of [...journal, ...index]) {
          expect(left.get(nameOf(row))?.seq).toBe(
            Math.max(...[...journal, ...index].filter((each) => nameOf(each) === nameOf(row)).map((each) => each.seq)),
          );
        }
      }),
    );
  });

  it("asks for nothing when both agree", () => {
    fc.assert(
      fc.property(rows, (both) => {
        expect(reconcile(both, both)).toEqual({ fetch: [], restore: [], drop: [] });
      }),
    );
  });

  it("restores everything into an empty journal and fetches everything into an empty index", () => {
    const row: Position = { table: "drafts", key: "a", seq: 3, deleted: false };
    expect(reconcile([], [row])).toEqual({ fetch: [], restore: [row], drop: [] });
    expect(reconcile([row], [])).toEqual({ fetch: [row], restore: [], drop: [] });
  });

  it("drops from the index what the journal has deleted since, and only that", () => {
    const gone: Position = { table: "drafts", key: "a", seq: 9, deleted: true };
    expect(reconcile([gone], [{ ...gone, seq: 4, deleted: false }]).drop).toEqual([gone]);
    expect(reconcile([gone], [{ ...gone, seq: 11, deleted: false }])).toEqual({
      fetch: [],
      restore: [{ ...gone, seq: 11, deleted: false }],
      drop: [],
    });
    expect(reconcile([gone], [])).toEqual({ fetch: [], restore: [], drop: [] });
  });
});
