import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import type { SessionView } from "../../shared/ipc/contract";
import { Notices } from "../notices";
import { FakeTimers } from "../testing/fake-timers";
import type { WatchedPolicy } from "./managed-policy";
import { PushedPolicy, type PushedPolicyParts } from "./pushed-policy";
import { type PolicyBench, policyBench, settled } from "./testing/policy-bench";

type Offer = ReturnType<PolicyBench["unit"]>;

let bench: PolicyBench;
let managed: WatchedPolicy;
beforeEach(async () => {
  bench = policyBench();
  await bench.put({});
  managed = await bench.open();
});

/** A session that is what the test says, and a platform that offers one policy. */
function signedInTo(offer: () => Offer | null) {
  const notices = new Notices();
  const timers = new FakeTimers();
  const asked: (string | null)[] = [];
  let state: SessionView["state"] = "locked";
  const session: PushedPolicyParts["session"] = {
    view: () => ({ state, storeId: null, account: null, reachable: true, clockOffset: 0 }),
    site: () => {
      if (state === "locked") throw new AppError("E_LOCKED");
      return "luan";
    },
    read: async (known) => {
      asked.push(known);
      const policy = offer();
      if (policy === null) throw new AppError("E_OFFLINE");
      return policy;
    },
  };
  const pushed = new PushedPolicy({
    session,
    units: managed,
    notices,
    timers,
    bug: (error) => {
      throw error;
    },
  });
  pushed.start();
  return {
    asked,
    timers,
    stop: pushed.stop,
    become: async (next: SessionView["state"]) => {
      state = next;
      notices.send("desk:session.changed", session.view());
      await settled();
      await settled();
    },
  };
}

describe("the unit's policy from the platform (L4)", () => {
  it("L4: is asked for when somebody signs in, holds at once, and is asked for again with the hash in hand", async () => {
    const desk = signedInTo(() => bench.unit({ idleLockMinutes: 2 }));
    await desk.become("offline");
    expect(desk.asked).toEqual([]);
    await desk.become("online");
    expect(managed.now().policy.idleLockMinutes).toBe(2);
    desk.timers.advance(2 * 60_000);
    await settled();
    expect(desk.asked).toEqual([null, managed.unitHash("luan")]);
    expect(desk.asked[1]).toMatch(/^sha-256:/);
  });

  it("is asked for once in each round, however often the session changes on the way in", async () => {
    const desk = signedInTo(() => bench.unit({}));
    await Promise.all([desk.become("offline"), desk.become("online")]);
    const before = desk.asked.length;
    desk.timers.advance(2 * 60_000);
    await settled();
    expect(desk.asked.length - before).toBe(1);
  });

  it("is not asked for while locked, nor after the desk has stopped", async () => {
    const desk = signedInTo(() => bench.unit({}));
    await desk.become("online");
    await desk.become("locked");
    desk.timers.advance(10 * 60_000);
    await settled();
    expect(desk.asked).toHaveLength(1);
    await desk.become("online");
    desk.stop();
    desk.timers.advance(10 * 60_000);
    await settled();
    expect(desk.asked).toHaveLength(2);
  });

  it("a platform out of reach changes nothing, and is asked again", async () => {
    let reachable = false;
    const desk = signedInTo(() => (reachable ? bench.unit({ idleLockMinutes: 1 }) : null));
    await desk.become("online");
    expect(managed.now()).toMatchObject({ policy: { idleLockMinutes: 5 }, troubles: [] });
    reachable = true;
    desk.timers.advance(2 * 60_000);
    await settled();
    expect(managed.now().policy.idleLockMinutes).toBe(1);
  });
});
