import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newDocumentKey } from "../../node/document-key";
import { sealDocumentKey } from "../../node/sealed-key";
import { readOptions } from "./options";
import { project } from "./testing/fake-parts";

const key = newDocumentKey({ keyId: "policy-2026", algorithm: "sm2-sm3" });
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "caibian-options-"));
  writeFileSync(join(folder, "public.json"), JSON.stringify([key.key]));
  writeFileSync(join(folder, "own.json"), JSON.stringify(key));
  writeFileSync(join(folder, "none.json"), "{}");
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (...more: readonly string[]) =>
  readOptions(["--edition", "browser", "--policy-keys", join(folder, "public.json"), ...more], project);

describe("L5: the arguments of npm run package", () => {
  it("pin the public half and never the secret one, whichever file of the key is given", () => {
    const options = read("--release-keys", join(folder, "own.json"));
    expect(options.policyKeys).toEqual([key.key]);
    expect(options.releaseKeys).toEqual([key.key]);
    expect(JSON.stringify(options)).not.toContain(key.secret);
  });

  it("pin several keys while one takes over from another, a sealed file's public half among them", () => {
    const next = newDocumentKey({ keyId: "policy-2029", algorithm: "ed25519" });
    writeFileSync(join(folder, "next.json"), sealDocumentKey(next, "a long passphrase"));
    const options = read("--policy-keys", join(folder, "next.json"), "--release-keys", join(folder, "public.json"));
    expect(options.policyKeys).toEqual([key.key, next.key]);
  });

  it("make no package without keys, with a file that holds none, of no known edition or of no release's version", () => {
    expect(() => read()).toThrow("--release-keys 没有给出");
    expect(() => read("--release-keys", join(folder, "none.json"))).toThrow("不是公钥文件");
    const keys = ["--release-keys", join(folder, "public.json")];
    expect(() => read(...keys, "--edition", "web")).toThrow("--edition 不能是 web");
    expect(() => read(...keys, "--version", "1.0")).toThrow("--version 不能是 1.0");
    expect(() => read(...keys, "--arch", "loong64")).toThrow("--arch 不能是 loong64");
  });
});
