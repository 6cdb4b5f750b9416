import { beforeEach, describe, expect, it } from "vitest";
import { newDocumentKey, signDocument } from "../../node/document-key";
import { utf8 } from "../../shared/bytes";
import { writeDurable } from "../durable-file";
import type { PolicySource } from "./source";
import {
  key,
  machinePath,
  machinePolicy,
  type PolicyBench,
  policyBench,
  sm2Key,
  strangerKey,
} from "./testing/policy-bench";

let bench: PolicyBench;
beforeEach(() => {
  bench = policyBench();
});

/** How the start ends: by a code and its detail, or not at all. */
const start = (how?: Parameters<PolicyBench["open"]>[0]) =>
  bench.open(how).then(
    () => "started",
    (error: unknown) => String(error).replace("AppError: ", ""),
  );

describe("the machine's policy at the start of a locked build (BD-2)", () => {
  it("BD-2: is taken when a pinned key signed it, Ed25519 or SM2, and says where it is from", async () => {
    await bench.put({});
    const { policy, running } = (await bench.open()).now();
    expect(policy.idleLockMinutes).toBe(5);
    const row = running.keys.find((one) => one.key === "idleLockMinutes");
    expect(row).toMatchObject({ source: { level: "machine", place: machinePath }, locked: true });
    await bench.put({ idleLockMinutes: 4 }, { serial: 2, by: sm2Key });
    expect((await bench.open()).now().policy.idleLockMinutes).toBe(4);
  });

  it("BD-2: absent, unreadable and faulty are three refusals, and each names the place", async () => {
    expect(await start()).toBe(`E_POLICY_ABSENT: ${machinePath}`);
    const refusing = (code: string): PolicySource => ({
      level: "machine",
      location: machinePath,
      read: async () => ({ kind: "unreadable", why: code }),
      watch: () => () => undefined,
    });
    expect(await start({ more: [refusing("没有读取权限")] })).toBe(
      `E_POLICY_UNREADABLE: 机器策略，${machinePath}：没有读取权限`,
    );
    await bench.put({ idleLockMinutes: 60 });
    expect(await start()).toBe(`E_POLICY_INVALID: 机器策略，${machinePath}：“idleLockMinutes”不能大于 10`);
    await bench.put("{");
    expect(await start()).toContain("E_POLICY_INVALID");
  });

  it("LA-42: a policy edited after signing, unsigned, or signed by another key or for another end is E_PROFILE", async () => {
    await bench.put({});
    await writeDurable(bench.fs, machinePath, JSON.stringify({ ...machinePolicy, idleLockMinutes: 10 }));
    expect(await start()).toContain("E_PROFILE: 机器策略，/etc/caibian/policy.json：签名之后内容被改动过");
    await bench.put({}, { by: null });
    expect(await start()).toContain("没有签名文件（.sig）");
    await bench.put({}, { by: strangerKey });
    expect(await start()).toContain("E_PROFILE");
    await bench.put({}, { by: newDocumentKey({ keyId: "release-2026", algorithm: "ed25519" }) });
    expect(await start()).toContain("不是由本版本认可的密钥签名");
    await bench.put({});
    const other = signDocument(await bench.fs.read(machinePath), "release", [key]);
    await writeDurable(bench.fs, `${machinePath}.sig`, JSON.stringify(other));
    expect(await start()).toContain("签名是为别的用途作的");
    await writeDurable(bench.fs, `${machinePath}.sig`, "neither");
    expect(await start()).toContain("不是本产品的签名");
  });

  it("BD-2: an older issue than one that was taken is refused, also a changed one of the same serial", async () => {
    await bench.put({ idleLockMinutes: 3 }, { serial: 7 });
    await bench.open();
    await bench.put({ idleLockMinutes: 10 }, { serial: 6 });
    expect(await start()).toBe(`E_POLICY_OLD: 机器策略，${machinePath}：serial 为 6，本机已采用过 7`);
    await bench.put({ idleLockMinutes: 10 }, { serial: 7 });
    expect(await start()).toContain("E_POLICY_OLD");
    await bench.put({ idleLockMinutes: 3 }, { serial: 7 });
    expect(await start()).toBe("started");
  });

  it("what is signed has a serial and a date; contradictions are told by key", async () => {
    const bare = JSON.stringify(machinePolicy);
    await bench.put(bare);
    expect(await start()).toContain("“serial”签名的策略须有序号；“issuedAt”签名的策略须写明签发时间");
    await bench.put({ platformUrl: "https://8.8.8.8" });
    expect(await start()).toContain("“platformUrl”不在 extranet 所列的地址段内");
    await bench.put({
      updates: { feed: "https://59.203.1.6/", ring: "early", window: { from: "12:00", to: "12:00" } },
    });
    expect(await start()).toContain("“updates.window”起止时间相同");
  });

  it("no refusal holds the platform's address (BD-4)", async () => {
    await bench.put({ platformUrl: "http://59.203.1.5", extra: "x" });
    const told = await start();
    expect(told).toContain("E_POLICY_INVALID");
    expect(told).not.toContain("59.203");
  });
});

describe("a development build", () => {
  it("takes an unsigned policy of the demo city, and of no other", async () => {
    await bench.put({ demo: true, platformUrl: "http://127.0.0.1:1" }, { by: null });
    expect(await start({ locked: false })).toBe("started");
    expect(await start({ locked: true })).toContain("E_PROFILE");
    await bench.put({ demo: false }, { by: null });
    expect(await start({ locked: false })).toContain("E_PROFILE");
    await bench.put({ demo: true, idleLockMinutes: 40 }, { by: null });
    expect(await start({ locked: false })).toContain("E_POLICY_INVALID");
  });
});

describe("the unit's policy (L4)", () => {
  it("L4: pushed once, holds at once and after the next start, and is verified again then", async () => {
    await bench.put({});
    const managed = await bench.open();
    await managed.takeUnit("luan", bench.unit({ idleLockMinutes: 2, retentionMonths: 12 }));
    expect(managed.now().policy).toMatchObject({ idleLockMinutes: 2, retentionMonths: 12 });
    const again = await bench.open();
    expect(again.now().policy.idleLockMinutes).toBe(2);
    expect(again.unitHash("luan")).toMatch(/^sha-256:/);
    const path = "/data/policy/unit-luan.json";
    await writeDurable(bench.fs, path, new TextDecoder().decode(await bench.fs.read(path)).replace(":2", ":4"));
    const touched = await bench.open();
    expect(touched.now().policy.idleLockMinutes).toBe(5);
    expect(touched.now().troubles.map(({ code }) => code)).toEqual(["E_PROFILE"]);
    expect(touched.unitHash("luan")).toBeNull();
  });

  it("L4: of another site, unsigned or older is refused, and the one in force stays", async () => {
    await bench.put({});
    const managed = await bench.open();
    await managed.takeUnit("luan", bench.unit({ idleLockMinutes: 2 }, { serial: 5 }));
    const codeAfter = async (pushed: ReturnType<PolicyBench["unit"]>) => {
      await managed.takeUnit("luan", pushed);
      expect(managed.now().policy.idleLockMinutes).toBe(2);
      return managed.now().troubles.map(({ code }) => code);
    };
    expect(await codeAfter(bench.unit({}, { serial: 6, site: "tongnan" }))).toEqual(["E_POLICY_INVALID"]);
    expect(await codeAfter(bench.unit({}, { serial: 6, by: null }))).toEqual(["E_PROFILE"]);
    expect(await codeAfter(bench.unit({}, { serial: 4 }))).toEqual(["E_POLICY_OLD"]);
    await managed.takeUnit("luan", bench.unit({}, { serial: 6 }));
    expect(managed.now()).toMatchObject({ policy: { idleLockMinutes: 5 }, troubles: [] });
  });

  it("holds while its site's store is the one in use, and makes room for another site's", async () => {
    await bench.put({});
    const managed = await bench.open();
    await managed.takeUnit("luan", bench.unit({ idleLockMinutes: 2 }));
    await managed.openSite("tongnan");
    expect(managed.now().policy.idleLockMinutes).toBe(5);
    await managed.openSite("luan");
    expect(managed.now().policy.idleLockMinutes).toBe(2);
  });

  it("AU-6: one that would cut the platform off is left out whole, and told", async () => {
    await bench.put({});
    const managed = await bench.open();
    await managed.takeUnit("luan", bench.unit({ extranet: ["59.203.9.0/24"], idleLockMinutes: 2 }));
    expect(managed.now().policy).toMatchObject({ extranet: ["59.203.0.0/16"], idleLockMinutes: 5 });
    expect(managed.now().troubles[0]?.detail).toContain("“platformUrl”不在 extranet 所列的地址段内");
  });
});

describe("the bytes that are judged", () => {
  it("are those on disk: another encoding is unreadable, not a policy", async () => {
    await bench.put({});
    const wide = new Uint8Array([0xff, 0xfe, ...[...utf8("{}")].flatMap((byte) => [byte, 0])]);
    await writeDurable(bench.fs, machinePath, wide);
    expect(await start()).toContain("E_POLICY_UNREADABLE: 机器策略，/etc/caibian/policy.json：不是 UTF-8 文本");
  });
});
