import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDiskFull } from "./filesystem";
import { openJournal } from "./journal";
import { rowName } from "./row";
import { contents, draft, folder, Ledger, limits, open, segmentBytes } from "./testing/ledger";
import { DiskError, MemoryFileSystem } from "./testing/memory-filesystem";

describe("journal on a full or failing disk", () => {
  it("D5: keeps saving into the room it had prepared, then says E_DISK, loses nothing, and goes on when there is room", async () => {
    const fs = new MemoryFileSystem();
    const ledger = new Ledger();
    const journal = await open(fs);
    await ledger.append(journal, [["first", "x"]]);
    // Two segments: the one in use and the one made ready behind it.
    fs.capacity = 2 * segmentBytes;
    const outcomes: string[] = [];
    for (let i = 0; i < 40; i += 1) {
      outcomes.push(
        await ledger.append(journal, [[`k${i}`, "满".repeat(100)]]).then(
          () => "saved",
          (error) => error.code,
        ),
      );
    }
    expect(outcomes.slice(0, 10)).toEqual(Array(10).fill("saved"));
    expect(new Set(outcomes.slice(-5))).toEqual(new Set(["E_DISK"]));
    await ledger.check(await open(fs.afterPowerCut(() => 0.99)));
    fs.capacity = Number.POSITIVE_INFINITY;
    await ledger.append(journal, [["later", "有空间了"]]);
    await ledger.check(await open(fs.afterPowerCut(() => 0.99)));
  });

  it("gives up its ballast before it refuses", async () => {
    const fs = new MemoryFileSystem();
    fs.capacity = segmentBytes * 12;
    const journal = await openJournal({
      fs,
      folder,
      segmentBytes,
      limits: { warn: 0, readOnly: 0, ballast: segmentBytes * 2 },
    });
    expect(await fs.list(folder)).toContain("ballast");
    const saved: boolean[] = [];
    for (let i = 0; i < 150; i += 1)
      saved.push(
        await journal.append([draft(`k${i}`, "满".repeat(100))]).then(
          () => true,
          () => false,
        ),
      );
    expect(await fs.list(folder)).not.toContain("ballast");
    expect(saved.at(-1)).toBe(false);
    const kept = await contents(await openJournal({ fs: fs.afterKill(), folder, segmentBytes, limits }));
    saved.forEach((ok, i) => {
      if (ok) expect(kept.get(`k${i}`)).toBe("满".repeat(100));
    });
  });

  it("never writes behind a failed flush in the same segment", async () => {
    const fs = new MemoryFileSystem();
    const ledger = new Ledger();
    const journal = await open(fs);
    await ledger.append(journal, [["a", "1"]]);
    await ledger.append(journal, [["a", "spare is ready by now"]]);
    const written: string[] = [];
    let fail = true;
    fs.before = (operation, path) => {
      if (operation === "sync" && fail && written.length > 0) {
        fail = false;
        throw new DiskError("EIO");
      }
      if (operation === "write") written.push(path);
    };
    await expect(ledger.append(journal, [["a", "2"]])).rejects.toMatchObject({ code: "E_JOURNAL" });
    const failed = written.at(-1);
    written.length = 0;
    await ledger.append(journal, [["a", "3"]]);
    expect(written.filter((path) => path === failed)).toEqual([]);
    await ledger.check(await open(fs.afterPowerCut(() => 0.99)));
  });

  it("opens read-only-safe on a disk that is full already, with every row readable", async () => {
    const fs = new MemoryFileSystem();
    const journal = await open(fs);
    for (let i = 0; i < 5; i += 1) await journal.append([draft(`k${i}`, "文")]);
    fs.capacity = 0;
    const full = await openJournal({
      fs: fs.afterKill(),
      folder,
      segmentBytes,
      limits: { warn: 500, readOnly: 100, ballast: 64 },
    });
    expect((await full.health()).readOnly).toBe(true);
    expect((await contents(full)).size).toBe(5);
    expect(isDiskFull(new DiskError("ENOSPC"))).toBe(true);
  });
});

describe("journal damaged on disk", () => {
  const filled = async () => {
    const fs = new MemoryFileSystem();
    const journal = await open(fs);
    for (let i = 0; i < 30; i += 1) await journal.append([draft(`k${i}`, `${i}-`.repeat(60))]);
    await journal.close();
    return fs.afterKill();
  };
  const segments = async (fs: MemoryFileSystem) =>
    (await fs.list(folder)).filter((name) => name.endsWith(".jrn")).sort();

  it("reads every row outside the damage, none altered, and keeps the damaged file", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom("flip", "zero", "cut"),
        async (which, where, length, how) => {
          const fs = await filled();
          const name = (await segments(fs))[which] ?? "";
          const path = `${folder}/${name}`;
          const whole = await fs.read(path);
          const at = Math.floor(where * (whole.length - 1));
          const end = how === "cut" ? whole.length : Math.min(whole.length, at + length);
          fs.corrupt(path, (bytes) => {
            if (how === "cut") return bytes.subarray(0, at);
            return bytes.fill(how === "zero" ? 0 : 0xa5, at, end);
          });
          const intact = await open(await filled());
          const journal = await open(fs);
          const found = await contents(journal);
          for (const [key, value] of found) expect(value).toBe(`${key.slice(1)}-`.repeat(60));
          const lost = [...(await contents(intact)).keys()].filter((key) => !found.has(key));
          // 60 x 2 or 3 characters and a head of about 90 bytes: a stretch of n bytes cannot hit more rows than this.
          if (how !== "cut") expect(lost.length).toBeLessThanOrEqual(Math.ceil((end - at) / 200) + 1);
          const { repairs } = await journal.health();
          if (lost.length > 0 && how === "flip") {
            expect(repairs.length).toBeGreaterThan(0);
            expect((await fs.list(folder)).some((file) => file.endsWith(".damaged"))).toBe(true);
          }
          await journal.append([draft("after", "仍可保存")]);
          expect((await contents(await open(fs.afterKill()))).get("after")).toBe("仍可保存");
        },
      ),
      { numRuns: 150 },
    );
  });

  it("recovers rows before and behind damage in the middle, says so once, and opens clean the next time", async () => {
    const fs = await filled();
    const path = `${folder}/${(await segments(fs))[0]}`;
    fs.corrupt(path, (bytes) => bytes.fill(0x5a, 1_000, 1_040));
    const journal = await open(fs);
    const { repairs } = await journal.health();
    expect(repairs).toHaveLength(1);
    expect(repairs[0]).toMatch(/损坏.*已恢复/);
    expect((await contents(journal)).size).toBe(29);
    expect((await (await open(fs.afterKill())).health()).repairs).toEqual([]);
  });

  it("never gives a sequence number twice after damage", async () => {
    const fs = await filled();
    const last = (await segments(fs)).at(-2) ?? "";
    fs.corrupt(`${folder}/${last}`, (bytes) => bytes.fill(0x11, bytes.length - 900));
    const journal = await open(fs);
    const [row] = await journal.append([draft("new", "x")]);
    expect(row?.seq).toBeGreaterThan(30);
  });

  it("names rows by table and key without mixing them up", () => {
    expect(rowName({ table: "drafts", key: "a b" })).not.toBe(rowName({ table: "items", key: "a b" }));
  });
});
