import { describe, expect, it } from "vitest";
import type { FileSystem } from "./filesystem";
import { openJournal } from "./journal";
import { contents, draft, folder, limits } from "./testing/ledger";
import { DiskError, MemoryFileSystem } from "./testing/memory-filesystem";

const openOn = (fs: FileSystem) => openJournal({ fs, folder, limits, segmentBytes: 64 * 1024 });

/** Reads of `path` that touch `[from, to)` fail, as over a bad sector. */
function badSectors(fs: MemoryFileSystem, path: string, [from, to]: readonly [number, number]): FileSystem {
  return {
    ...fs,
    read: async (wanted) => {
      if (wanted === path) throw new DiskError("EIO");
      return fs.read(wanted);
    },
    open: async (wanted, mode) => {
      const file = await fs.open(wanted, mode);
      if (wanted !== path) return file;
      const read = async (position: number, length: number) => {
        if (position < to && position + length > from) throw new DiskError("EIO");
        return file.read(position, length);
      };
      return { ...file, read };
    },
  };
}

describe("a journal on a bad disk", () => {
  it("E12: a segment with bad sectors costs the rows that lie there and no other, is told, and stays as it is", async () => {
    const fs = new MemoryFileSystem();
    const first = await openOn(fs);
    for (let at = 0; at < 40; at += 1) await first.append([draft(`k${at}`, `第 ${at} 条`.repeat(60))]);
    await first.close();
    const path = `${folder}/00000001.jrn`;
    const before = await fs.read(path);
    const journal = await openOn(badSectors(fs, path, [9_000, 9_500]));
    const found = await contents(journal);
    expect([...found.keys()]).toEqual(expect.arrayContaining(["k0", "k39"]));
    expect(found.size).toBeGreaterThan(25);
    expect((await journal.health()).repairs.join()).toContain("00000001.jrn");
    await journal.append([draft("k1", "重新写过")]);
    await journal.compact();
    expect(Buffer.from(await fs.read(path)).equals(before)).toBe(true);
    await journal.close();
    // The disk reads again: what was written since holds against the older row of the same name.
    const whole = await contents(await openOn(fs));
    expect(whole.size).toBe(40);
    expect(whole.get("k1")).toBe("重新写过");
  });

  it("E12: a reserve that cannot be written or taken away keeps no journal closed", async () => {
    const fs = new MemoryFileSystem();
    fs.before = (_operation, path) => {
      if (path.endsWith("/ballast")) throw new DiskError("EIO");
    };
    const journal = await openOn(fs);
    await journal.append([draft("a", "甲")]);
    expect((await contents(journal)).get("a")).toBe("甲");
    await journal.close();
  });

  it("E12: a save that fails is told even where the file does not close, and the next one is made", async () => {
    const fs = new MemoryFileSystem();
    let failing = false;
    const journal = await openOn({
      ...fs,
      open: async (path, mode) => {
        const file = await fs.open(path, mode);
        const fail = (): never => {
          throw new DiskError("EIO");
        };
        return {
          ...file,
          sync: async () => (failing ? fail() : file.sync()),
          close: async () => (failing ? fail() : file.close()),
        };
      },
    });
    await journal.append([draft("a", "甲")]);
    failing = true;
    await expect(journal.append([draft("b", "乙")])).rejects.toMatchObject({ code: "E_JOURNAL" });
    failing = false;
    await journal.append([draft("b", "乙")]);
    expect((await contents(journal)).get("b")).toBe("乙");
    await journal.close();
  });
});
