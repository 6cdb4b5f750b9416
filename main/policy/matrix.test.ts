/**
 * The matrix of L4: every key of the policy, times every way somebody without an administrator's rights could try to have
 * it another way on a locked build. A try that would tighten is no attack and may count.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { foundCity } from "../../node/demo-authority";
import type { PolicyLevel } from "../../shared/policy/key-row";
import { type PolicyKeyName, policyKeyNames, policyKeyOf } from "../../shared/policy/key-table";
import { everyKey, isFixed, ladder } from "../../shared/policy/testing/values";
import { isWithin } from "../../shared/policy/tighter";
import { assemble, type PolicyValue } from "../../shared/policy/values";
import { anchorsText } from "../../shared/trust/anchors";
import { writeDurable } from "../durable-file";
import { FakeTimers } from "../testing/fake-timers";
import { openPolicy } from "./open-policy";
import type { RegistryQuery } from "./registry-source";
import { identityOf, type PolicyBench, policyBench, strangerKey, userPath } from "./testing/policy-bench";

/** As an administrator of a real machine sets them: the second rung of each ladder. */
const deployed = {
  ...everyKey(1),
  demo: false,
  platformUrl: "https://59.203.1.5",
  "updates.feed": "https://59.203.1.6/",
};
const machine = { level: "machine", serial: 3, issuedAt: "2026-11-20T00:00:00.000Z", ...assemble(deployed) };

/** What somebody would rather have: the loosest, or another one. */
function wished(key: PolicyKeyName): PolicyValue {
  if (key === "demo") return true;
  if (key === "platformUrl" || key === "updates.feed") return "https://evil.example.com/";
  return (isFixed(key) ? ladder[key][0] : ladder[key].at(-1)) ?? null;
}

const nested = (key: PolicyKeyName, value: PolicyValue): object => {
  const [first = "", second] = key.split(".");
  return second === undefined ? { [first]: value } : { [first]: { [second]: value } };
};

interface Attempt {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly unit?: { document: string; signature: string | null };
}

const other = (key: PolicyKeyName): string => {
  const values = { ...deployed, [key]: wished(key) };
  return JSON.stringify({ ...machine, ...assemble(values), serial: 9 });
};
const screaming = (key: string): string => key.replace(/[A-Z]/g, "_$&").replaceAll(".", "_").toUpperCase();

const attempts: Readonly<Record<string, (key: PolicyKeyName, bench: PolicyBench) => Attempt>> = {
  "the person's own file": (key) => ({ files: { [userPath]: JSON.stringify(nested(key, wished(key))) } }),
  "a whole policy as the person's own file": (key) => ({ files: { [userPath]: other(key) } }),
  CAIBIAN_POLICY: (key) => ({ env: { CAIBIAN_POLICY: "/home/a/p.json" }, files: { "/home/a/p.json": other(key) } }),
  "--policy=": (key) => ({ args: ["--policy=/home/a/p.json"], files: { "/home/a/p.json": other(key) } }),
  "an environment variable of the key's name": (key) => {
    const value = JSON.stringify(wished(key));
    return { env: { [`CAIBIAN_${screaming(key)}`]: value, [screaming(key)]: value, [key]: value } };
  },
  "a switch of the key's name": (key) => ({
    args: [`--${key}=${JSON.stringify(wished(key))}`, `--${key}`, JSON.stringify(wished(key))],
  }),
  "another folder of program data": (key) => ({
    env: { ProgramData: "/home/a", XDG_CONFIG_DIRS: "/home/a", SystemRoot: "/home/a" },
    files: { "/home/a/Caibian/policy.json": other(key), "/home/a/caibian/policy.json": other(key) },
  }),
  "a unit's policy of the right site, signed": (key, bench) => ({
    unit: bench.unit(nested(key, wished(key)), { serial: policyKeyNames.indexOf(key) + 1 }),
  }),
  "a unit's policy signed by somebody else": (key, bench) => ({
    unit: bench.unit(nested(key, wished(key)), { by: strangerKey }),
  }),
};

/** Files that the policy names: sound ones, for they are no part of the matrix. */
let named: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  const city = await foundCity({ site: "luan", name: "六安市", at: new Date("2026-11-20") });
  const issued = await city.issuePerson({ name: "张晓岚", unitName: "六安市人民政府办公室" });
  const lines = Buffer.from(issued.certificate).toString("base64");
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  const anchors = anchorsText(city.anchors);
  named = { "luan.json": anchors, "other.json": anchors, "ca.pem": pem, "other.pem": pem };
});

let bench: PolicyBench;
beforeEach(async () => {
  bench = policyBench();
  await bench.put(JSON.stringify(machine));
  for (const [name, text] of Object.entries(named)) await writeDurable(bench.fs, `/etc/caibian/${name}`, text);
});

async function held({ args = [], env = {}, files = {}, unit }: Attempt, registry: RegistryQuery | null = null) {
  for (const [path, text] of Object.entries(files)) await writeDurable(bench.fs, path, text);
  const { managed } = await openPolicy({
    ...{ fs: bench.fs, folder: "/data", timers: new FakeTimers(), identity: identityOf(true), registry },
    surroundings: { args, env, platform: "linux" },
  });
  if (unit !== undefined) await managed.takeUnit("luan", unit);
  return managed.now();
}

describe("what nobody without rights can have another way (L4)", () => {
  for (const [name, attempt] of Object.entries(attempts)) {
    it(`L4: no key of a locked build is looser, or another, by ${name}`, async () => {
      const before = await held({});
      for (const key of policyKeyNames) {
        const after = await held(attempt(key, bench));
        const value = (at: typeof after) => at.running.keys.find((row) => row.key === key)?.value ?? null;
        const [was, is] = [value(before), value(after)];
        expect([name, key, is !== null && isWithin(policyKeyOf(key).tighter, is, was)]).toEqual([name, key, true]);
        for (const fixed of policyKeyNames.filter(isFixed))
          expect(after.running.keys.find((row) => row.key === fixed)?.value).toEqual(deployed[fixed]);
        await bench.fs.remove(userPath);
      }
    });
  }

  it("L4: an attempt to loosen is shown with its source, not passed over in silence", async () => {
    const { next } = await held(attempts["the person's own file"]?.("idleLockMinutes", bench) ?? {});
    const told = next.ignored.map(({ key, source }) => [key, source.level, source.place]);
    expect(told).toEqual([["idleLockMinutes", "user" satisfies PolicyLevel, userPath]]);
  });

  it("L4: a policy that names the server leaves the person no server of their own (mattermost #2250)", async () => {
    const own = { platformUrl: "https://evil.example.com/", servers: [{ url: "https://evil.example.com/" }] };
    const { policy, troubles, running } = await held({ files: { [userPath]: JSON.stringify(own) } });
    expect(policy.platformUrl).toBe("https://59.203.1.5");
    expect(troubles.map(({ code }) => code)).toEqual(["E_POLICY_INVALID"]);
    expect(troubles[0]?.detail).toContain("“platformUrl”没有这个策略项，或这一级不能设");
    expect(running.keys.find(({ key }) => key === "platformUrl")).toMatchObject({ locked: true });
    expect(JSON.stringify(policy)).not.toContain("evil");
  });

  it("L4: group policy of Windows tightens the signed policy and sets nothing else", async () => {
    const line = (name: string, type: string, data: string) => `    ${name}    ${type}    ${data}`;
    const registry: RegistryQuery = async () => ({
      kind: "output",
      text: [
        "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Caibian",
        line("idleLockMinutes", "REG_DWORD", "0x3"),
        line("retentionMonths", "REG_DWORD", "0x6"),
        line("updates.ring", "REG_SZ", "pilot"),
      ].join("\r\n"),
    });
    const { policy, next } = await held({}, registry);
    expect(policy).toMatchObject({ idleLockMinutes: 3, retentionMonths: 12, updates: { ring: "early" } });
    expect(next.ignored.map(({ key, source }) => [key, source.level])).toEqual([
      ["updates.ring", "group"],
      ["retentionMonths", "group"],
    ]);
  });
});

describe("what main reads of its surroundings", () => {
  it("L4: is a short list of variables, none of which says what a policy says", () => {
    const root = resolve(import.meta.dirname, "..");
    const sources = filesBelow(root).filter((file) => /\.tsx?$/.test(file) && !/testing\/|\.test\./.test(file));
    const variables = sources.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\b(?:process\.)?env\.([A-Za-z_]\w*)/g)].map(([, name = ""]) => name),
    );
    const policyLike = policyKeyNames.flatMap((key) => [screaming(key), key]);
    expect(variables.length).toBeGreaterThan(3);
    expect(variables.filter((name) => policyLike.some((key) => name.endsWith(key)))).toEqual([]);
    expect([...new Set(variables)].filter((name) => name.startsWith("CAIBIAN_")).sort()).toEqual(
      expect.arrayContaining(["CAIBIAN_DESK_PORT", "CAIBIAN_POLICY"]),
    );
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
