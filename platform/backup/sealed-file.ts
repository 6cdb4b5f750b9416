/**
 * A sealed file 密封文件: AES-256-GCM in pieces, each bound to its place and to whether it is the last one, so that a file
 * that was cut, reordered or put together from two is not opened. Its key lies wrapped in its head.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError, check } from "../../shared/failure";
import { type BackupKey, unwrapKey, type Wrapped, wrapKey, wrapped } from "./backup-key";

const MAGIC = Buffer.from("caibian-sealed/1\n");
const PIECE = 1_048_576;
const TAG = 16;
const LENGTH = 4;
const MAX_HEAD = 4_096;

interface Seal {
  readonly key: BackupKey;
  readonly salt: Uint8Array;
}

/** Written beside, synced and renamed: it is whole or not there. */
export async function writeSealed(file: string, source: AsyncIterable<Uint8Array>, { key, salt }: Seal): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.draft`;
  const handle = await open(draft, "w", 0o600);
  try {
    for await (const part of sealed(source, { key, salt })) await handle.writeFile(part);
    await handle.sync();
    await handle.close();
    await rename(draft, file);
    const folder = await open(dirname(file), "r");
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

async function* sealed(source: AsyncIterable<Uint8Array>, { key, salt }: Seal): AsyncGenerator<Uint8Array> {
  const secret = randomBytes(32);
  const head = Buffer.from(JSON.stringify(await wrapKey(key, secret, salt)));
  yield Buffer.concat([MAGIC, lengthOf(head.length), head]);
  let number = 0;
  for await (const { bytes, last } of pieces(source)) {
    const place = placeOf(number, last);
    const cipher = createCipheriv("aes-256-gcm", secret, place);
    cipher.setAAD(head);
    const body = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    yield Buffer.concat([lengthOf(body.length), body]);
    number += 1;
  }
}

/** The nonce of a piece is its place; the key is fresh for each file. */
function placeOf(number: number, last: boolean): Buffer {
  const place = Buffer.alloc(12);
  place.writeUInt32BE(number, 0);
  place.writeUInt8(last ? 1 : 0, 11);
  return place;
}

function lengthOf(value: number): Buffer {
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(value);
  return length;
}

/** The last piece may be empty, and is always there. */
async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let held: Buffer = Buffer.alloc(0);
  for await (const part of source) {
    held = Buffer.concat([held, part]);
    while (held.length > PIECE) {
      yield { bytes: held.subarray(0, PIECE), last: false };
      held = held.subarray(PIECE);
    }
  }
  yield { bytes: held, last: true };
}

/** @throws AppError E_INPUT for another key, or a file that was cut or changed anywhere */
export async function* readSealed(file: string, key: BackupKey): AsyncGenerator<Uint8Array> {
  const take = reader(createReadStream(file, { highWaterMark: PIECE }));
  if (!MAGIC.equals(await take(MAGIC.length))) throw damaged();
  const length = (await take(LENGTH)).readUInt32BE();
  if (length > MAX_HEAD) throw damaged();
  const head = await take(length);
  const secret = await unwrapKey(key, headOf(head));
  for (let number = 0; ; number += 1) {
    const size = (await take(LENGTH)).readUInt32BE();
    if (size < TAG || size > PIECE + TAG) throw damaged();
    const body = await take(size);
    const last = await take.ended();
    yield opened(body, { secret, head, place: placeOf(number, last) });
    if (last) return;
  }
}

function headOf(head: Buffer): Wrapped {
  try {
    return check(wrapped, JSON.parse(head.toString("utf8")));
  } catch (cause) {
    throw damaged(cause);
  }
}

interface Opening {
  readonly secret: Uint8Array;
  readonly head: Buffer;
  readonly place: Buffer;
}

function opened(body: Buffer, { secret, head, place }: Opening): Uint8Array {
  const decipher = createDecipheriv("aes-256-gcm", secret, place);
  decipher.setAAD(head);
  decipher.setAuthTag(body.subarray(body.length - TAG));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG)), decipher.final()]);
  } catch (cause) {
    throw damaged(cause);
  }
}

interface Take {
  (length: number): Promise<Buffer>;
  readonly ended: () => Promise<boolean>;
}

function reader(source: AsyncIterable<Uint8Array>): Take {
  const parts = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const fill = async (length: number): Promise<boolean> => {
    while (held.length < length) {
      const { done, value } = await parts.next();
      if (done === true) return false;
      held = Buffer.concat([held, value]);
    }
    return true;
  };
  const take = async (length: number): Promise<Buffer> => {
    if (!(await fill(length))) throw damaged();
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  };
  return Object.assign(take, { ended: async () => !(await fill(1)) });
}

const damaged = (cause?: unknown): AppError =>
  new AppError("E_INPUT", "备份文件不完整或已损坏", ...(cause === undefined ? [] : [{ cause }]));
