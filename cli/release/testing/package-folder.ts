/** Small packages as `npm run package` names them: a real payload with its file list, and system packages beside it. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { tarPadding } from "../../../node/tar-reader";
import { tarEnd, tarHeader } from "../../../node/tar-writer";

interface PackageAbout {
  readonly version: string;
  readonly locked?: boolean;
  readonly edition?: "browser" | "electron";
  /** A file whose bytes are not those of the list. */
  readonly swapped?: string;
  /** What the program says; other bytes under the same version when it differs. */
  readonly program?: string;
}

export const payloadName = (version: string): string => `caibian-browser-${version}-linux-x64.tar.gz`;

export function writePayload(folder: string, about: PackageAbout): string {
  mkdirSync(folder, { recursive: true });
  const { version, locked = true, edition = "browser", swapped, program = `desk ${version}` } = about;
  const identity = { format: "caibian-build", version, edition, locked, policyKeys: [], releaseKeys: [] };
  const files = [
    ["node/build.json", JSON.stringify(identity)],
    ["node/desk.js", program],
    ["renderer/index.html", "<!doctype html>"],
  ] as const;
  const list = {
    format: "caibian-files",
    version,
    files: files.map(([path, text]) => ({ path, size: text.length, mode: 0o644, sha256: digestText(text) })),
  };
  const parts = [["files.json", JSON.stringify(list)], ...files].flatMap(([path = "", text = ""]) => {
    const bytes = Buffer.from(path === swapped ? text.replace(/.$/, "#") : text);
    return [tarHeader({ path, size: bytes.length, mode: 0o644 }), bytes, Buffer.alloc(tarPadding(bytes.length))];
  });
  const file = join(folder, payloadName(version));
  writeFileSync(file, gzipSync(Buffer.concat([...parts, tarEnd])));
  return file;
}

export const digestText = (text: string): string => `sha-256:${createHash("sha256").update(text).digest("hex")}`;
