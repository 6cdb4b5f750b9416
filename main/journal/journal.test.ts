import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openJournal } from "./journal";
import { crashAt } from "./testing/crash";
import { contents, draft, folder, Ledger, limits, open, segmentBytes } from "./testing/ledger";
import { MemoryFileSystem } from "./testing/memory-filesystem";

const batches = fc.array(
  fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), fc.option(fc.string({ maxLength: 900 }), { freq: 6 })), {
    minLength: 1,
    maxLength: 4,
  }),
  { minLength: 1, maxLength: 25 },
);

async function run(
  fs: MemoryFileSystem,
  ledger: Ledger,
  work: readonly (readonly (readonly [string, string | null])[])[],
) {
  const journal = await open(fs);
  for (let i = 0; i < work.length; i += 3) {
    await Promise.all(work.slice(i, i + 3).map((batch) => ledger.append(journal, batch)));
    if (i % 9 === 6) await journal.compact();
  }
}

describe("journal", () => {
  it("gives back what was appended after it is closed and opened again", async () => {
    const fs = new MemoryFileSystem();
    const journal = await open(fs);
    await journal.append([draft("a", "甲"), draft("b", "乙")]);
    await journal.append([draft("a", "丙"), draft("b", null)]);
    await journal.close();
    const again = await open(fs.afterKill());
    expect(await contents(again)).toEqual(
      new Map([
        ["a", "丙"],
        ["b", null],
      ]),
    );
    expect(again.positions().map(({ key, seq, deleted }) => ({ key, seq, deleted }))).toEqual([
      { key: "a", seq: 2, deleted: false },
      { key: "b", seq: 3, deleted: true },
    ]);
    expect((await again.health()).repairs).toEqual([]);
  });

  it("D4: loses nothing acknowledged when the power is cut before any operation, compaction included", async () => {
    await fc.assert(
      fc.asyncProperty(
        batches,
        fc.nat(120),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        async (work, at, chance) => {
          const fs = new MemoryFileSystem();
          const ledger = new Ledger();
          crashAt(fs, at);
          await run(fs, ledger, work).catch(() => undefined);
          const random = () => chance.next().value ?? 0;
          const survivor = fs.afterPowerCut(random);
          const journal = await open(survivor);
          await ledger.check(journal);
          // It goes on: what is appended now is there after one more cut.
          await ledger.append(journal, [["z", "后来"]]);
          await ledger.check(await open(survivor.afterPowerCut(random)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("D4: a kill in the middle of compaction, at each of its operations, loses no row and brings none back", async () => {
    const prepare = async () => {
      const fs = new MemoryFileSystem();
      const journal = await open(fs);
      const ledger = new Ledger();
      for (let i = 0; i < 40; i += 1)
        await ledger.append(journal, [[`k${i % 7}`, i % 11 === 3 ? null : `${i}`.repeat(200)]]);
      await journal.compact();
      for (let i = 0; i < 20; i += 1)
        await ledger.append(journal, [[`k${i % 5}`, i % 6 === 1 ? null : `${i}x`.repeat(150)]]);
      return { fs, journal, ledger };
    };
    let points = 0;
    for (; points < 200; points += 1) {
      const { fs, journal, ledger } = await prepare();
      const crash = crashAt(fs, points);
      const finished = await journal.compact().then(
        () => true,
        () => false,
      );
      await ledger.check(await open(fs.afterKill()));
      await ledger.check(await open(fs.afterPowerCut(() => 0.7)));
      if (finished && !crash.crashed()) break;
    }
    expect(points).toBeGreaterThan(8);
    expect(points).toBeLessThan(200);
  });

  it("D4: a crash at each operation of a rotation, and a write torn at any sector of it, loses nothing acknowledged", async () => {
    /** Fills the segment in use to its edge, then goes over it: the roll, and the making of the next spare. */
    const rotate = async (fs: MemoryFileSystem, ledger: Ledger) => {
      const journal = await open(fs);
      for (let i = 0; i < 8; i += 1) await ledger.append(journal, [[`k${i}`, `${i}`.repeat(700)]]);
      await journal.close();
    };
    const whole = new MemoryFileSystem();
    const all = crashAt(whole, Number.POSITIVE_INFINITY);
    await rotate(whole, new Ledger());
    const operations = all.operations();
    // Two segments and their spares at the least: created, filled, flushed, renamed.
    expect(operations.filter((each) => each === "rename").length).toBeGreaterThan(2);
    for (let at = 0; at <= operations.length; at += 1) {
      const fs = new MemoryFileSystem();
      const ledger = new Ledger();
      crashAt(fs, at);
      await rotate(fs, ledger).catch(() => undefined);
      let turn = 0;
      const alternating = () => {
        turn += 1;
        return turn % 2 === 0 ? 0.2 : 0.8;
      };
      for (const chance of [() => 0, () => 0.99, alternating]) {
        const survivor = fs.afterPowerCut(chance);
        const journal = await open(survivor);
        await ledger.check(journal);
        await ledger.append(journal, [["after", "后来"]]);
        await ledger.check(await open(survivor.afterKill()));
        ledger.forget("after");
      }
      await ledger.check(await open(fs.afterKill()));
    }
  });

  it("D4: a segment cut at any byte while it was written keeps every whole row before the cut", async () => {
    const fs = new MemoryFileSystem();
    const journal = await open(fs);
    await journal.append([draft("a", "甲".repeat(20)), draft("b", "乙".repeat(20))]);
    await journal.append([draft("c", "丙".repeat(20))]);
    await journal.close();
    const kept = fs.afterKill();
    const [name] = (await kept.list(folder)).filter((each) => each.endsWith(".jrn")).sort();
    const path = `${folder}/${name}`;
    const bytes = await kept.read(path);
    const used = bytes.findLastIndex((byte) => byte !== 0) + 1;
    const seen = new Set<number>();
    for (let cut = 0; cut <= used; cut += 1) {
      const torn = kept.afterKill();
      torn.corrupt(path, (own) => own.fill(0, cut));
      const found = await contents(await open(torn));
      for (const [key, text] of found) expect(text).toBe({ a: "甲", b: "乙", c: "丙" }[key]?.repeat(20));
      // a and b were saved together: both are there or neither.
      expect(found.has("a")).toBe(found.has("b"));
      seen.add(found.size);
      if (cut === used) expect(found.size).toBe(3);
    }
    expect([...seen].sort()).toEqual([0, 2, 3]);
  });

  it("compaction gives room back and keeps the newest row of each key", async () => {
    const fs = new MemoryFileSystem();
    const journal = await open(fs);
    for (let i = 0; i < 60; i += 1) await journal.append([draft(`k${i % 3}`, `${i}`.repeat(300))]);
    const before = (await fs.list(folder)).length;
    await journal.compact();
    expect((await fs.list(folder)).length).toBeLessThan(before / 3);
    expect(await contents(journal)).toEqual(new Map([57, 58, 59].map((i) => [`k${i % 3}`, `${i}`.repeat(300)])));
  });

  it("batches appends that wait together into far fewer flushes", async () => {
    const fs = new MemoryFileSystem();
    const journal = await openJournal({ fs, folder, limits, segmentBytes: 1 << 20 });
    await journal.append([draft("warm", "x")]);
    let syncs = 0;
    fs.before = (operation) => {
      if (operation === "sync") syncs += 1;
    };
    await Promise.all(Array.from({ length: 50 }, (_, i) => journal.append([draft(`k${i}`, "文")])));
    expect(syncs).toBeLessThanOrEqual(3);
    expect((await contents(await open(fs.afterPowerCut(() => 0.99)))).size).toBe(51);
  });

  it("takes a record larger than a segment into a segment of its own", async () => {
    const fs = new MemoryFileSystem();
    const journal = await open(fs);
    await journal.append([draft("big", "大".repeat(segmentBytes * 3)), draft("small", "小")]);
    await journal.append([draft("after", "后")]);
    const again = await contents(await open(fs.afterPowerCut(() => 0.99)));
    expect(again.get("big")).toHaveLength(segmentBytes * 3);
    expect([again.get("small"), again.get("after")]).toEqual(["小", "后"]);
  });
});
