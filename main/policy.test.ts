import { beforeAll, describe, expect, it } from "vitest";
import { foundCity } from "../node/demo-authority";
import { anchorsText } from "../shared/trust/anchors";
import { writeDurable } from "./durable-file";
import { MemoryFileSystem } from "./journal/testing/memory-filesystem";
import { loadPolicy } from "./policy";
import { policyPath } from "./policy-place";

let anchors = "";
beforeAll(async () => {
  anchors = anchorsText((await foundCity({ site: "luan", name: "六安市", at: new Date("2026-11-20") })).anchors);
});

const good = {
  platformUrl: "https://cms.example.gov.cn",
  anchorsFiles: ["luan.json"],
  keyFolders: ["/keys"],
  demo: false,
};

async function load(policy: unknown, anchorsFile = anchors) {
  const fs = new MemoryFileSystem();
  await writeDurable(fs, "/etc/policy.json", typeof policy === "string" ? policy : JSON.stringify(policy));
  await writeDurable(fs, "/etc/luan.json", anchorsFile);
  return loadPolicy(fs, "/etc/policy.json");
}

describe("the policy", () => {
  it("loads with the anchors it names beside it", async () => {
    const { policy, anchors: loaded } = await load(good);
    expect(policy).toEqual(good);
    expect(loaded.map(({ site, name }) => [site, name])).toEqual([["luan", "六安市"]]);
  });

  it("does not start the desk without a sound policy or sound anchors", async () => {
    for (const bad of [
      "",
      "{",
      { ...good, extra: 1 },
      { ...good, platformUrl: "ftp://x" },
      { ...good, anchorsFiles: [] },
    ]) {
      await expect(load(bad)).rejects.toMatchObject({ code: "E_PROFILE" });
    }
    await expect(loadPolicy(new MemoryFileSystem(), "/none.json")).rejects.toMatchObject({ code: "E_PROFILE" });
    await expect(load(good, "{}")).rejects.toMatchObject({ code: "E_ANCHOR" });
    await expect(load({ ...good, anchorsFiles: ["absent.json"] })).rejects.toMatchObject({ code: "E_ANCHOR" });
  });

  it("allows plain http in the demo city only", async () => {
    const plain = { ...good, platformUrl: "http://127.0.0.1:17810" };
    await expect(load(plain)).rejects.toMatchObject({ code: "E_PROFILE" });
    expect((await load({ ...plain, demo: true })).policy.demo).toBe(true);
  });

  it("is found where it is named, else where the system keeps it", () => {
    expect(policyPath(["--policy=/a/p.json"], { CAIBIAN_POLICY: "/b/p.json" }, "linux")).toBe("/a/p.json");
    expect(policyPath([], { CAIBIAN_POLICY: "/b/p.json" }, "linux")).toBe("/b/p.json");
    expect(policyPath([], {}, "linux")).toBe("/etc/caibian/policy.json");
    expect(policyPath([], { ProgramData: "D:\\PD" }, "win32")).toBe("D:\\PD\\Caibian\\policy.json");
  });
});
