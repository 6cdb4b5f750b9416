/** Small versions with everything that real ones are signed for: a program that does as it is told, archive, release, keys. */
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { type DocumentKeyFile, newDocumentKey, signDocument } from "../../../node/document-key";
import { digestOf } from "../../../shared/digest";
import type { BuildIdentity } from "../../../shared/model/build-identity";
import { FILES_FILE } from "../../../shared/update/files";
import { RELEASE_FILE, type Release, signatureFile } from "../../../shared/update/manifest";
import { thisMachine } from "../machine";

/** What a fake version does when it is started. */
export type Behaviour =
  | "healthy"
  | "clean"
  | "crash"
  | "crash-late"
  | "hang"
  | "elsewhere"
  | "refused"
  | "restart-once"
  | "shows"
  | "deaf";

const lines: Readonly<Record<Behaviour, string>> = {
  healthy: 'say("listening"); say("healthy"); setTimeout(() => process.exit(0), 50);',
  clean: 'say("listening"); setTimeout(() => process.exit(0), 20);',
  crash: "process.exit(1);",
  "crash-late": 'say("listening"); say("healthy"); setTimeout(() => process.exit(1), 50);',
  hang: "setInterval(() => undefined, 1000);",
  elsewhere: "process.exit(75);",
  refused: "process.exit(78);",
  shows:
    'say("listening"); say("healthy"); say("answers"); process.on("message", () => { say("shown"); setTimeout(() => process.exit(0), 50); });',
  // It says that it answers, and then its loop stands still until somebody ends it.
  deaf: 'say("listening"); say("healthy"); say("answers"); const fs = await import("node:fs"); const at = process.env.CAIBIAN_DATA; setTimeout(() => { fs.writeFileSync(at + "/deaf", ""); while (!fs.existsSync(at + "/enough")); process.exit(0); }, 50);',
  "restart-once":
    'say("listening"); say("healthy"); const was = process.env.CAIBIAN_DATA + "/restarted"; const fs = await import("node:fs"); if (fs.existsSync(was)) process.exit(0); fs.writeFileSync(was, ""); setTimeout(() => process.exit(76), 50);',
};

/** The program of a version: notes that it ran, in `ran.log` of the data folder, and behaves. */
const program = (version: string, behaviour: Behaviour): string => `import { appendFileSync } from "node:fs";
const say = (word) => process.send?.({ caibian: word });
appendFileSync(process.env.CAIBIAN_DATA + "/ran.log", "${version}\\n");
${lines[behaviour]}
`;

export const newReleaseKey = (keyId = "release-1", notAfter?: string): DocumentKeyFile =>
  newDocumentKey({ keyId, algorithm: "ed25519", ...(notAfter === undefined ? {} : { notAfter }) });

export interface FakeVersion {
  readonly version: string;
  readonly behaviour?: Behaviour;
  readonly keys: readonly DocumentKeyFile[];
  readonly storeSchema?: number;
  /** Bytes of a file besides, so that a download takes a while. */
  readonly ballast?: number;
}

/** The version's own folder, as a package or an archive carries it. */
export function writeVersion(folder: string, about: FakeVersion): void {
  const { version, behaviour = "healthy", keys, storeSchema = 2, ballast = 0 } = about;
  const identity: BuildIdentity = {
    format: "caibian-build",
    version,
    edition: "browser",
    locked: true,
    policyKeys: [],
    releaseKeys: keys.map(({ key }) => key),
    storeSchema,
  };
  const files: Record<string, string | Uint8Array> = {
    "node/desk.js": program(version, behaviour),
    "node/build.json": JSON.stringify(identity),
    "node/package.json": '{ "type": "module" }',
    "node/run.sh": "#!/bin/sh\n",
    "renderer/index.html": `<!doctype html><title>${version}</title>`,
    ...(ballast === 0 ? {} : { "renderer/model.bin": ballastOf(version, ballast) }),
  };
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, path), bytes);
    chmodSync(join(folder, path), path.endsWith(".sh") ? 0o755 : 0o644);
  }
  writeFileSync(join(folder, FILES_FILE), JSON.stringify(listOf(folder, version)), { mode: 0o644 });
}

/** Does not compress, and is the same for the same version. */
function ballastOf(version: string, length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  let block = createHash("sha256").update(version).digest();
  for (let at = 0; at < length; at += block.length) {
    block.copy(bytes, at);
    block = createHash("sha256").update(block).digest();
  }
  return bytes;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted();

function listOf(folder: string, version: string) {
  const files = filesBelow(folder)
    .filter((path) => path !== FILES_FILE)
    .map((path) => {
      const bytes = readFileSync(join(folder, path));
      const mode = statSync(join(folder, path)).mode & 0o777;
      return { path, size: bytes.length, mode, sha256: digestOf(bytes) };
    });
  return { format: "caibian-files", version, files };
}

export interface TarEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mode?: number;
  /** `0` file, `2` link, `5` folder … */
  readonly kind?: string;
  readonly link?: string;
}

/** A plain ustar archive; takes what an honest one would not. */
export function tarGz(entries: readonly TarEntry[]): Uint8Array {
  const parts = entries.flatMap((entry) => [
    header(entry),
    Buffer.from(entry.bytes),
    Buffer.alloc((512 - (entry.bytes.length % 512)) % 512),
  ]);
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(1_024)]), { level: 1 });
}

function header({ path, bytes, mode = 0o644, kind = "0", link = "" }: TarEntry): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  block.write(path, 0, 100, "utf8");
  block.write(`${octal(mode, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(bytes.length, 11)}\0${octal(0, 11)}\0`, 100);
  block.write("        ", 148);
  block.write(kind, 156);
  block.write(link, 157, 100, "utf8");
  block.write("ustar\u000000", 257, "latin1");
  block.write(
    `${octal(
      block.reduce((total, byte) => total + byte, 0),
      6,
    )}\0 `,
    148,
  );
  return block;
}

export const entriesOf = (folder: string): TarEntry[] =>
  filesBelow(folder).map((path) => ({
    path,
    bytes: readFileSync(join(folder, path)),
    mode: statSync(join(folder, path)).mode & 0o777,
  }));

export interface FakeRelease {
  /** The version's own folder. */
  readonly folder: string;
  readonly version: string;
  readonly serial: number;
  readonly keys: readonly DocumentKeyFile[];
  readonly change?: Partial<Release>;
}

export const archiveName = (version: string): string => `caibian-browser-${version}.tar.gz`;

/** The signed release of a version, and its archive. */
export function makeRelease({ folder, version, serial, keys, change = {} }: FakeRelease) {
  const archive = tarGz(entriesOf(folder));
  const list = readFileSync(join(folder, FILES_FILE));
  const issuedAt = new Date(Date.UTC(2026, 10, 20, 0, serial)).toISOString();
  const release: Release = {
    format: "caibian-release",
    product: "caibian",
    edition: "browser",
    version,
    serial,
    issuedAt,
    minimumVersion: "0.0.1",
    rings: { pilot: issuedAt, early: issuedAt, general: issuedAt },
    artifacts: [
      {
        os: thisMachine.os,
        arch: thisMachine.arch ?? "x64",
        kind: "payload",
        file: archiveName(version),
        size: archive.length,
        sha256: digestOf(archive),
        sha512: createHash("sha512").update(archive).digest("base64"),
        files: digestOf(list),
      },
    ],
    notes: [`第 ${version} 版`],
    data: { writes: 2, opens: 1 },
    keys: 0,
    ...change,
  };
  const document = Buffer.from(`${JSON.stringify(release, null, 2)}\n`);
  return { release, archive, document, signature: JSON.stringify(signDocument(document, "release", keys)) };
}

/** Lays a release into a feed folder. */
export function publish(feed: string, made: ReturnType<typeof makeRelease>): void {
  mkdirSync(feed, { recursive: true });
  writeFileSync(join(feed, archiveName(made.release.version)), made.archive);
  writeSigned(feed, RELEASE_FILE, made);
}

interface Signed {
  readonly document: Uint8Array;
  readonly signature: string;
}

export function writeSigned(folder: string, name: string, { document, signature }: Signed): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), document);
  writeFileSync(join(folder, signatureFile(name)), signature);
}

/** An order to go back, as a feed has it beside its release. */
export function makeOrder(about: {
  readonly from: string;
  readonly to: string;
  readonly serial: number;
  readonly keys: readonly DocumentKeyFile[];
}): Signed {
  const { from, to, serial, keys } = about;
  const issuedAt = new Date(Date.UTC(2026, 10, 20, 0, serial)).toISOString();
  const reason = "新版本有问题";
  const order = {
    format: "caibian-rollback",
    product: "caibian",
    edition: "browser",
    from,
    to,
    reason,
    serial,
    issuedAt,
  };
  const document = Buffer.from(JSON.stringify(order));
  return { document, signature: JSON.stringify(signDocument(document, "rollback", keys)) };
}

/** One step of rotation. */
export function makeRotation(about: {
  readonly serial: number;
  readonly next: readonly DocumentKeyFile[];
  readonly signers: readonly DocumentKeyFile[];
}): Signed {
  const { serial, next, signers } = about;
  const issuedAt = new Date(Date.UTC(2026, 10, 20, 0, serial)).toISOString();
  const step = { format: "caibian-keys", product: "caibian", serial, issuedAt, keys: next.map(({ key }) => key) };
  const document = Buffer.from(JSON.stringify(step));
  const signature = JSON.stringify(signDocument(document, "key-rotation", signers));
  return { document, signature };
}

/** A document as a machine keeps it (signed-files.ts). */
export function keep(path: string, { document, signature }: Signed): void {
  mkdirSync(dirname(path), { recursive: true });
  const kept = { format: "caibian-kept/1", document: Buffer.from(document).toString("base64"), signature };
  writeFileSync(path, JSON.stringify(kept));
}

/** A version as the desk leaves it for the launcher. */
export function layDownloaded(
  data: string,
  about: FakeVersion & { readonly serial: number; readonly change?: Partial<Release> },
): void {
  const folder = join(data, "versions", about.version);
  mkdirSync(join(folder, "payload"), { recursive: true, mode: 0o755 });
  writeVersion(join(folder, "payload"), about);
  const { version, serial, keys, change = {} } = about;
  writeSigned(folder, RELEASE_FILE, makeRelease({ folder: join(folder, "payload"), version, serial, keys, change }));
}
