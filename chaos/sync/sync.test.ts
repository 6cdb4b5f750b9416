import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { play } from "./schedule/play";
import { randomFrom } from "./schedule/random";
import { type Step, schedule } from "./schedule/step";
import { closeGround, type Ground, openGround } from "./world/world";

let ground: Ground;
const folder = mkdtempSync(join(tmpdir(), "caibian-sync-"));
const LONG = 600_000;

beforeAll(async () => {
  ground = await openGround();
}, LONG);
afterAll(async () => {
  await closeGround(ground);
  rmSync(folder, { recursive: true, force: true });
}, LONG);

const judged = async (seed: number, steps: readonly Step[]) =>
  play({ ground, folder: join(folder, String(seed)), random: randomFrom(seed) }, steps);

/** `npm run chaos -- sync-faults` plays hundreds; these twenty keep the world itself honest. */
const SEEDS = 20;

describe("real workstations and the real platform under faults", () => {
  it(
    "D1, D2: an answer that is lost after the effect, and a killed platform, leave each effect once and said once",
    async () => {
      const steps: Step[] = [
        { kind: "write", desk: 0, item: 0 },
        { kind: "sync", desk: 0, faults: ["none", "none", "none", "lost-answer"] },
        { kind: "platform-fuse", statements: 40 },
        { kind: "sync", desk: 0, faults: [] },
        { kind: "kill", desk: 0, how: "power" },
      ];
      const { faults, acknowledged } = await judged(1, steps);
      expect(faults).toEqual([]);
      expect(acknowledged).toBe(1);
    },
    LONG,
  );

  it(
    "D3: of two workstations on one item one is first and the other is asked; neither overwrites",
    async () => {
      const steps: Step[] = [
        { kind: "write", desk: 0, item: 0 },
        { kind: "sync", desk: 0, faults: [] },
        { kind: "sync", desk: 1, faults: [] },
        { kind: "write", desk: 0, item: 0 },
        { kind: "write", desk: 1, item: 0 },
        { kind: "sync-both", faults: [] },
        { kind: "answer", desk: 0, item: 0 },
        { kind: "answer", desk: 1, item: 0 },
      ];
      const { faults, acknowledged } = await judged(2, steps);
      expect(faults).toEqual([]);
      expect(acknowledged).toBe(4);
    },
    LONG,
  );

  it(
    `D1, D2, D3: ${SEEDS} random schedules keep every promise`,
    async () => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const [steps = []] = fc.sample(schedule, { seed, numRuns: 1 });
        expect({ seed, faults: (await judged(seed, steps)).faults }).toEqual({ seed, faults: [] });
      }
    },
    LONG,
  );
});
