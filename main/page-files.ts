/** The window's built files, by address. A name that leaves the folder does not exist. */
import { readFile } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".bin": "application/octet-stream",
  ".cbspell": "application/octet-stream",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Null when there is no such file or its kind is not served. */
export async function readPageFile(folder: string, pathname: string): Promise<PageFile | null> {
  const path = inside(folder, pathname);
  const type = path === null ? undefined : types[extname(path)];
  if (path === null || type === undefined) return null;
  try {
    return { type, bytes: await readFile(path) };
  } catch {
    // Whatever keeps it from being read, to the window it is not there.
    return null;
  }
}

function inside(folder: string, pathname: string): string | null {
  try {
    const name = decodeURIComponent(pathname === "/" ? "/index.html" : pathname);
    const path = resolve(folder, `.${name}`);
    return path.startsWith(resolve(folder) + sep) && !name.includes("\0") ? path : null;
  } catch {
    // A malformed escape names nothing.
    return null;
  }
}
