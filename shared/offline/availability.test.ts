import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contract } from "../ipc/contract";
import { availabilityOf } from "./availability";
import { offlineCalls } from "./calls";
import { type CommandId, offlineCommands } from "./commands";

const commands = Object.keys(offlineCommands).filter((id): id is CommandId => id in offlineCommands);
const around = fc.record({
  signedIn: fc.boolean(),
  reachable: fc.boolean(),
  key: fc.boolean(),
  diskFull: fc.boolean(),
});
const best = { signedIn: true, reachable: true, key: true, diskFull: false };

describe("D6: the offline matrix", () => {
  it("has a row for every call of the contract and none for a call that is gone", () => {
    expect(Object.keys(offlineCalls).sort()).toEqual(Object.keys(contract).sort());
  });

  it("gives a Chinese name and reason for every call and command", () => {
    for (const { name, why } of [...Object.values(offlineCalls), ...Object.values(offlineCommands)]) {
      expect(name).toMatch(/^[\p{Script=Han}、]{2,}$/u);
      expect(why).toMatch(/^\p{Script=Han}.*。$/u);
    }
  });

  it("lets every command be used with network, sign-in, key and room on the disk", () => {
    for (const id of commands) expect(availabilityOf(id, best)).toEqual({ can: true });
  });

  it("whatever is refused says why, and what is not about the platform never fails for want of it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...commands), around, (id, now) => {
        const answer = availabilityOf(id, now);
        if (!answer.can) expect(answer.why).toContain(offlineCommands[id].name);
        const offline = { ...now, signedIn: false, reachable: false };
        const { offline: kind } = offlineCommands[id];
        if (kind !== "needs-platform" && kind !== "needs-sign-in") expect(availabilityOf(id, offline)).toEqual(answer);
      }),
    );
  });

  it("writing, proofreading, signing and submitting need no network; only a full disk stops what adds data", () => {
    const offline = { signedIn: false, reachable: false, key: true, diskFull: false };
    for (const id of ["draft.create", "draft.write", "draft.proof", "draft.submit", "item.approve"] as const) {
      expect(availabilityOf(id, offline)).toEqual({ can: true });
    }
    expect(availabilityOf("draft.write", { ...offline, diskFull: true }).can).toBe(false);
    expect(availabilityOf("draft.proof", { ...offline, diskFull: true }).can).toBe(true);
    expect(availabilityOf("item.evidence", offline)).toMatchObject({
      can: false,
      why: expect.stringContaining("登录平台"),
    });
  });
});
