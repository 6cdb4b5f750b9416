/**
 * Unpacks a verified archive. Its signer is known, and still nothing leaves the folder, nothing is followed, and no
 * archive grows without end: a stolen key must not reach further than a version's folder.
 */
import { createReadStream } from "node:fs";
import { chmod, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { type TarEvent, tarEvents } from "../../node/tar-reader";
import { treePath } from "../../shared/update/files";
import type { FileSystem } from "../journal/filesystem";
import type { Step } from "./step";
import { broken } from "./verify-version";

export interface UnpackParts {
  readonly fs: FileSystem;
  readonly archive: string;
  /** A new folder; nothing is written outside it. */
  readonly into: string;
  readonly step: Step;
  readonly limits?: UnpackLimits;
}

export interface UnpackLimits {
  readonly files: number;
  readonly bytes: number;
}

/** Ten times what a version is. */
const unpackLimits: UnpackLimits = { files: 20_000, bytes: 2_000_000_000 };

type Header = Extract<TarEvent, { readonly kind: "file" }>;

/** @throws AppError E_UPDATE_BROKEN; errors of the disk as they are */
export async function unpack({ fs, archive, into, step, limits = unpackLimits }: UnpackParts): Promise<void> {
  const folders = new Set([into]);
  const left = { files: limits.files, bytes: limits.bytes };
  await makeFolder(into);
  let file: Writing | null = null;
  const plain = plainOf(archive);
  try {
    for await (const event of tarEvents(readable(plain))) {
      if (event.kind === "file") {
        left.files -= 1;
        left.bytes -= event.size;
        if (left.files < 0 || left.bytes < 0) throw broken("归档大得不像一个版本");
        file = await begin(into, event, folders);
      } else if (event.kind === "bytes") await file?.write(event.bytes);
      else {
        await file?.end();
        file = null;
        step("file-unpacked");
      }
    }
  } finally {
    // Given up in its middle, the archive would stay open, and its disk with it.
    plain.destroy();
    await file?.abandon();
  }
  // Deepest first, so that every name is durable when its folder is.
  for (const folder of [...folders].toSorted((a, b) => b.length - a.length)) await fs.syncFolder(folder);
}

function plainOf(archive: string) {
  const plain = createGunzip();
  pipeline(createReadStream(archive), plain, () => undefined);
  return plain;
}

async function* readable(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* plain;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && String(cause.code).startsWith("Z_")) {
      throw broken("归档不完整", cause);
    }
    throw cause;
  }
}

interface Writing {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly end: () => Promise<void>;
  readonly abandon: () => Promise<void>;
}

async function begin(into: string, { path, mode }: Header, folders: Set<string>): Promise<Writing> {
  if (!treePath.safeParse(path).success) throw broken("归档里有不允许的文件名");
  await makeFolders(into, path, folders);
  const place = join(into, path);
  const handle = await open(place, "wx", 0o600).catch((cause: unknown) => {
    // A name given twice, or one that another file needs as its folder.
    if (cause instanceof Error && "code" in cause && (cause.code === "EEXIST" || cause.code === "EISDIR")) {
      throw broken("归档里同一文件名出现两次", cause);
    }
    throw cause;
  });
  return {
    write: async (bytes) => void (await handle.writeFile(bytes)),
    end: async () => {
      // Whatever the archive says besides: run or read, nothing else.
      await handle.chmod((mode & 0o100) === 0 ? 0o644 : 0o755);
      await handle.sync();
      await handle.close();
    },
    abandon: () => handle.close().catch(() => undefined),
  };
}

async function makeFolders(into: string, path: string, folders: Set<string>): Promise<void> {
  const missing: string[] = [];
  for (let at = dirname(join(into, path)); !folders.has(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) {
    await makeFolder(folder).catch((cause: unknown) => {
      if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") throw broken("归档自相矛盾", cause);
      throw cause;
    });
    folders.add(folder);
  }
}

/** Whatever the person's mask: readable, and written by nobody else. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path);
  await chmod(path, 0o755);
}
