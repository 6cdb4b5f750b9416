/** Our software SKF token: compiled when it is wanted, in the shape that is wanted, with its state beside it. */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { needed } from "../../../node/testing/tools";
import { utf8 } from "../../../shared/bytes";
import { digestOf } from "../../../shared/digest";
import type { SkfModule } from "../skf/library";
import { forkSigner, type Spawn } from "../spawn";

/** What `describeWith` is given. */
export const softSkfTools = ["gcc", "/usr/include/openssl/evp.h"];

export interface SoftSkfShape {
  readonly ulong?: 4 | 8;
  readonly packed?: boolean;
  /** Names in GBK, as vendors on Chinese Windows write them. */
  readonly gbk?: boolean;
  /** Without waiting for devices, as several vendors. */
  readonly noEvents?: boolean;
  /** Lines as guard.c lists them, compiled in. */
  readonly faults?: readonly string[];
}

export interface SoftSkf {
  /** Holds the library and, below it, the state. */
  readonly folder: string;
  /** As the machine policy would allow it. */
  readonly module: SkfModule;
  /** Plugs device 0 or 1 in; each time is another insertion. */
  readonly plugIn: (device: number) => void;
  readonly pullOut: (device: number) => void;
  /** What goes wrong from here on, in place of what went wrong before. */
  readonly plant: (...lines: readonly string[]) => void;
  /** What the device says of itself, in bytes. */
  readonly describe: (device: number, field: "manufacturer" | "label" | "serial", text: Uint8Array) => void;
  readonly close: () => void;
}

/** Two devices lie in the state, both pulled out, each without an application. */
export function openSoftSkf(shape: SoftSkfShape = {}): SoftSkf {
  const folder = mkdtempSync(join(tmpdir(), "caibian-skf-"));
  const path = join(folder, "libsoftskf.so");
  copyFileSync(compiled(shape), path);
  const state = `${path}.state`;
  const device = (index: number, ...names: readonly string[]): string => join(state, `device${index}`, ...names);
  for (const index of [0, 1]) mkdirSync(device(index), { recursive: true });
  const { ulong = 4, packed = true } = shape;
  return {
    folder,
    module: { kind: "skf", name: "soft-skf", path, hash: digestOf(readFileSync(path)), abi: { ulong, packed } },
    plugIn: (index) => writeFileSync(device(index, "present"), ""),
    pullOut: (index) => rmSync(device(index, "present"), { force: true }),
    plant: (...lines) => writeFileSync(join(state, "faults"), lines.join("\n")),
    describe: (index, field, text) => writeFileSync(device(index, field), text),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Compiled once for these sources and flags; kept where tools of this project keep what they can make again. */
const cache = resolve(import.meta.dirname, "../../../node_modules/.cache/caibian");
const sources = resolve(import.meta.dirname, "soft-skf");

function compiled(shape: SoftSkfShape): string {
  const names = readdirSync(sources).sort();
  const texts = names.map((name) => readFileSync(join(sources, name), "utf8"));
  const flags = flagsOf(shape);
  const path = join(cache, `soft-skf-${digestOf(utf8([...flags, ...texts].join("\0"))).slice(-32)}.so`);
  if (!existsSync(path)) compile(path, [...flags, ...sourcesAmong(names)]);
  return path;
}

const sourcesAmong = (names: readonly string[]): string[] =>
  names.flatMap((name) => (name.endsWith(".c") ? [join(sources, name)] : []));

function compile(path: string, given: readonly string[]): void {
  mkdirSync(cache, { recursive: true });
  const aside = `${path}.${process.pid}`;
  const strict = ["-std=c11", "-D_DEFAULT_SOURCE", "-Wall", "-Wextra", "-Werror"];
  // OpenSSL goes in whole and unseen: Node has one of its own, which the loader would put in its place.
  const linked = ["-l:libcrypto.a", "-Wl,--exclude-libs,ALL", "-ldl", "-lpthread"];
  const options = [...strict, "-O1", "-fPIC", "-fvisibility=hidden", "-shared", "-o", aside, ...given, ...linked];
  execFileSync(needed("gcc"), options, { stdio: ["ignore", "ignore", "pipe"] });
  // Several test processes may compile the same: each puts a whole library in place.
  renameSync(aside, path);
}

function flagsOf({ ulong, packed, gbk, noEvents, faults = [] }: SoftSkfShape): string[] {
  return [
    ...(ulong === 8 ? ["-DSOFTSKF_ULONG=8"] : []),
    ...(packed === false ? ["-DSOFTSKF_UNPACKED"] : []),
    ...(gbk === true ? ["-DSOFTSKF_GBK"] : []),
    ...(noEvents === true ? ["-DSOFTSKF_NO_EVENTS"] : []),
    ...(faults.length === 0 ? [] : [`-DSOFTSKF_FAULTS=${JSON.stringify(faults.join("\n"))}`]),
  ];
}

/** Starts signers from the sources. */
export const skfSigner = (env: NodeJS.ProcessEnv): Spawn =>
  forkSigner({ path: resolve(import.meta.dirname, "../host.ts"), execArgv: ["--import", "tsx"] }, env);
