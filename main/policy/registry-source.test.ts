import { beforeEach, describe, expect, it } from "vitest";
import { policyRegistryKey } from "../../shared/policy/group-values";
import { FakeTimers } from "../testing/fake-timers";
import { valuesIn } from "./registry-output";
import { type RegistryAnswer, registrySources } from "./registry-source";
import { machinePath, type PolicyBench, policyBench } from "./testing/policy-bench";
import { type Run, windowsRegistry } from "./windows-registry";

const line = (name: string, type: string, data: string) => `    ${name}    ${type}    ${data}`;
const output = (...lines: readonly string[]): RegistryAnswer => ({
  kind: "output",
  text: ["", "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Caibian", ...lines, ""].join("\r\n"),
});

let bench: PolicyBench;
beforeEach(() => {
  bench = policyBench();
});

const opened = (answer: RegistryAnswer) =>
  bench.open({ more: registrySources({ query: async () => answer, timers: new FakeTimers() }) });

/** The signed policy of the bench, as its bytes go into the registry. */
async function inRegistry(): Promise<readonly string[]> {
  const base64 = async (path: string) => Buffer.from(await bench.fs.read(path)).toString("base64");
  return [
    line("Document", "REG_SZ", await base64(machinePath)),
    line("Signature", "REG_SZ", await base64(`${machinePath}.sig`)),
  ];
}

describe("policy in the registry of Windows (L4)", () => {
  it("L4: carries the signed machine policy, which wins over a file on the machine", async () => {
    await bench.put({ idleLockMinutes: 4 }, { serial: 2 });
    const values = await inRegistry();
    await bench.put({ idleLockMinutes: 9 }, { serial: 3 });
    const { policy, running } = (await opened(output(...values))).now();
    expect(policy.idleLockMinutes).toBe(4);
    expect(running.keys.find(({ key }) => key === "platformUrl")?.source?.place).toBe(policyRegistryKey);
  });

  it("BD-2: one that was changed there is refused, and the file does not stand in for it", async () => {
    await bench.put({});
    const [document = "", signature = ""] = await inRegistry();
    await bench.put({ idleLockMinutes: 4 });
    const [other = ""] = await inRegistry();
    await expect(opened(output(other, signature))).rejects.toMatchObject({ code: "E_PROFILE" });
    await expect(opened(output(document))).rejects.toMatchObject({ code: "E_PROFILE" });
  });

  it("a registry that cannot be asked is unreadable, an empty one absent", async () => {
    await bench.put({});
    await expect(opened({ kind: "failed", why: "没有读取权限" })).rejects.toMatchObject({
      code: "E_POLICY_UNREADABLE",
    });
    expect((await opened({ kind: "absent" })).now().policy.idleLockMinutes).toBe(5);
    expect((await opened(output(line("(默认)", "REG_SZ", "")))).now().troubles).toEqual([]);
  });

  it("values that no key has, or of a wrong type, are told by name, and the rest of group policy with them is left out", async () => {
    await bench.put({});
    const bad = [line("idleLockMinutes", "REG_SZ", "3"), line("retentionMonths", "REG_DWORD", "0xc")];
    const { policy, troubles } = (await opened(output(...bad, line("platformUrl", "REG_SZ", "https://evil/")))).now();
    expect(policy).toMatchObject({ idleLockMinutes: 5, platformUrl: "https://59.203.1.5" });
    expect(troubles[0]?.detail).toContain(
      "“idleLockMinutes”缺少，或类型不对；“platformUrl”没有这个策略项，或这一级不能设",
    );
  });

  it("each line of reg.exe is a name, a type and data, whatever the data hold", () => {
    const text = [
      "HKEY_LOCAL_MACHINE\\SOFTWARE\\X",
      line("a b", "REG_SZ", "c    d"),
      line("empty", "REG_SZ", "").trimEnd(),
      "HKEY_LOCAL_MACHINE\\SOFTWARE\\X\\Sub",
    ];
    expect(valuesIn(text.join("\r\n"))).toEqual([
      { name: "a b", type: "REG_SZ", data: "c    d" },
      { name: "empty", type: "REG_SZ", data: "" },
    ]);
  });
});

describe("asking Windows", () => {
  const asked: string[] = [];
  const running =
    (answers: Readonly<Record<string, { code: number; text: string }>>): Run =>
    async (file, [, key = ""]) => {
      asked.push(file);
      return answers[key] ?? { code: 1, text: "" };
    };
  const parent = "HKLM\\SOFTWARE\\Policies";

  it("L4: goes by the full path of reg.exe, so that no PATH puts another in its place", async () => {
    await windowsRegistry(running({ [policyRegistryKey]: { code: 0, text: "x" } }))(policyRegistryKey);
    expect(asked).toEqual(["C:\\Windows\\System32\\reg.exe"]);
  });

  it("tells a key that is not there from one that may not be read, in any language of the system", async () => {
    const listed = { code: 0, text: "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Caibian\r\n" };
    expect(await windowsRegistry(running({ [parent]: listed }))(policyRegistryKey)).toEqual({
      kind: "failed",
      why: "没有读取权限",
    });
    expect(await windowsRegistry(running({ [parent]: { code: 0, text: "" } }))(policyRegistryKey)).toEqual({
      kind: "absent",
    });
    expect(
      await windowsRegistry(running({ [policyRegistryKey]: { code: 5, text: "" } }))(policyRegistryKey),
    ).toMatchObject({
      kind: "failed",
    });
    const missing: Run = () => Promise.reject(Object.assign(new Error("spawn"), { code: "ENOENT" }));
    expect(await windowsRegistry(missing)(policyRegistryKey)).toEqual({
      kind: "failed",
      why: "无法查询注册表（ENOENT）",
    });
  });
});
