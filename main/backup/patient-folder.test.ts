/** A backup folder on a share that is gone: what else the workstation does goes on. */
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type FileSystem, nodeFileSystem } from "../journal/filesystem";
import type { Store } from "../store";
import { FakeTimers } from "../testing/fake-timers";
import { type StoreBench, storeBench } from "../testing/store-bench";
import { Backups } from "./backups";
import { ANSWER_MS } from "./patient-folder";

let bench: StoreBench;
let store: Store;
afterEach(async () => {
  await store.close();
  bench.close();
});

const turns = () => new Promise((done) => setTimeout(done, 20));

/** A share that stops answering; counts the calls that wait for it. */
function share(folder: string) {
  let gone: Promise<void> | null = null;
  let back: () => void = () => undefined;
  const state = { waiting: 0 };
  const at = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    if (gone !== null && path.startsWith(folder)) {
      state.waiting += 1;
      await gone;
      state.waiting -= 1;
    }
    return work();
  };
  const { list, read, makeFolder, open } = nodeFileSystem;
  const fs: FileSystem = {
    ...nodeFileSystem,
    list: (path) => at(path, () => list(path)),
    read: (path) => at(path, () => read(path)),
    makeFolder: (path) => at(path, () => makeFolder(path)),
    open: (path, mode) => at(path, () => open(path, mode)),
  };
  const leave = () => {
    gone = new Promise((done) => {
      back = done;
    });
  };
  const comeBack = () => {
    gone = null;
    back();
  };
  return { fs, state, leave, comeBack };
}

async function backedUp() {
  bench = await storeBench();
  store = await bench.open();
  const folder = join(bench.folder, "share");
  const disk = share(folder);
  const timers = new FakeTimers();
  const backups = new Backups({
    fs: disk.fs,
    dataFolder: bench.folder,
    policy: { backup: { folder, keep: 2 } },
    audit: { note: async () => undefined, close: async () => undefined },
    clock: () => new Date("2026-11-20T11:00:00.000Z"),
    timers,
    store: () => store,
    bug: (error) => {
      throw error;
    },
  });
  await backups.now();
  return { ...disk, timers, backups };
}

describe("D8: a backup folder that never answers", () => {
  it("D1: holds one thread however often it is asked, and each who asks is told so", async () => {
    const { state, leave, timers, backups } = await backedUp();
    leave();
    for (const ask of [backups.state, backups.restorable, backups.now, backups.drill, backups.state, backups.now]) {
      const answer = ask().catch((error: unknown) => error);
      await turns();
      timers.advance(ANSWER_MS);
      expect(JSON.stringify(await answer)).toBeDefined();
      expect(state.waiting).toBe(1);
    }
    await expect(backups.state()).rejects.toMatchObject({
      code: "E_BACKUP",
      detail: expect.stringContaining("没有回应"),
    });
  });

  it("is backed up into again once it is back, and then tells nothing of the trouble", async () => {
    const { leave, comeBack, timers, backups } = await backedUp();
    leave();
    const failed = backups.now().catch((error: unknown) => error);
    await turns();
    timers.advance(ANSWER_MS);
    expect(await failed).toMatchObject({ code: "E_BACKUP" });
    comeBack();
    await turns();
    expect((await backups.state()).failure).toMatchObject({ detail: expect.stringContaining("没有回应") });
    expect((await backups.now()).failure).toBeNull();
  });
});
