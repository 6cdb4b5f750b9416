import { beforeEach, describe, expect, it } from "vitest";
import { writeDurable } from "../durable-file";
import type { PolicyListener } from "./managed-policy";
import { machinePath, type PolicyBench, policyBench, settled } from "./testing/policy-bench";

let bench: PolicyBench;
beforeEach(async () => {
  bench = policyBench();
  await bench.put({});
});

/** So many seconds pass, in steps in which everything that is due runs to its end. */
async function pass(seconds: number): Promise<void> {
  for (let step = 0; step < seconds * 10; step += 1) {
    bench.timers.advance(100);
    await settled();
  }
}

async function running() {
  const managed = await bench.open();
  const heard: Parameters<PolicyListener>[] = [];
  managed.listen((...change) => heard.push(change));
  managed.start((error) => {
    throw error;
  });
  await settled();
  return { managed, heard };
}

describe("a policy that changes while the desk runs (L4)", () => {
  it("holds within five seconds, and whoever listens is told once", async () => {
    const { managed, heard } = await running();
    await bench.put({ idleLockMinutes: 3, leaks: { clipboard: "inside", capture: "block" } }, { serial: 2 });
    await pass(5);
    expect(managed.now().policy).toMatchObject({ idleLockMinutes: 3, leaks: { capture: "block" } });
    expect(heard.map(([after, before]) => [before.policy.idleLockMinutes, after.policy.idleLockMinutes])).toEqual([
      [5, 3],
    ]);
    managed.stop();
    await bench.put({ idleLockMinutes: 1 }, { serial: 3 });
    await pass(10);
    expect(managed.now().policy.idleLockMinutes).toBe(3);
  });

  it("a key that is read at the start waits for the next one, and is shown as waiting", async () => {
    const { managed } = await running();
    await bench.put({ journalFolder: "/other-disk", idleLockMinutes: 4 }, { serial: 2 });
    await pass(5);
    const { policy, next } = managed.now();
    expect([policy.journalFolder, policy.idleLockMinutes]).toEqual([undefined, 4]);
    expect(next.keys.find(({ key }) => key === "journalFolder")?.value).toBe("/other-disk");
  });

  it("BD-2: a new one that is faulty, unsigned or gone is told, and the last known holds on", async () => {
    const { managed } = await running();
    const codesAfter = async (change: () => Promise<void>) => {
      await change();
      await pass(5);
      expect(managed.now().policy.idleLockMinutes).toBe(5);
      return managed.now().troubles.map(({ code }) => code);
    };
    expect(await codesAfter(() => bench.put("{", { serial: 2 }))).toEqual(["E_POLICY_INVALID"]);
    expect(await codesAfter(() => bench.put({ idleLockMinutes: 9 }, { serial: 2, by: null }))).toEqual(["E_PROFILE"]);
    expect(await codesAfter(() => bench.fs.remove(machinePath))).toEqual(["E_POLICY_ABSENT"]);
    expect(await codesAfter(() => bench.put({ idleLockMinutes: 9 }, { serial: 1 }))).toEqual(["E_POLICY_OLD"]);
    expect(await codesAfter(() => bench.put({}, { serial: 1 }))).toEqual([]);
  });

  it("a file that is written before its signature is no trouble in the end", async () => {
    const { managed } = await running();
    await bench.put({ idleLockMinutes: 2 }, { serial: 2 });
    const signature = await bench.fs.read(`${machinePath}.sig`);
    await bench.fs.remove(`${machinePath}.sig`);
    await pass(2);
    expect(managed.now().troubles.map(({ code }) => code)).toEqual(["E_PROFILE"]);
    await writeDurable(bench.fs, `${machinePath}.sig`, signature);
    await pass(5);
    expect(managed.now()).toMatchObject({ policy: { idleLockMinutes: 2 }, troubles: [] });
  });

  it("the person's own file follows as it comes, changes and goes, and only tightens", async () => {
    const { managed } = await running();
    await bench.putUser({ idleLockMinutes: 3 });
    await pass(3);
    expect(managed.now().policy.idleLockMinutes).toBe(3);
    await bench.putUser({ idleLockMinutes: 9 });
    await pass(3);
    expect(managed.now().policy.idleLockMinutes).toBe(5);
    expect(managed.now().next.ignored.map(({ key, why }) => [key, why])).toEqual([["idleLockMinutes", "looser"]]);
    await bench.putUser("{");
    await pass(3);
    expect(managed.now().troubles.map(({ code }) => code)).toEqual(["E_POLICY_INVALID"]);
    await bench.fs.remove("/data/policy/user.json");
    await pass(3);
    expect(managed.now()).toMatchObject({ policy: { idleLockMinutes: 5 }, troubles: [] });
  });

  it("refreshes run one after the other, and those that wait are one", async () => {
    let reading = 0;
    let most = 0;
    let reads = 0;
    const slow = {
      level: "group" as const,
      location: "slow",
      read: async () => {
        reads += 1;
        reading += 1;
        most = Math.max(most, reading);
        await settled();
        reading -= 1;
        return { kind: "absent" } as const;
      },
      watch: () => () => undefined,
    };
    const managed = await bench.open({ more: [slow] });
    const before = reads;
    await Promise.all(Array.from({ length: 20 }, () => managed.refresh()));
    expect(most).toBe(1);
    expect(reads - before).toBeLessThanOrEqual(2);
    expect(reads - before).toBeGreaterThan(0);
  });
});
