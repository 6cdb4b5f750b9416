/** Packages with native code: their programs and the library of one system and processor, nothing else. */
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Target } from "./options";
import { type FetchPackage, packageFile } from "./registry-package";

/** Not bundled: each finds its library beside itself. */
export const nativePackages = ["koffi", "keytar", "autocorrect-node"] as const;

interface Piece {
  /** Path in the lock file. */
  readonly from: string;
  /** Files wanted of it. */
  readonly files: RegExp;
  /** Without it the package still works. */
  readonly optional?: true;
}

const libc: Readonly<Record<Target["os"], string>> = { linux: "-gnu", win: "-msvc" };

function piecesFor({ os, arch }: Target): readonly Piece[] {
  const system = os === "win" ? "win32" : "linux";
  const autocorrect = `node_modules/autocorrect-node-${system}-${arch}${libc[os]}`;
  return [
    {
      from: "node_modules/koffi",
      files: /^(?:package\.json|LICENSE\.txt|index\.c?js|src\/koffi\/(?:src\/)?[a-z]+\.c?js)$/,
    },
    {
      from: `node_modules/@koromix/koffi-${system}-${arch}`,
      files: new RegExp(`^(?:package\\.json|index\\.js|${system}_${arch}/koffi\\.node)$`),
    },
    {
      from: "node_modules/keytar",
      files: new RegExp(`^(?:package\\.json|LICENSE\\.md|lib/keytar\\.js|prebuilds/${system}-${arch}/keytar\\.node)$`),
    },
    { from: "node_modules/autocorrect-node", files: /^(?:package\.json|index\.js)$/ },
    // Its makers build none for arm64: the second engine then says that it is not there.
    { from: autocorrect, files: /^(?:package\.json|[\w.-]+\.node)$/, optional: true },
  ];
}

export interface NativeParts {
  readonly root: string;
  readonly into: string;
  readonly target: Target;
  readonly fetchPackage: FetchPackage;
  readonly seen: (packagePath: string) => void;
}

/** Copies them below `into`; what this machine's npm did not install comes from the registry, held against the lock file. Answers what nobody builds. */
export async function copyNativePackages(parts: NativeParts): Promise<readonly string[]> {
  const leftOut: string[] = [];
  for (const piece of piecesFor(parts.target)) {
    if (!(await copyPiece(parts, piece))) leftOut.push(piece.from.replace("node_modules/", ""));
  }
  return leftOut;
}

async function copyPiece({ root, into, fetchPackage, seen }: NativeParts, piece: Piece): Promise<boolean> {
  const folder = join(root, piece.from);
  const copied = existsSync(folder)
    ? copyFiles(folder, join(into, piece.from), piece.files)
    : await fetchFiles(await fetchPackage(piece.from), join(into, piece.from), piece.files);
  if (copied > 0) seen(piece.from);
  else if (piece.optional !== true) throw new Error(`没有找到 ${piece.from} 的文件，请先运行 npm ci。`);
  return copied > 0;
}

function copyFiles(from: string, to: string, wanted: RegExp): number {
  const names = readdirSync(from, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  const files = names.filter((name) => wanted.test(name));
  for (const name of files) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    cpSync(join(from, name), join(to, name), { dereference: true });
  }
  return files.length;
}

async function fetchFiles(archive: Uint8Array | null, to: string, wanted: RegExp): Promise<number> {
  if (archive === null) return 0;
  const files = packageFile(archive).filter(({ path }) => wanted.test(path));
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), bytes);
  }
  return files.length;
}
