/**
 * A file of 200 MB on its way: taken in by the desk, sent to the platform, cut off in the middle of a chunk and resumed
 * by a desk that was started anew. Desk and platform are the real ones, in two processes over loopback; the window is
 * played: it sends and gets base64 as a window does, and writes its copy of each chunk to a disk of its own.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createCipheriv, createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type CastPerson, readSmsCode } from "../e2e/api";
import { freePort } from "../e2e/proxy";
import { createDesk, type Desk } from "../main/desk";
import { nodeFileSystem } from "../main/journal/filesystem";
import { CHUNK_BYTES, MAX_FILE_BYTES } from "../shared/attachments/limits";
import { AppError } from "../shared/failure";
import { type Call, contract, type Input, type Output } from "../shared/ipc/contract";
import { type Cast, cast as castSchema } from "../shared/model/cast";
import { readAnchors } from "../shared/trust/anchors";

export interface AttachmentFigures {
  readonly megabytes: number;
  /** MB/s, from the first chunk sent by the window until the file is noted and lies in both stores. */
  readonly importRate: number;
  /** MB/s, from the question whether the platform has it until it is recorded, its hash verified. */
  readonly uploadRate: number;
  /** The same with a cut in the middle of a chunk and a restart of the desk. */
  readonly resumedRate: number;
  /** Chunks that went up a second time after the platform held them. */
  readonly chunksSentTwice: number;
  /** Bytes that went up a second time after the platform held them. */
  readonly bytesSentTwice: number;
}

export async function attachment(): Promise<void> {
  const figures = await attachmentFigures();
  const rate = (value: number): string => `${value.toFixed(1)} MB/s`;
  console.log(`  a file of ${figures.megabytes} MB taken in, sealed, on disk twice: ${rate(figures.importRate)}`);
  console.log(`  sent and recorded by the platform: ${rate(figures.uploadRate)}`);
  console.log(`  the same with a cut inside a chunk and a restart of the desk: ${rate(figures.resumedRate)}`);
  console.log(`  chunks sent twice: ${figures.chunksSentTwice}, bytes sent twice: ${figures.bytesSentTwice}`);
}

/** The folder is a new one below the system's, unless said. */
export async function attachmentFigures(below: string = tmpdir()): Promise<AttachmentFigures> {
  const folder = mkdtempSync(join(below, "caibian-attachment-"));
  const platform = await startPlatform(folder);
  try {
    return await measure(folder, platform);
  } finally {
    platform.child.kill("SIGTERM");
    await new Promise((resolve) => platform.child.once("exit", resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

interface RunningPlatform {
  readonly child: ChildProcess;
  readonly url: string;
  readonly cast: Cast;
}

async function measure(folder: string, platform: RunningPlatform): Promise<AttachmentFigures> {
  const megabytes = MAX_FILE_BYTES / 1024 / 1024;
  const line = new Line();
  let window = await openWindow(folder, platform, line);
  const first = await imported(window, folder, 1);
  const whole = await timed(() => window.deliver(first.hash));
  const second = await imported(window, folder, 2);
  line.cutIn = 20;
  line.sent.length = 0;
  const before = await timed(async () => window.deliver(second.hash).catch(() => undefined));
  await window.desk.stop();
  window = await openWindow(folder, platform, line);
  const after = await timed(() => window.deliver(second.hash));
  await window.desk.stop();
  const again = sentTwice(line.sent);
  return {
    megabytes,
    importRate: megabytes / Math.max(first.seconds, second.seconds),
    uploadRate: megabytes / whole,
    resumedRate: megabytes / (before + after),
    ...again,
  };
}

/** What went over the line in PATCH requests, and a way to break it. */
class Line {
  /** Counts down the PATCH requests; the one that reaches zero breaks in its middle. */
  cutIn = Number.POSITIVE_INFINITY;
  readonly sent: { readonly offset: number; readonly length: number; readonly cut: boolean }[] = [];

  readonly fetch = (url: string, init: RequestInit): Promise<Response> => {
    const { body } = init;
    if (init.method !== "PATCH" || !(body instanceof Uint8Array)) return fetch(url, init);
    this.cutIn -= 1;
    const cut = this.cutIn === 0;
    this.sent.push({ offset: Number(new Headers(init.headers).get("upload-offset")), length: body.length, cut });
    return cut ? fetch(url, { ...init, body: brokenOff(body), duplex: "half" } as RequestInit) : fetch(url, init);
  };
}

/** Half of the body, and then the connection is gone. */
function brokenOff(body: Uint8Array): ReadableStream<Uint8Array> {
  const half = Math.floor(body.length / 2);
  return new ReadableStream({
    start: (controller) => controller.enqueue(body.subarray(0, half)),
    pull: async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      controller.error(new Error("the line was cut"));
    },
  });
}

/** After a cut the next request begins where the platform says it is: up to there it holds everything. */
function sentTwice(sent: Line["sent"]): Pick<AttachmentFigures, "chunksSentTwice" | "bytesSentTwice"> {
  let held = 0;
  const twice = new Set<number>();
  let bytes = 0;
  for (const [at, { offset, length, cut }] of sent.entries()) {
    if (offset < held) {
      bytes += Math.min(held, offset + length) - offset;
      twice.add(Math.floor(offset / CHUNK_BYTES));
    }
    held = Math.max(held, cut ? (sent[at + 1]?.offset ?? offset) : offset + length);
  }
  if (held !== MAX_FILE_BYTES) throw new Error(`the platform holds ${held} bytes`);
  return { chunksSentTwice: twice.size, bytesSentTwice: bytes };
}

interface PlayedWindow {
  readonly desk: Desk;
  readonly ask: <C extends Call>(name: C, input: Input<C>) => Promise<Output<C>>;
  readonly deliver: (hash: string) => Promise<void>;
}

async function openWindow(folder: string, platform: RunningPlatform, line: Line): Promise<PlayedWindow> {
  const person = writerIn(platform.cast);
  const anchors = Object.values(platform.cast.anchors).map((file) => readAnchors(readFileSync(file, "utf8")));
  const desk = await createDesk({
    fs: nodeFileSystem,
    dataFolder: join(folder, "desk"),
    policy: { platformUrl: platform.url, anchorsFiles: ["x"], keyFolders: [dirname(person.keyFile)], demo: true },
    anchors,
    shell: "browser",
    version: "0.1.0",
    clock: () => new Date(),
    fetch: line.fetch,
    spawnSigner: () => {
      throw new Error("no key libraries here");
    },
    findKeychain: async () => null,
  });
  const ask: PlayedWindow["ask"] = async (name, input) => {
    // As through the shell's socket: text there, text back.
    const answer = await desk.call(name, JSON.parse(JSON.stringify(input)));
    if (!answer.ok) throw new AppError(answer.failure.code, answer.failure.detail);
    return contract[name].output.parse(JSON.parse(JSON.stringify(answer.value))) as Output<typeof name>;
  };
  await signIn(ask, platform.cast, person);
  const deliver = async (hash: string): Promise<void> => {
    const body = { kind: "file" as const, itemId: `item-${hash.slice(-8)}`, hash, mime: "application/zip" };
    const operation = { operationId: `op-${hash.slice(-12)}`, body: { ...body, size: MAX_FILE_BYTES } };
    const answer = await ask("desk:sync.deliver", { operation, sentBefore: false });
    if (answer.kind !== "stored") throw new Error(`not stored: ${JSON.stringify(answer)}`);
  };
  return { desk, ask, deliver };
}

function writerIn(cast: Cast): CastPerson {
  const person = cast.sites[0]?.persons.find(({ roles }) => roles.includes("编辑员"));
  if (person === undefined) throw new Error("nobody in the cast writes");
  return person;
}

async function signIn(ask: PlayedWindow["ask"], cast: Cast, person: CastPerson): Promise<void> {
  const key = (await ask("desk:keys.list", null)).find(({ name }) => name === person.name);
  if (key === undefined) throw new Error(`no key of ${person.name}`);
  const typed = { keyId: key.keyId, pin: person.passphrase, appPin: "Water-level-4829" };
  await ask("desk:session.begin", typed);
  await ask("desk:session.confirm", { code: await readSmsCode(cast.smsInbox, person.name) });
}

/** The end of an archive whose directory is empty (APPNOTE 4.3.16). */
const endOfZip = Buffer.from("504b0506".padEnd(44, "0"), "hex");

/** An archive, so that main holds it back for the scan as it does with documents; full of bytes nothing can pack. */
async function* fileOf(seed: number): AsyncGenerator<Uint8Array> {
  const key = createHash("sha256").update(`attachment ${seed}`).digest();
  const noise = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  for (let at = 0; at < MAX_FILE_BYTES; at += CHUNK_BYTES) {
    const bytes = noise.update(Buffer.alloc(Math.min(CHUNK_BYTES, MAX_FILE_BYTES - at)));
    if (at === 0) bytes.writeUInt32LE(0x04034b50, 0);
    if (at + bytes.length === MAX_FILE_BYTES) endOfZip.copy(bytes, bytes.length - endOfZip.length);
    yield bytes;
  }
}

async function imported(
  { ask }: PlayedWindow,
  folder: string,
  seed: number,
): Promise<{ hash: string; seconds: number }> {
  const parts: Uint8Array[] = [];
  for await (const part of fileOf(seed)) parts.push(part);
  const copies = join(folder, "window");
  mkdirSync(copies, { recursive: true });
  let hash = "";
  const seconds = await timed(async () => {
    const { importId } = await ask("desk:attachments.begin", { size: MAX_FILE_BYTES });
    for (const [nth, part] of parts.entries())
      await ask("desk:attachments.add", { importId, nth, bytes: Buffer.from(part).toString("base64") });
    const file = await ask("desk:attachments.finish", { importId });
    hash = file.hash;
    for (const [nth, name] of file.chunks.entries()) {
      const { sealed } = await ask("desk:attachments.sealed", { hash, nth });
      await writeSynced(join(copies, name), Buffer.from(sealed ?? "", "base64"));
    }
    await ask("desk:attachments.record", { importId });
  });
  return { hash, seconds };
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, "w");
  await handle.writeFile(bytes);
  await handle.sync();
  await handle.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const at = performance.now();
  await work();
  return (performance.now() - at) / 1_000;
}

async function startPlatform(folder: string): Promise<RunningPlatform> {
  const port = await freePort();
  const data = join(folder, "data");
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "..", "platform", "index.ts")], {
    env: { ...process.env, CAIBIAN_DATA: data, CAIBIAN_PLATFORM_PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString("utf8");
  });
  const castFile = join(data, "demo", "cast.json");
  for (let tries = 0; !(printed.includes("平台已启动") && existsSync(castFile)); tries += 1) {
    if (child.exitCode !== null || tries > 1_800) throw new Error(`平台没有启动：\n${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const cast = castSchema.parse(JSON.parse(readFileSync(castFile, "utf8")));
  return { child, url: `http://127.0.0.1:${port}`, cast };
}
