import { beforeAll, describe, expect, it } from "vitest";
import { foundCity } from "../../node/demo-authority";
import type { Policy } from "../../shared/model/policy";
import { anchorsText } from "../../shared/trust/anchors";
import { writeDurable } from "../durable-file";
import { MemoryFileSystem } from "../journal/testing/memory-filesystem";
import { readMachineFiles } from "./machine-files";
import { policyPath } from "./policy-place";

let anchors = "";
let certificate = "";
beforeAll(async () => {
  const city = await foundCity({ site: "luan", name: "六安市", at: new Date("2026-11-20") });
  anchors = anchorsText(city.anchors);
  const issued = await city.issuePerson({ name: "张晓岚", unitName: "六安市人民政府办公室" });
  const lines = Buffer.from(issued.certificate).toString("base64").replace(/.{64}/g, "$&\n");
  certificate = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
});

const good: Policy = {
  platformUrl: "https://cms.example.gov.cn",
  anchorsFiles: ["luan.json"],
  keyFolders: ["/keys"],
  demo: false,
};

async function load(more: Partial<Policy>, files: Readonly<Record<string, string>> = {}) {
  const fs = new MemoryFileSystem();
  for (const [name, text] of Object.entries({ "luan.json": anchors, ...files })) {
    await writeDurable(fs, `/etc/caibian/${name}`, text);
  }
  return readMachineFiles(fs, { ...good, ...more }, "/etc/caibian/policy.json");
}

describe("the files that a machine policy names", () => {
  it("are found beside the policy; without sound anchors the desk does not start", async () => {
    const loaded = await load({});
    expect(loaded.anchors.map(({ site, name }) => [site, name])).toEqual([["luan", "六安市"]]);
    expect(loaded.pinnedCa).toBeNull();
    const broken = load({}, { "luan.json": "{}" });
    await expect(broken).rejects.toMatchObject({
      code: "E_POLICY_INVALID",
      detail: expect.stringContaining("luan.json"),
    });
    await expect(load({ anchorsFiles: ["absent.json"] })).rejects.toMatchObject({
      code: "E_POLICY_INVALID",
      detail: "“anchorsFiles”所指的 /etc/caibian/absent.json：没有这个文件",
    });
  });

  it("AU-6: pinned authorities are certificates, or the refusal names the key and the file", async () => {
    expect((await load({ pinnedCa: "ca.pem" }, { "ca.pem": `看说明\n${certificate}` })).pinnedCa).toBe(
      certificate.trim(),
    );
    const told = async (files: Readonly<Record<string, string>>) =>
      load({ pinnedCa: "ca.pem" }, files).then(
        () => "taken",
        (error: unknown) => String(error),
      );
    expect(await told({})).toBe("AppError: E_POLICY_INVALID: “pinnedCa”所指的 /etc/caibian/ca.pem：没有这个文件");
    expect(await told({ "ca.pem": "" })).toContain("没有 PEM 格式的证书");
    const broken = certificate.replace(/\n[^\n]{20}/, "\nAAAAAAAAAAAAAAAAAAAA");
    expect(await told({ "ca.pem": broken })).toContain("证书无法读取");
  });
});

describe("the place of the policy", () => {
  const at = (locked: boolean, args: readonly string[], env: Readonly<Record<string, string>>) =>
    (["linux", "win32"] as const).map((platform) => policyPath({ args, env, platform, locked }));

  it("is what a development build is told, on the command line before the environment", () => {
    expect(at(false, ["--policy=/a/p.json"], { CAIBIAN_POLICY: "/b/p.json" })[0]).toBe("/a/p.json");
    expect(at(false, [], { CAIBIAN_POLICY: "/b/p.json" })[0]).toBe("/b/p.json");
    expect(at(false, [], { ProgramData: "D:\\PD" })).toEqual([
      "/etc/caibian/policy.json",
      "D:\\PD\\Caibian\\policy.json",
    ]);
  });

  it("L4: a locked build knows one place, whatever command line and environment say", () => {
    const env = { CAIBIAN_POLICY: "/b/p.json", ProgramData: "D:\\PD", SystemRoot: "D:\\W" };
    expect(at(true, ["--policy=/a/p.json"], env)).toEqual([
      "/etc/caibian/policy.json",
      "C:\\ProgramData\\Caibian\\policy.json",
    ]);
  });
});
