import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { AppError } from "../shared/failure";
import { tarEvents, tarPadding } from "./tar-reader";
import { tarEnd, tarHeader } from "./tar-writer";

const folder = mkdtempSync(join(tmpdir(), "caibian-tar-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  readonly path: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
}

const archiveOf = (entries: readonly Entry[]): Buffer =>
  Buffer.concat([
    ...entries.flatMap(({ path, mode, bytes }) => [
      tarHeader({ path, mode, size: bytes.length }),
      bytes,
      Buffer.alloc(tarPadding(bytes.length)),
    ]),
    tarEnd,
  ]);

/** In pieces of any size, as a disk or a network gives them. */
async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(archive: Uint8Array, piece = 700): Promise<Entry[]> {
  const found: { path: string; mode: number; parts: Uint8Array[] }[] = [];
  for await (const event of tarEvents(inPieces(archive, piece))) {
    if (event.kind === "file") found.push({ path: event.path, mode: event.mode, parts: [] });
    if (event.kind === "bytes") found.at(-1)?.parts.push(Uint8Array.from(event.bytes));
  }
  return found.map(({ path, mode, parts }) => ({ path, mode, bytes: Uint8Array.from(Buffer.concat(parts)) }));
}

const entry = fc.record({
  path: fc.stringMatching(/^[a-z][a-z0-9./-]{0,60}$/),
  mode: fc.constantFrom(0o644, 0o755),
  bytes: fc.uint8Array({ maxLength: 2_000 }),
});

describe("L7, L10: an archive of an update", () => {
  it("gives back every file, byte for byte, in whatever pieces it comes", async () => {
    const entries = fc.array(entry, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(entries, fc.integer({ min: 1, max: 3_000 }), async (files, piece) => {
        expect(await read(archiveOf(files), piece)).toEqual(files);
      }),
    );
  });

  it("made by the system's own tar is read the same", async () => {
    writeFileSync(join(folder, "one"), "1".repeat(1_000));
    const archive = execFileSync("tar", ["--format=ustar", "-C", folder, "-cf", "-", "one"]);
    expect((await read(archive)).map(({ path, bytes }) => [path, bytes.length])).toEqual([["one", 1_000]]);
  });

  it("with a link in it, cut short, or changed in a header is refused by name and nothing else happens", async () => {
    symlinkSync("/etc/passwd", join(folder, "link"));
    const linked = execFileSync("tar", ["--format=ustar", "-C", folder, "-cf", "-", "link"]);
    await expect(read(linked)).rejects.toThrow("普通文件以外的内容");
    const whole = archiveOf([{ path: "a", mode: 0o644, bytes: Buffer.alloc(900, 1) }]);
    for (const length of [1, 511, 513, 1_000, 1_300]) {
      await expect(read(whole.subarray(0, length)), String(length)).rejects.toThrow("归档不完整");
    }
    // The two bytes that end the checksum itself say nothing.
    const place = fc.nat({ max: 511 }).filter((at) => at !== 154 && at !== 155);
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const failure = await read(changed).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(AppError);
      }),
    );
  });
});
