import { describe, expect, it } from "vitest";
import { z } from "zod";
import { groupDocument, machineDocument, policy, unitDocument, userDocument } from "../model/policy";
import { contradictions } from "./contradictions";
import { groupKeys, readGroupValue } from "./group-values";
import { type PolicyLevel, policyLevels } from "./key-row";
import { policyKeyNames, policyKeyOf } from "./key-table";
import { readPolicy } from "./reading";
import { tellValue } from "./telling";
import { everyKey, ladder } from "./testing/values";
import { assemble, flatten, type PolicyValues } from "./values";

const good = { platformUrl: "https://cms.example.gov.cn", anchorsFiles: ["a.json"], keyFolders: [], demo: false };

const faultsOf = (level: PolicyLevel, text: unknown) => {
  const reading = readPolicy(level, typeof text === "string" ? text : JSON.stringify(text));
  return reading.kind === "faulty" ? reading.faults.map(({ key, words }) => `${key} ${words}`) : [];
};

/** `updates.ring` of a schema's shape. */
function leavesOf(schema: z.ZodType, path: readonly string[] = []): string[] {
  const inner = schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional ? schema.unwrap() : schema;
  const isGroup = inner instanceof z.ZodObject && (path.length === 0 || groups.includes(path.join(".")));
  if (!isGroup) return [path.join(".")];
  return Object.entries(inner.shape).flatMap(([name, value]) => leavesOf(value as z.ZodType, [...path, name]));
}
const groups = ["updates", "leaks", "backup", "accessibility"];
const stamps = ["level", "serial", "issuedAt", "site"];

describe("the table of keys and the schema", () => {
  it("L4: name the same keys, so that no setting escapes resolve()", () => {
    expect([...policyKeyNames].sort()).toEqual(leavesOf(policy).sort());
  });

  it("L4: each level's document takes exactly the keys that the table lets it set", () => {
    const schemas = { machine: machineDocument, group: groupDocument, unit: unitDocument, user: userDocument };
    for (const level of policyLevels) {
      const allowed = policyKeyNames.filter(
        (key) => policyLevels.indexOf(level) <= policyLevels.indexOf(policyKeyOf(key).lowest),
      );
      const taken = leavesOf(schemas[level]).filter((key) => !stamps.includes(key));
      expect([level, taken.sort()]).toEqual([level, [...allowed].sort()]);
    }
  });

  it("a document is the same after it was taken apart into keys and put together", () => {
    const whole = assemble(everyKey(0));
    expect(assemble(flatten(whole))).toEqual(whole);
    expect(Object.keys(flatten(whole))).toHaveLength(policyKeyNames.length);
  });

  it("BD-4: no value that is told holds the platform's or the feed's address", () => {
    const told = policyKeyNames.flatMap((key) => ladder[key].map((value) => tellValue(key, value))).join(" ");
    expect(told).not.toMatch(/https?:|example\.gov\.cn|59\.203/);
    expect(tellValue("idleLockMinutes", 5)).toBe("5 分钟");
    expect(tellValue("updates.window", { from: "22:00", to: "06:00" })).toBe("22:00 至次日 06:00");
  });
});

describe("a faulty document", () => {
  it("names the key and what is wrong with it, in the administrator's words", () => {
    expect(faultsOf("machine", { ...good, idleLockMinutes: 30 })).toEqual(["idleLockMinutes 不能大于 10"]);
    expect(faultsOf("machine", { ...good, idleLockMinute: 3 })).toEqual([
      "idleLockMinute 没有这个策略项，或这一级不能设",
    ]);
    expect(faultsOf("machine", { ...good, leaks: { clipboard: "some", capture: "allow" } })).toEqual([
      "leaks.clipboard 只能是 allow、inside",
    ]);
    expect(faultsOf("machine", { ...good, platformUrl: undefined })).toEqual(["platformUrl 缺少，或类型不对"]);
    expect(faultsOf("machine", { ...good, extranet: [] })).toEqual(["extranet 不能小于 1"]);
    expect(faultsOf("machine", { ...good, extranet: ["10.0.0.0/40"] })[0]).toContain("extranet.0 格式不对");
    expect(faultsOf("user", { retentionMonths: 12 })).toEqual(["retentionMonths 没有这个策略项，或这一级不能设"]);
    expect(
      faultsOf("machine", {
        ...good,
        updates: { feed: "https://a.b/", ring: "early", window: { from: "9:00", to: "25:00" } },
      }),
    ).toEqual(["updates.window.from 格式不对", "updates.window.to 格式不对"]);
  });

  it("says where the JSON breaks off, and takes Notepad's mark in front", () => {
    expect(faultsOf("machine", '{\n  "demo": true,\n  demo\n}')).toEqual([
      " 不是正确的 JSON，第 3 行第 3 个字符附近有误",
    ]);
    expect(faultsOf("machine", "{")).toHaveLength(1);
    expect(faultsOf("machine", " \n")).toEqual([" 文件是空的"]);
    expect(faultsOf("machine", "[]")).toHaveLength(1);
    expect(faultsOf("machine", `\uFEFF${JSON.stringify(good)}`)).toEqual([]);
  });

  it("is a machine's or a unit's, never one for the other", () => {
    const unit = { level: "unit", site: "luan", serial: 1, issuedAt: "2026-11-20T00:00:00.000Z", idleLockMinutes: 3 };
    expect(faultsOf("unit", unit)).toEqual([]);
    expect(faultsOf("machine", { ...good, ...unit })).not.toEqual([]);
    expect(faultsOf("unit", { ...unit, ...good })).toHaveLength(4);
  });
});

describe("contradictions", () => {
  const told = (values: PolicyValues) => contradictions(values).map(({ key }) => key);
  const demo = { platformUrl: "http://127.0.0.1:17810", demo: true };

  it("AU-6: the platform and the feed lie in the extranet, and plain http is the demo city's on this machine alone", () => {
    expect(told(flatten(good))).toEqual([]);
    expect(told({ platformUrl: "https://59.203.1.5", extranet: ["59.203.0.0/16"] })).toEqual([]);
    expect(told({ platformUrl: "https://8.8.8.8", extranet: ["59.203.0.0/16"] })).toEqual(["platformUrl"]);
    expect(told({ "updates.feed": "https://[2001:db9::1]/", extranet: ["2001:db8::/32"] })).toEqual(["updates.feed"]);
    expect(told(demo)).toEqual([]);
    expect(told({ ...demo, platformUrl: "http://[::1]:1/" })).toEqual([]);
    expect(told({ ...demo, demo: false })).toEqual(["platformUrl"]);
    expect(told({ ...demo, platformUrl: "http://10.0.0.1/" })).toEqual(["platformUrl"]);
    expect(told({ ...demo, "updates.feed": "http://10.0.0.1/" })).toEqual(["updates.feed"]);
  });

  it("L8: a window without time, two drivers of one name and one disk for both copies are told by key", () => {
    expect(told({ "updates.window": { from: "09:00", to: "09:00" } })).toEqual(["updates.window"]);
    const [, , two] = ladder.tokenModules;
    expect(told({ tokenModules: two ?? [] })).toEqual([]);
    const one = { kind: "pkcs11", name: "one", path: "/a.so" };
    expect(told({ tokenModules: [one, { ...one, path: "/b.so" }] })).toEqual(["tokenModules"]);
    expect(told({ journalFolder: "/a", "backup.folder": "/a" })).toEqual(["backup.folder"]);
  });
});

describe("values of group policy", () => {
  it("can set what may be tightened and nothing that only the signed policy sets", () => {
    for (const key of [
      "platformUrl",
      "demo",
      "pinnedCa",
      "anchorsFiles",
      "updates.feed",
      "tokenModules",
      "secondEngines",
    ])
      expect(groupKeys.has(key)).toBe(false);
    expect(groupKeys.size).toBeGreaterThan(10);
  });

  it("read from the registry's types, and another type is left for the schema to refuse", () => {
    expect(readGroupValue("idleLockMinutes", "REG_DWORD", "0x5")).toBe(5);
    expect(readGroupValue("deviceUnlock", "REG_DWORD", "0x0")).toBe(false);
    expect(readGroupValue("leaks.clipboard", "REG_SZ", "inside")).toBe("inside");
    expect(readGroupValue("extranet", "REG_SZ", "10.0.0.0/8; 59.203.0.0/16")).toEqual(["10.0.0.0/8", "59.203.0.0/16"]);
    expect(readGroupValue("updates.window", "REG_SZ", "12:00-13:30")).toEqual({ from: "12:00", to: "13:30" });
    expect(faultsOf("group", { idleLockMinutes: readGroupValue("idleLockMinutes", "REG_SZ", "5") })).toEqual([
      "idleLockMinutes 缺少，或类型不对",
    ]);
  });
});
