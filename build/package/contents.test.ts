import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { filesIn, writeFileList } from "./file-tree";
import { licenceTexts } from "./licence-texts";
import { lockedPackages } from "./locked-packages";
import { copyNativePackages } from "./native-packages";
import { bundleAlone, bundlePrograms } from "./programs";
import { fromRegistry } from "./registry-package";
import { sbomDocument } from "./sbom";
import { writeTarGz } from "./tar";
import { project } from "./testing/fake-parts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "caibian-contents-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const locked = lockedPackages(project);
const at = new Date("2026-01-02T03:04:05Z");
const bom = z.object({ components: z.array(z.object({ "bom-ref": z.string() })), serialNumber: z.string() });

describe("what a package says is in it", () => {
  it("L12: names each package whose code went in, and none that is only depended on", async () => {
    const seen = new Set<string>();
    const parts = { root: project, into: folder, seen: (path: string) => seen.add(path) };
    await bundlePrograms(parts, { pkcs12: "node/pkcs12-worker.ts" });
    expect(seen).toContain("node_modules/node-forge");
    expect(seen).not.toContain("node_modules/fastify");
    const text = sbomDocument({ root: project, version: "1.2.3", packages: seen, locked, at, runtime: null });
    const refs = bom.parse(JSON.parse(text)).components.map((each) => each["bom-ref"]);
    expect(refs.some((ref) => ref.startsWith("node-forge@"))).toBe(true);
    expect(refs).toHaveLength(seen.size);
    expect(text).not.toMatch(/"distribution"|tarball|\.tgz/);
    expect(sbomDocument({ root: project, version: "1.2.3", packages: seen, locked, at, runtime: null })).toBe(text);
    expect(licenceTexts(project, seen, locked)).toContain("node-forge");
  });

  it("is refused where npm knows no such package: a list with a gap is none", () => {
    const packages = new Set(["node_modules/not-there"]);
    expect(() => sbomDocument({ root: project, version: "1.2.3", packages, locked, at, runtime: null })).toThrow(
      "not-there",
    );
  });

  it("L7: lists every file but the list itself, and stops at a link", () => {
    writeFileSync(join(folder, "a.js"), "a");
    writeFileSync(join(folder, "files.json"), "old");
    const list = writeFileList(folder, "1.2.3");
    expect(list.files.map(({ path, size }) => [path, size])).toEqual([["a.js", 1]]);
    expect(filesIn(folder)).toEqual(["a.js", "files.json"]);
    symlinkSync("/etc/passwd", join(folder, "b.js"));
    expect(() => writeFileList(folder, "1.2.3")).toThrow("b.js");
  });
});

describe("native packages", () => {
  const lists = (into: string): string[] => filesIn(into).filter((name) => name.endsWith(".node"));

  it("of this processor come from what npm installed, each library once", async () => {
    const target = { os: "linux", arch: "x64" } as const;
    await copyNativePackages({
      root: project,
      into: folder,
      target,
      fetchPackage: async () => null,
      seen: () => undefined,
    });
    expect(lists(folder)).toEqual([
      "node_modules/@koromix/koffi-linux-x64/linux_x64/koffi.node",
      "node_modules/autocorrect-node-linux-x64-gnu/autocorrect-node.linux-x64-gnu.node",
      "node_modules/keytar/prebuilds/linux-x64/keytar.node",
    ]);
  });

  it("L6: of arm64 come from the registry's archive, and what nobody builds for it is left out", async () => {
    const target = { os: "linux", arch: "arm64" } as const;
    const archive = writeTarGz(
      ["package.json", "index.js", "linux_arm64/koffi.node", "musl_arm64/koffi.node"].map((name) => ({
        path: `package/${name}`,
        mode: 0o644,
        bytes: Buffer.from(name),
      })),
      at,
    );
    const fetchPackage = async (path: string) => (path.includes("koffi-linux-arm64") ? archive : null);
    const parts = { root: project, into: folder, target, fetchPackage, seen: () => undefined };
    expect(await copyNativePackages(parts)).toEqual(["autocorrect-node-linux-arm64-gnu"]);
    expect(lists(folder)).toEqual([
      "node_modules/@koromix/koffi-linux-arm64/linux_arm64/koffi.node",
      "node_modules/keytar/prebuilds/linux-arm64/keytar.node",
    ]);
  });

  it("are not taken from an archive that the lock file does not vouch for", async () => {
    const version = locked.get("node_modules/@koromix/koffi-linux-arm64")?.version ?? "";
    writeFileSync(join(folder, `@koromix-koffi-linux-arm64-${version}.tgz`), writeTarGz([], at));
    await expect(fromRegistry(project, folder)("node_modules/@koromix/koffi-linux-arm64")).rejects.toThrow("摘要不符");
  });
});

describe("the launcher", () => {
  it("L9: is one file that imports nothing but Node's own modules, so that no update can take anything from it", async () => {
    await bundleAlone({ root: project, into: folder, seen: () => undefined }, "main/launcher/index.ts");
    expect(filesIn(folder)).toEqual(["launcher.js"]);
    const code = readFileSync(join(folder, "launcher.js"), "utf8");
    const imports = [...code.matchAll(/(?:from|import)\s*\(?["']([^"']+)["']/g)].map(([, name = ""]) => name);
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((name) => !name.startsWith("node:"))).toEqual([]);
    expect(existsSync(join(folder, "launcher.js.map"))).toBe(false);
  });
});
