import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PackageOptions, Target } from "../options";
import { runTool } from "../tool";
import { type BuilderParts, packApplication } from "./builder";
import { electronRelease } from "./electron-release";
import { runFpm } from "./fpm";
import { readFpmArguments } from "./fpm-arguments";
import { inspectPackage } from "./inspect";
import { filesBelow } from "./inspect-binary";
import { makeStandIn } from "./stand-in";
import { stageSmall } from "./testing/small-application";

const root = resolve(import.meta.dirname, "..", "..", "..");

let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "caibian-builder-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const has = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;

const optionsFor = (target: Target): PackageOptions => ({
  ...{ root, target, version: "0.1.0", edition: "electron", policyKeys: [], releaseKeys: [] },
  ...{ dryRun: true, out: scratch, node: null, kinds: [], compression: "gzip" },
});

/** The real electron-builder, with the project's own configuration, around a stand-in. */
async function packed(name: string, target: Target): Promise<string> {
  const folder = join(scratch, name);
  stageSmall(join(folder, "staged"), target);
  makeStandIn(join(folder, "electron"), target, "45.4.1");
  const parts: BuilderParts = {
    options: optionsFor(target),
    staged: join(folder, "staged"),
    electron: join(folder, "electron"),
    electronVersion: "45.4.1",
    output: join(folder, "built"),
  };
  return packApplication(parts);
}

const digests = (folder: string): readonly string[] =>
  filesBelow(folder).map((path) => {
    const file = join(folder, path);
    return `${path} ${statSync(file).mode.toString(8)} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
  });

describe("electron-builder with electron-builder.yml", () => {
  it("L5, L6: packs for Linux without a network, flips the fuses, passes the inspection, and gives the same bytes twice", async () => {
    const target: Target = { os: "linux", arch: "x64" };
    const [first, second] = [await packed("a", target), await packed("b", target)];
    const { faults, figures } = inspectPackage(first, target);
    expect(faults).toEqual([]);
    expect(figures.outsideFiles).toBe(2);
    expect(digests(first)).toEqual(digests(second));
    expect(digests(first).length).toBe(figures.totalFiles);
  }, 180_000);

  it("L5, L6: packs for Windows with the archive's digest in the executable", async () => {
    const target: Target = { os: "win", arch: "x64" };
    expect(inspectPackage(await packed("c", target), target).faults).toEqual([]);
  });
});

describe("the Electron that is packed", () => {
  const target: Target = { os: "win", arch: "arm64" };

  it("L6: is a stand-in in a dry run alone, and never where a package would be given to somebody", () => {
    const work = join(scratch, "release");
    expect(electronRelease(optionsFor(target), work)).toMatchObject({ standIn: true });
    expect(() => electronRelease({ ...optionsFor(target), dryRun: false }, work)).toThrow(/没有 win-arm64 的 Electron/);
  });

  it("L6: is refused when it is another version than the project's", () => {
    const folder = join(scratch, "other");
    makeStandIn(folder, target, "1.2.3");
    expect(() => electronRelease({ ...optionsFor(target), node: folder }, scratch)).toThrow(/是 Electron 1\.2\.3/);
  });
});

describe("packages of a Linux system", () => {
  const args = (kind: string, output: string, input: string): string[] => [
    ...["-s", "dir", "--force", "-t", kind, "-d", "libc6", "--architecture", "amd64", "--name", "caibian-electron"],
    ...["--version", "0.1.0", "--maintainer", "Caibian <caibian@caibian.invalid>", "--vendor", "Caibian"],
    ...["--license", "Apache-2.0", "--description", "采编工作站\n 不支持龙芯", "--conflicts", "caibian"],
    ...["--after-install", join(scratch, "postinst"), `--${kind}-compression`, "gz", "--package", output],
    `${input}/=/opt/caibian-electron`,
    `${join(scratch, "postinst")}=/usr/share/doc/caibian-electron/copyright`,
  ];
  const application = (): string => {
    const folder = join(scratch, "application");
    mkdirSync(join(folder, "resources"), { recursive: true });
    writeFileSync(join(folder, "caibian"), "program", { mode: 0o700 });
    writeFileSync(join(folder, "resources", "app.asar"), "archive", { mode: 0o600 });
    writeFileSync(join(scratch, "postinst"), "#!/bin/sh\nexit 0\n");
    return folder;
  };

  it("L6: refuses an argument of electron-builder that it would not carry out", () => {
    expect(() => readFpmArguments(["-t", "deb", "--deb-systemd", "x"])).toThrow(/--deb-systemd is not known/);
    expect(() => readFpmArguments(["-t", "pacman"])).toThrow(/of kind pacman/);
    expect(() => readFpmArguments(["-t", "deb", "/folder/"])).toThrow(/names no place/);
    expect(readFpmArguments(["-t", "rpm", "--architecture", "arm64"]).architecture).toBe("aarch64");
    expect(readFpmArguments(["-t", "deb", "--architecture", "arm64"]).architecture).toBe("arm64");
  });

  it.skipIf(!has("dpkg-deb"))(
    "L6: makes the same Debian package twice, owned by root, with plain modes and its script (needs dpkg-deb)",
    () => {
      const at = new Date(1_700_000_000_000);
      const input = application();
      const files = ["one.deb", "two.deb"].map((name) => join(scratch, name));
      for (const file of files) runFpm(args("deb", file, input), at);
      const [one, two] = files.map((file) => readFileSync(file).toString("hex"));
      expect(one).toBe(two);
      const listed = runTool("dpkg-deb", ["--contents", files[0] ?? ""]);
      expect(listed).toMatch(/^-rwxr-xr-x root\/root .*\.\/opt\/caibian-electron\/caibian$/m);
      expect(listed).toMatch(/^-rw-r--r-- root\/root .*\.\/opt\/caibian-electron\/resources\/app\.asar$/m);
      const control = runTool("dpkg-deb", ["--info", files[0] ?? ""]);
      expect(control).toMatch(/Conflicts: caibian\n/);
      expect(control).toMatch(/Description: 采编工作站\n\s+不支持龙芯/);
      expect(control).toContain("postinst");
    },
  );

  it.skipIf(!has("rpmbuild"))(
    "L6: makes an RPM of the processor's own name, whose script runs after the installation (needs rpmbuild)",
    () => {
      const file = join(scratch, "one.rpm");
      runFpm(args("rpm", file, application()), new Date(1_700_000_000_000));
      const about = runTool("rpm", [
        "-qp",
        "--queryformat",
        "%{ARCH} %{NAME} %{VENDOR} %{BUILDHOST}\\n%{SUMMARY}",
        file,
      ]);
      expect(about).toBe("x86_64 caibian-electron Caibian caibian\n采编工作站");
      expect(runTool("rpm", ["-qp", "--scripts", file])).toContain("exit 0");
      expect(runTool("rpm", ["-qp", "--list", file])).toContain("/opt/caibian-electron/resources/app.asar\n");
    },
  );
});
