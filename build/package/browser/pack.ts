/** Packs the browser edition: the version's folder, the installed tree around it, and the packages of one system. */
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { lineOf } from "../../scan/finding";
import { scanBuild } from "../../scan/scan";
import { proofreadingHosts } from "../../scan/sources";
import { filesIn, sizeOf } from "../file-tree";
import { nodeRuntime } from "../node-runtime";
import type { PackageKind, PackageOptions, Target } from "../options";
import { makePayload } from "../payload";
import { sourceDate } from "../source-date";
import { writePayloadArchive } from "./archive";
import { writeDeb } from "./deb";
import { makeTree } from "./linux-tree";
import type { PackParts } from "./parts";
import { writeRpm } from "./rpm";
import { writeMsi } from "./windows/msi";
import { writeNsis } from "./windows/nsis";
import { makeWindowsTree } from "./windows/tree";

interface Writer {
  readonly kind: PackageKind;
  /** Answers the name of what it made; null where the system has no such package. */
  readonly write: (parts: PackParts, tree: string) => string | null;
}

const writers: Readonly<Record<Target["os"], readonly Writer[]>> = {
  linux: [
    { kind: "payload", write: writePayloadArchive },
    { kind: "deb", write: writeDeb },
    { kind: "rpm", write: writeRpm },
  ],
  win: [
    { kind: "payload", write: writePayloadArchive },
    { kind: "nsis", write: writeNsis },
    { kind: "msi", write: writeMsi },
  ],
};

/** Answers the files it made, by name below `options.out`. */
export async function packBrowser(options: PackageOptions): Promise<readonly string[]> {
  const { out, target, version } = options;
  const at = sourceDate(process.env, options.root);
  // rpm, dpkg-deb and makensis read it themselves.
  process.env.SOURCE_DATE_EPOCH = String(at.getTime() / 1_000);
  const runtime = nodeRuntime(target, options.node);
  if (runtime.licence === null) console.log("  ! 没有找到 Node.js 的许可证文本，包内只注明其许可证名称。");
  const work = join(out, "work", `browser-${target.os}-${target.arch}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const parts: PackParts = { options, runtime, at, work, payload: join(work, "payload") };
  await makePayload(parts.payload, parts);
  told(`程序文件夹 ${version}`, `${filesIn(parts.payload).length} 个文件，${megabytes(sizeOf(parts.payload))}`);
  const tree = target.os === "win" ? await makeWindowsTree(parts) : await makeTree(parts);
  told("安装后", `${filesIn(tree).length} 个文件，${megabytes(sizeOf(tree))}（其中 Node.js ${runtime.version}）`);
  requireClean(tree, options.root);
  if (options.dryRun) return [];
  const wanted = writers[target.os].filter(({ kind }) => options.kinds.length === 0 || options.kinds.includes(kind));
  const made = wanted.map(({ write }) => write(parts, tree)).filter((name) => name !== null);
  for (const name of made) told(name, megabytes(statSync(join(out, name)).size));
  return made;
}

/** What is shipped goes under the scan of every edition (L5, L12). @throws Error with every finding */
function requireClean(tree: string, root: string): void {
  const findings = scanBuild({ folder: tree, words: proofreadingHosts(root), shipped: true });
  if (findings.length > 0) throw new Error(`打包结果没有通过检查：\n${findings.map(lineOf).join("\n")}`);
  console.log("  ✓ 检查打包结果：没有外部地址、源映射、密钥和由文本生成的代码");
}

const told = (what: string, figure: string): void => console.log(`  ✓ ${what}：${figure}`);

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;
