/** A clean Debian in a folder: made once by debootstrap, kept as an archive, entered with chroot. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

const release = "bookworm";

/** The archive is of this Debian and of nothing else that changes. */
export const rootArchive = `debian-${release}-minbase.tar`;

/** Tools that this machine lacks, by name, and rights it has not. */
export function lacking(): readonly string[] {
  const tools = ["debootstrap", "chroot", "mount", "tar", "dpkg-deb"].filter(
    (name) => spawnSync("sh", ["-c", `command -v ${name}`]).status !== 0,
  );
  return [...(process.getuid?.() === 0 ? [] : ["root 权限"]), ...tools];
}

export interface RootOrder {
  /** In the root; root's own home and rights when absent. */
  readonly user?: string;
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly status: number;
  /** Both streams, in the order they came as far as known. */
  readonly text: string;
}

export interface DebianRoot {
  readonly folder: string;
  /** A shell line. */
  readonly sh: (line: string, order?: RootOrder) => Outcome;
  /** @throws Error with what it printed when it fails */
  readonly must: (line: string, order?: RootOrder) => string;
  readonly spawn: (line: string, order?: RootOrder) => ChildProcess;
  /** Unmounts and removes it. */
  readonly close: () => void;
}

/** @throws Error when debootstrap fails, with its last lines */
export function openDebianRoot(folder: string, archive: string): DebianRoot {
  if (!existsSync(archive)) bootstrap(folder, archive);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run("tar", ["-xpf", archive, "-C", folder, "--numeric-owner"]);
  // Node finds its own program by it.
  run("mount", ["-t", "proc", "proc", `${folder}/proc`]);
  const sh = (line: string, order: RootOrder = {}): Outcome => {
    const { status, stdout, stderr } = spawnSync("chroot", argumentsFor(folder, line, order), { encoding: "utf8" });
    return { status: status ?? -1, text: `${stdout}${stderr}` };
  };
  return {
    folder,
    sh,
    must(line, order) {
      const { status, text } = sh(line, order);
      if (status !== 0) throw new Error(`没有成功（${status}）：${line}\n${text}`);
      return text;
    },
    spawn: (line, order = {}) => spawn("chroot", argumentsFor(folder, `exec ${line}`, order), { stdio: "pipe" }),
    close() {
      spawnSync("umount", ["--lazy", `${folder}/proc`]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function bootstrap(folder: string, archive: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(archive), { recursive: true });
  const mirror = process.env.CAIBIAN_DEBIAN_MIRROR ?? "";
  run("debootstrap", ["--variant=minbase", release, folder, ...(mirror === "" ? [] : [mirror])]);
  run("tar", [
    "-cpf",
    `${archive}.part`,
    "-C",
    folder,
    "--numeric-owner",
    "--exclude=./var/cache/apt/archives/*.deb",
    ".",
  ]);
  renameSync(`${archive}.part`, archive);
}

/** Nothing of this machine's environment goes in. */
function argumentsFor(root: string, line: string, { user = "root", folder = "/", env = {} }: RootOrder): string[] {
  const home = user === "root" ? "/root" : `/home/${user}`;
  const variables = Object.entries({ HOME: home, LANG: "C.UTF-8", PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...env });
  const inside = variables.map(([name, value]) => `${name}=${value}`);
  return [`--userspec=${user}`, root, "/usr/bin/env", "-i", ...inside, "/bin/sh", "-c", `cd ${folder} && ${line}`];
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, [...args], { encoding: "utf8", maxBuffer: 64 * 1_024 * 1_024 });
  const last = `${stdout}${stderr}`.split("\n").slice(-15).join("\n");
  if (status !== 0) throw new Error(`${command} 没有成功（${status}）：\n${last}`);
}
