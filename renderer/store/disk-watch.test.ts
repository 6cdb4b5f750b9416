import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import type { Output } from "../../shared/ipc/contract";
import type { Ask } from "../services";
import { createSignal } from "../signal";
import { createDiskWatch } from "./disk-watch";
import type { StoreHealth } from "./records";

const MB = 1024 * 1024;

function watch() {
  const disk = { freeBytes: 10_000 * MB, readOnly: false, answers: true };
  const health = createSignal<StoreHealth>({ mode: "both", trouble: null, repairs: [] });
  const ask: Ask = async (name) => {
    if (name !== "desk:journal.health") throw new Error(`not expected: ${name}`);
    if (!disk.answers) throw new AppError("E_LOCKED");
    const { freeBytes, readOnly } = disk;
    const answer: Output<"desk:journal.health"> = { repairs: [], records: 3, bytes: 9, freeBytes, readOnly };
    // The one call this fake answers.
    return answer as never;
  };
  return { disk, health, watched: createDiskWatch({ ask, health, delay: async () => undefined }) };
}

describe("D5: the room on the disk", () => {
  it("warns below 500 MB, begins nothing new below 100 MB, and is well again without a restart", async () => {
    const { disk, watched } = watch();
    const levels: string[] = [];
    for (const free of [500, 499, 100, 99, 0, 600]) {
      disk.freeBytes = free * MB;
      await watched.check();
      levels.push(watched.state.get().level);
    }
    expect(levels).toEqual(["enough", "low", "low", "read-only", "read-only", "enough"]);
  });

  it("believes main when it has turned to read-only by itself", async () => {
    const { disk, watched } = watch();
    disk.readOnly = true;
    await watched.check();
    expect(watched.state.get().level).toBe("read-only");
  });

  it("takes back the trouble of a full disk, and no other, when there is room again", async () => {
    const { disk, health, watched } = watch();
    disk.freeBytes = 1;
    health.set({ ...health.get(), trouble: { code: "E_DISK", detail: "" } });
    await watched.check();
    expect(health.get().trouble?.code).toBe("E_DISK");
    disk.freeBytes = 900 * MB;
    await watched.check();
    expect(health.get().trouble).toBeNull();
    health.set({ ...health.get(), trouble: { code: "E_JOURNAL", detail: "" } });
    await watched.check();
    expect(health.get().trouble?.code).toBe("E_JOURNAL");
  });

  it("keeps the last answer while main does not answer", async () => {
    const { disk, watched } = watch();
    disk.freeBytes = 50 * MB;
    await watched.check();
    disk.answers = false;
    await watched.check();
    expect(watched.state.get()).toMatchObject({ level: "read-only", journal: { freeBytes: 50 * MB } });
  });
});
