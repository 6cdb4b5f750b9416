/** Opening and locking a store when a step in between fails: nothing of it stays open behind. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FileSystem, nodeFileSystem, type OpenFile } from "./journal/filesystem";
import { type Bench, noTokens, openBench, pin, type Window } from "./testing/bench";

/** The machine's disk, of which single files can be made to fail; it counts what the stores hold open. */
class FailingDisk implements FileSystem {
  readonly makeFolder = nodeFileSystem.makeFolder;
  readonly list = nodeFileSystem.list;
  readonly rename = nodeFileSystem.rename;
  readonly remove = nodeFileSystem.remove;
  readonly syncFolder = nodeFileSystem.syncFolder;
  readonly freeBytes = nodeFileSystem.freeBytes;
  /** Part of a path: what is read from there cannot be read. */
  unreadable: string | null = null;
  /** Part of a path: what is written there cannot be written. */
  unwritable: string | null = null;
  readonly held = new Set<string>();

  readonly read = (path: string): Promise<Uint8Array> =>
    this.#hits(this.unreadable, path) ? Promise.reject(badDisk()) : nodeFileSystem.read(path);

  readonly open = async (path: string, mode: "create" | "edit"): Promise<OpenFile> => {
    const file = await nodeFileSystem.open(path, mode);
    this.held.add(path);
    return {
      ...file,
      write: (bytes, position) =>
        this.#hits(this.unwritable, path) ? Promise.reject(badDisk()) : file.write(bytes, position),
      close: async () => {
        this.held.delete(path);
        await file.close();
      },
    };
  };

  readonly heldOf = (part: string): readonly string[] => [...this.held].filter((path) => path.includes(part));

  #hits(part: string | null, path: string): boolean {
    return part !== null && path.includes(part);
  }
}

const badDisk = () => Object.assign(new Error("input/output error"), { code: "EIO" });

let bench: Bench;
let disk: FailingDisk;
let window: Window;
let keyId: string;

beforeAll(async () => {
  bench = await openBench();
  disk = new FailingDisk();
  window = await bench.start({ ...noTokens, fs: disk });
  keyId = await window.keyOf("张晓岚");
  await window.ask("desk:session.unlock", { keyId, pin });
  await window.ask("desk:session.lock", null);
});
afterAll(() => bench.close());
beforeEach(() => {
  [disk.unreadable, disk.unwritable] = [null, null];
});

const state = async () => (await window.ask("desk:session.read", null)).state;

describe("a store whose opening fails half way", () => {
  it("D9: holds no file of it when its memory of the last sign-in cannot be read, and opens once it can", async () => {
    disk.unreadable = "session.sealed";
    expect(await window.failureOf("desk:session.unlock", { keyId, pin })).not.toBe("none");
    expect(disk.heldOf("stores")).toEqual([]);
    expect(await state()).toBe("locked");
    disk.unreadable = null;
    expect((await window.ask("desk:session.unlock", { keyId, pin })).state).toBe("offline");
    await window.ask("desk:session.lock", null);
  });

  it("D9: holds no file of it, and is not open, when the audit log cannot take the line", async () => {
    disk.unwritable = "audit.jsonl";
    expect(await window.failureOf("desk:session.unlock", { keyId, pin })).not.toBe("none");
    expect(disk.heldOf("stores")).toEqual([]);
    expect(await state()).toBe("locked");
  });
});

describe("locking", () => {
  it("D9: closes the journal also when the audit log cannot take the line: no second writer meets the first", async () => {
    await window.ask("desk:session.unlock", { keyId, pin });
    expect(disk.heldOf("stores")).not.toEqual([]);
    disk.unwritable = "audit.jsonl";
    await window.failureOf("desk:session.lock", null);
    expect(disk.heldOf("stores")).toEqual([]);
    expect(await state()).toBe("locked");
    disk.unwritable = null;
    expect((await window.ask("desk:session.unlock", { keyId, pin })).state).toBe("offline");
  });
});
