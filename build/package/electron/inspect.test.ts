import { appendFileSync, chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Target } from "../options";
import { executableKind, peResource } from "./executable-file";
import { fuseNames, fuseSentinel, readFuses, wantedFuses } from "./fuse-wire";
import { inspectPackage } from "./inspect";
import { standInElf } from "./stand-in";
import { standInPe } from "./stand-in-pe";
import { flip, nativeOf, packSmall, patchFile, windowsProgram } from "./testing/small-application";

const linux: Target = { os: "linux", arch: "x64" };
const windows: Target = { os: "win", arch: "arm64" };

let scratch = "";
let count = 0;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "caibian-inspect-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Packs anew, puts a fault in, and answers what the inspection says. */
async function faultsAfter(
  plant: (packed: string) => unknown,
  { target = linux, changes = {} }: { target?: Target; changes?: Record<string, string | Buffer | null> } = {},
): Promise<readonly string[]> {
  count += 1;
  const packed = await packSmall(join(scratch, String(count)), target, changes);
  await plant(packed);
  return inspectPackage(packed, target).faults.map(({ check, text }) => `${check}: ${text}`);
}

const nothing = (): void => undefined;
const archive = (packed: string): string => join(packed, "resources", "app.asar");
const changed = (changes: Record<string, string | Buffer | null>, target: Target = linux) =>
  faultsAfter(nothing, { target, changes });

describe("the inspection of a packed application", () => {
  it("L5: finds nothing in one that was packed as it should be, for Linux and for Windows", async () => {
    for (const target of [
      linux,
      windows,
      { os: "linux", arch: "arm64" } as const,
      { os: "win", arch: "x64" } as const,
    ]) {
      expect(await changed({}, target), `${target.os}-${target.arch}`).toEqual([]);
    }
  });

  it("L5: names each fuse that was set back", async () => {
    for (const [at, name] of fuseNames.entries()) {
      const wrong = wantedFuses[name] === "on" ? "0" : "1";
      const place = (bytes: Buffer): number => bytes.indexOf(fuseSentinel) + fuseSentinel.length + 2 + at;
      const faults = await faultsAfter((packed) => patchFile(join(packed, "caibian"), place, Buffer.from(wrong)));
      expect(faults, name).toEqual([
        `fuses: fuse ${name} is ${wrong === "1" ? "on" : "off"}, not ${wantedFuses[name]}`,
      ]);
    }
  });

  it("L5: finds an executable without a wire, with two, and with a fuse that nobody has looked at", () => {
    const wire = Buffer.concat([Buffer.from(fuseSentinel), Buffer.from([1, 9]), Buffer.from("010011001")]);
    expect(readFuses(Buffer.from("no wire"))).toEqual({ kind: "unreadable", why: "absent" });
    expect(readFuses(Buffer.concat([wire, wire]))).toEqual({ kind: "unreadable", why: "twice" });
    const read = readFuses(wire);
    expect(read.kind === "wire" && [...read.fuses.keys()].at(-1)).toBe("fuse 8");
  });

  it("L5: finds one byte changed in a file of the archive, and bytes after its end", async () => {
    const swap = (packed: string) =>
      patchFile(archive(packed), (bytes) => bytes.indexOf("enableSandbox"), Buffer.from("enableSandbax"));
    expect(await faultsAfter(swap)).toContain("integrity: node/electron.js has not the bytes of its digest");
    const append = (packed: string) => appendFileSync(archive(packed), "more");
    expect(await faultsAfter(append)).toEqual(["integrity: 4 bytes of the archive belong to no file"]);
  });

  it("L5: finds on Windows an archive that was exchanged whole, by the digest in the executable", async () => {
    const other = await packSmall(join(scratch, "other"), windows, { "renderer/assets/a.js": "export const a = 1;\n" });
    const exchange = (packed: string) => copyFileSync(archive(other), archive(packed));
    expect(await faultsAfter(exchange, { target: windows })).toEqual([
      "integrity: the digest in the executable is not that of the archive",
    ]);
    const bare = async (packed: string) => {
      writeFileSync(join(packed, "caibian.exe"), standInPe(windows));
      await flip(join(packed, "caibian.exe"));
    };
    expect(await faultsAfter(bare, { target: windows })).toEqual([
      "integrity: the executable carries no digest of the archive",
    ]);
  });

  it("L6: finds a native module of another processor, a changed one, and one that was slipped in", async () => {
    const koffi = "node/node_modules/@koromix/koffi-x/koffi.node";
    const at = (packed: string) => join(packed, "resources", "app.asar.unpacked", koffi);
    expect(await changed({ [koffi]: nativeOf({ os: "linux", arch: "arm64" }) })).toEqual([
      `natives: ${koffi} is not made for linux-x64`,
    ]);
    expect(await changed({ [koffi]: nativeOf(windows) })).toEqual([`natives: ${koffi} is not made for linux-x64`]);
    expect(await faultsAfter((packed) => appendFileSync(at(packed), "x"))).toEqual([
      `natives: ${koffi} has not the bytes of its digest`,
    ]);
    const slip = (packed: string) => {
      writeFileSync(`${at(packed)}.so`, standInElf(linux));
      chmodSync(`${at(packed)}.so`, 0o644);
    };
    expect((await faultsAfter(slip)).join()).toContain("koffi.node.so lies outside the archive");
    expect(await changed({ [koffi]: null })).toEqual(["natives: no native module fits \\/koffi\\.node$"]);
  });

  it("L6: finds maps, sources, tests, keys, settings and packages that are none of the desk's", async () => {
    const planted = {
      "node/electron.js.map": "a source map",
      "renderer/screen.tsx": "a source",
      "node/tests/a.js": "a test",
      "node/demo.p12": "a key or certificate",
      "node/policy.json": "a machine's own setting",
      "platform/index.js": "no part of the desk",
    };
    const faults = await changed(Object.fromEntries(Object.keys(planted).map((path) => [path, "{}"])));
    for (const [path, what] of Object.entries(planted)) expect(faults).toContain(`contents: ${path} is ${what}`);
    expect(await changed({ "node/node_modules/fastify/index.js": "export {};" })).toEqual([
      "contents: package fastify lies outside the bundle",
    ]);
  });

  it("L6: finds the platform's code and a private key by their text, however they were bundled", async () => {
    const pem = `-----BEGIN PRIVATE KEY-----\\n${"A".repeat(64)}`;
    expect(await changed({ "node/chunk-b.js": 'throw Error("FST_ERR_X");' })).toEqual([
      "contents: the programs carry fastify",
    ]);
    expect(await changed({ "node/chunk-b.js": `const k="${pem}";` })).toEqual([
      "contents: node/chunk-b.js holds a private key",
    ]);
  });

  it("L5: finds another application beside the archive, which Electron would load", async () => {
    const plant = (packed: string) => {
      mkdirSync(join(packed, "resources", "app"), { mode: 0o755 });
    };
    expect(await faultsAfter(plant)).toEqual(["contents: resources/app is not known here"]);
  });

  it("L6: finds files that others may write and helpers that hold rights before they are installed", async () => {
    expect(await faultsAfter((packed) => chmodSync(archive(packed), 0o666))).toEqual([
      "modes: resources/app.asar has mode 666, not 644",
    ]);
    expect(await faultsAfter((packed) => chmodSync(join(packed, "chrome-sandbox"), 0o4755))).toEqual([
      "modes: chrome-sandbox has mode 4755, not 755",
    ]);
  });

  it("L5: finds a build that is not locked, pins no key, or starts another program", async () => {
    const identity = { format: "caibian-build", version: "0.1.0", edition: "electron", locked: false, storeSchema: 2 };
    const open = JSON.stringify({ ...identity, policyKeys: [], releaseKeys: [] });
    expect(await changed({ "node/build.json": open })).toEqual([
      "identity: the build is not locked",
      "identity: no key for policies is pinned",
      "identity: no key for releases is pinned",
    ]);
    expect(await changed({ "node/build.json": null })).toEqual(["identity: build.json is missing or not a build's"]);
    expect(await changed({ "package.json": '{"main":"node/other.js"}' })).toEqual([
      "identity: package.json is not as the packer writes it",
    ]);
    expect(await changed({ "renderer/spelling/official.cbspell": null })).toEqual([
      "identity: renderer/spelling/official.cbspell is missing",
    ]);
  });

  it("L5: finds windows that were opened up and fences that are gone", async () => {
    const opened = "const w={nodeIntegration:!0,contextIsolation:!1,devTools:true};w.openDevTools();";
    expect(await changed({ "node/chunk-b.js": opened })).toEqual([
      "window: nodeIntegration is on somewhere",
      "window: devTools is on somewhere",
      "window: contextIsolation is off somewhere",
      "window: developer tools are opened somewhere",
    ]);
    const gone = await changed({ "node/electron.js": 'import"electron";' });
    expect(gone.filter((fault) => fault.startsWith("window: nothing in the code says that")).length).toBe(17);
    expect(await changed({ "preload/electron.cjs": 'require("fs");exposeInMainWorld(1)' })).toEqual([
      "window: the preload loads more than Electron",
    ]);
  });

  it("L5: finds a policy that lets unsafe scripts or styles in, and a page with code of its own", async () => {
    expect(await changed({ "node/chunk-b.js": "const p=\"script-src 'self' 'unsafe-eval'\";" })).toEqual([
      "page: the policy lets unsafe scripts run",
    ]);
    expect(await changed({ "node/chunk-a.js": "export {};" })).toContain("page: no content security policy is sent");
    const page = '<script>alert(1)</script><script src="https://a.example/x.js"></script><p onclick="x()">';
    expect(await changed({ "renderer/index.html": page })).toEqual([
      "page: the page has a script of its own",
      "page: the page loads from another origin",
      "page: the page has an inline event handler",
    ]);
  });

  it("L6: finds licences and the bill of materials gone, and an archive that has grown", async () => {
    const remove = (packed: string) => rmSync(join(packed, "resources", "LICENSES"));
    expect(await faultsAfter(remove)).toEqual(["papers: resources/LICENSES is missing"]);
    const many = Object.fromEntries(Array.from({ length: 401 }, (_, at) => [`renderer/assets/f${at}.js`, ";"]));
    expect((await changed(many)).join()).toMatch(/^sizes: the archive has \d+ files, more than 400$/);
  });
});

describe("executables", () => {
  it("are told apart by their headers, not by their names", () => {
    expect(executableKind(standInElf({ os: "linux", arch: "arm64" }))).toEqual({
      kind: "elf",
      machine: 0xb7,
      bits: 64,
    });
    expect(executableKind(standInPe(windows))).toEqual({ kind: "pe", machine: 0xaa64 });
    for (const bytes of ["", "MZ", "#!/bin/sh\n", "\x7fELF"]) {
      expect(executableKind(Buffer.from(bytes, "latin1"))).toEqual({ kind: "other" });
    }
  });

  it("carry the digest as a named resource of a language that does not matter", async () => {
    const packed = await packSmall(join(scratch, "resource"), windows);
    const program = windowsProgram(windows, archive(packed));
    expect(peResource(program, "INTEGRITY", "ELECTRONASAR")?.toString()).toContain("resources\\\\app.asar");
    expect(peResource(program, "INTEGRITY", "OTHER")).toBeNull();
    expect(peResource(standInPe(windows), "INTEGRITY", "ELECTRONASAR")).toBeNull();
    expect(peResource(standInElf(linux), "INTEGRITY", "ELECTRONASAR")).toBeNull();
  });
});
