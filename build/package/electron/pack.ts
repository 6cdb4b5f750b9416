/** Packs the Electron edition: application, archive, fuses, inspection, then the packages of one system. */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lineOf } from "../../scan/finding";
import { scanBuild } from "../../scan/scan";
import { proofreadingHosts } from "../../scan/sources";
import type { PackageOptions } from "../options";
import { sourceDate } from "../source-date";
import { unpackAsar } from "./asar-file";
import { type BuilderParts, hasAppImageTools, makeLinuxPackages, packApplication } from "./builder";
import { electronRelease } from "./electron-release";
import { type Inspection, inspectPackage } from "./inspect";
import type { Fault } from "./inspection";
import { stageApplication } from "./staging";
import { makeWindowsInstallers } from "./windows-installers";

export interface PackedElectron {
  /** The folder that was packed. */
  readonly packed: string;
  readonly inspection: Inspection;
  /** Packages: in `options.out`; of a dry run, beside the folder and fit for nothing else. */
  readonly made: readonly string[];
}

/** @throws Error when the inspection finds a fault, or a tool is missing */
export async function packElectron(options: PackageOptions): Promise<PackedElectron> {
  const { out, target, version, dryRun } = options;
  const at = sourceDate(process.env, options.root);
  process.env.SOURCE_DATE_EPOCH = String(at.getTime() / 1_000);
  const work = join(out, "work", `electron-${target.os}-${target.arch}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const release = electronRelease(options, work);
  if (release.standIn)
    console.log(`  ! 没有 Electron ${release.version} 的程序，用替身检查打包过程；所得不能运行，不能分发。`);
  const staged = join(work, "staged");
  const { missing } = await stageApplication({ options, folder: staged, at });
  for (const name of missing)
    console.log(`  ! ${name} 没有 ${target.os}-${target.arch} 的编译结果，第二校对引擎将显示为不可用。`);
  const parts: BuilderParts = {
    ...{ options, staged },
    electron: release.folder,
    electronVersion: release.version,
    output: join(work, "built"),
  };
  const packed = await packApplication(parts);
  const inspection = inspectPackage(packed, target);
  tell([...inspection.faults, ...scanned(packed, { options, work })], inspection);
  const made = await makePackages(parts, { packed, work, at });
  for (const name of made) {
    console.log(`  ✓ ${name}`);
    if (!dryRun) copyFileSync(join(parts.output, name), join(out, name));
  }
  console.log(dryRun ? `试打包完成（${version}）：没有留下可分发的软件包。` : `打包完成：${out}`);
  return { packed, inspection, made };
}

interface Folders {
  readonly packed: string;
  readonly work: string;
  readonly at: Date;
}

async function makePackages(parts: BuilderParts, { packed, work, at }: Folders): Promise<readonly string[]> {
  const { options, output } = parts;
  // What a version's folder is in the other edition is the packed application here.
  if (options.kinds.length > 0 && options.kinds.every((kind) => kind === "payload")) return [];
  if (options.target.os === "win") return makeWindowsInstallers({ options, packed, work, output, at });
  await makeLinuxPackages(parts, packed);
  if (options.kinds.length === 0 && !hasAppImageTools())
    console.log("  ! 没有 AppImage 的工具（APPIMAGE_TOOLS_PATH），没有做 AppImage。");
  return readdirSync(output)
    .filter((name) => /\.(?:deb|rpm|AppImage)$/.test(name))
    .sort();
}

/** No Internet endpoint, no code made of text (L12): the archive's files, taken out again, under the scan of every edition. */
function scanned(
  packed: string,
  { options, work }: { readonly options: PackageOptions; readonly work: string },
): Fault[] {
  const folder = join(work, "unpacked");
  unpackAsar(join(packed, "resources", "app.asar"), folder);
  const findings = scanBuild({ folder, words: proofreadingHosts(options.root), shipped: true });
  return findings.map((finding) => ({ check: "contents", text: lineOf(finding) }));
}

/** @throws Error with every fault that was found */
function tell(faults: readonly Fault[], { figures, headerHash }: Inspection): void {
  const { archiveBytes, archiveFiles, outsideBytes, outsideFiles, totalBytes, totalFiles } = figures;
  const size = (bytes: number): string => `${(bytes / 1_024 / 1_024).toFixed(1)} MB`;
  console.log(`  app.asar：${archiveFiles} 个文件，${size(archiveBytes)}，头部摘要 ${headerHash.slice(0, 16)}…`);
  console.log(
    `  归档之外的本地模块：${outsideFiles} 个，${size(outsideBytes)}；合计 ${totalFiles} 个文件，${size(totalBytes)}`,
  );
  if (faults.length === 0) {
    console.log("  ✓ 检查打包结果：没有发现问题。");
    return;
  }
  throw new Error(`打包结果没有通过检查：\n${faults.map(({ check, text }) => `  ✗ ${check}: ${text}`).join("\n")}`);
}
