/**
 * Frames of a journal segment: magic | length | crc32 | seq | payload, little endian, back to back, zeros after the last.
 * The magic lets recovery find the next whole frame behind a damaged one.
 */
import { crc32 } from "node:zlib";

const MAGIC = Uint8Array.of(0xf1, 0xcb, 0x4a, 0x31);
export const FRAME_HEAD = 20;

export interface Frame {
  readonly start: number;
  readonly end: number;
  readonly seq: number;
}

/** What a segment's bytes amount to. `gaps` are damaged stretches with whole frames behind them. */
export interface Scan {
  readonly frames: readonly Frame[];
  readonly gaps: readonly { readonly start: number; readonly end: number }[];
  /** Where the next frame may be written: behind the last whole one. */
  readonly end: number;
  /** End of bytes behind `end` that are no frame: a torn last write. Equals `end` when the rest is zeros. */
  readonly tornEnd: number;
}

export function encodeFrame(seq: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(FRAME_HEAD + payload.length);
  const view = new DataView(frame.buffer);
  frame.set(MAGIC, 0);
  view.setUint32(4, payload.length, true);
  view.setBigUint64(12, BigInt(seq), true);
  frame.set(payload, FRAME_HEAD);
  view.setUint32(8, crc32(frame.subarray(12)), true);
  return frame;
}

/** The payload of a frame read whole, or null when it is not one. */
export function payloadOf(frame: Uint8Array): Uint8Array | null {
  return frameAt(asBuffer(frame), 0)?.end === frame.length ? frame.subarray(FRAME_HEAD) : null;
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const MAGIC_NUMBER = asBuffer(MAGIC).readUInt32LE(0);

function frameAt(buffer: Buffer, start: number): Frame | null {
  if (start + FRAME_HEAD > buffer.length || buffer.readUInt32LE(start) !== MAGIC_NUMBER) return null;
  const end = start + FRAME_HEAD + buffer.readUInt32LE(start + 4);
  if (end > buffer.length || crc32(buffer.subarray(start + 12, end)) !== buffer.readUInt32LE(start + 8)) return null;
  return { start, end, seq: Number(buffer.readBigUInt64LE(start + 12)) };
}

/** Reads a segment: every whole frame in rising order, before and behind any damage. */
export function scanFrames(bytes: Uint8Array): Scan {
  const used = lastNonZero(bytes) + 1;
  // One for all frames: each opening of a large journal passes here ten thousand times.
  const buffer = asBuffer(bytes);
  const frames: Frame[] = [];
  const gaps: { start: number; end: number }[] = [];
  let at = 0;
  while (at < used) {
    const last = frames.at(-1)?.seq ?? -1;
    const frame = nextFrame(buffer, at, last);
    if (frame === null) return { frames, gaps, end: at, tornEnd: used };
    if (frame.start > at) gaps.push({ start: at, end: frame.start });
    frames.push(frame);
    at = frame.end;
  }
  return { frames, gaps, end: at, tornEnd: at };
}

/** The first whole frame at or behind `from` with a sequence number above `last`: an older one is a stale copy. */
function nextFrame(buffer: Buffer, from: number, last: number): Frame | null {
  for (let at = from; at !== -1; at = buffer.indexOf(MAGIC, at + 1)) {
    const frame = frameAt(buffer, at);
    if (frame !== null && frame.seq > last) return frame;
  }
  return null;
}

function lastNonZero(bytes: Uint8Array): number {
  let at = bytes.length - 1;
  while (at >= 0 && bytes[at] === 0) at -= 1;
  return at;
}
