/** Disk, the journal's own disk, and the folder for temporary files. */
import { join } from "node:path";
import type { CheckLine } from "../../shared/ipc/self-check";
import { writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { levelOf, spaceLimits } from "../journal/space";
import { attention, bad, failed, good, unknown } from "./lines";
import type { Machine } from "./machine";

export interface DiskParts {
  readonly fs: FileSystem;
  readonly dataFolder: string;
  readonly journalFolder: string | null;
  readonly machine: Machine;
}

/** Two checks may look at one folder at the same time. */
let probes = 0;

/** Writes a file durably and removes it: what the journal does all day. */
async function tryWriting(fs: FileSystem, folder: string): Promise<void> {
  probes += 1;
  const path = join(folder, `self-check-${process.pid}-${probes}.probe`);
  await writeDurable(fs, path, "caibian\n");
  await fs.read(path);
  await fs.remove(path);
  await fs.syncFolder(folder);
}

export async function diskLines(parts: DiskParts): Promise<CheckLine[]> {
  return Promise.all([dataLine(parts), journalLine(parts), tempLine(parts)]);
}

async function dataLine({ fs, dataFolder }: DiskParts): Promise<CheckLine> {
  try {
    await tryWriting(fs, dataFolder);
    const free = await fs.freeBytes(dataFolder);
    const words = `数据文件夹可写，可以落盘，剩余 ${sizeOf(free)}。`;
    const level = levelOf(free, spaceLimits);
    if (level === "enough") return good("disk", words);
    const next = "请清理磁盘，腾出 500 MB 以上；空间恢复后自动继续。";
    return level === "low" ? attention("disk", { words, next }) : bad("disk", { words, next, code: "E_DISK" });
  } catch (error) {
    const line = failed("disk", "数据文件夹：", error);
    return { ...line, code: "E_JOURNAL", next: "请管理员检查数据文件夹的权限、配额和磁盘是否只读。" };
  }
}

async function journalLine({ fs, dataFolder, journalFolder, machine }: DiskParts): Promise<CheckLine> {
  if (journalFolder === null) return good("journal", "日志与索引分开存放在数据文件夹；策略没有另指定磁盘。");
  try {
    await tryWriting(fs, journalFolder);
  } catch (error) {
    const line = failed("journal", "策略指定的日志位置：", error);
    return { ...line, code: "E_JOURNAL_AWAY", next: "请接上策略指定的磁盘；位置有变时请管理员修改策略。" };
  }
  const [own, other] = await Promise.all([machine.diskOf(dataFolder), machine.diskOf(journalFolder)]);
  if (own === null || other === null)
    return unknown("journal", {
      words: "策略指定的日志位置可写，所在磁盘未能辨认。",
      next: "请管理员核对它在哪块磁盘。",
    });
  return own === other
    ? attention("journal", {
        words: "策略指定的日志位置可写，但与数据文件夹在同一块磁盘，一块磁盘损坏会同时失去两份。",
        next: "请管理员在策略中改用另一块磁盘。",
      })
    : good("journal", "日志在策略指定的另一块磁盘，可以落盘。");
}

async function tempLine({ fs, machine }: DiskParts): Promise<CheckLine> {
  try {
    await tryWriting(fs, machine.temp);
  } catch (error) {
    const line = failed("temp", "临时文件夹：", error);
    return { ...line, next: "请管理员检查临时文件夹的权限，或用环境变量 TMPDIR 指定另一处。" };
  }
  if (!optionsAt(machine.temp, (await machine.mounts()) ?? "").includes("noexec"))
    return good("temp", "临时文件夹可写。");
  return attention("temp", {
    words: "临时文件夹可写，但不允许运行程序（noexec）。工作站不依赖它，个别厂商的密钥驱动可能受影响。",
    next: "只有密钥驱动不能加载时才需要处理：请管理员用环境变量 TMPDIR 指定另一处。",
  });
}

/** Options of the file system that a folder lies on: the longest mount point that leads to it (fstab(5)). */
export function optionsAt(folder: string, mounts: string): readonly string[] {
  const rows = mounts.split("\n").flatMap((row) => {
    const [, point, , options] = row.split(" ");
    return point === undefined || options === undefined ? [] : [{ point: plain(point), options: options.split(",") }];
  });
  const above = rows.filter(({ point }) => point === "/" || folder === point || folder.startsWith(`${point}/`));
  // Of several on one point the last one mounted is in sight.
  return (
    above.reduce<(typeof above)[number] | null>(
      (best, row) => (best === null || row.point.length >= best.point.length ? row : best),
      null,
    )?.options ?? []
  );
}

/** Blanks and the like are written in octal. */
const plain = (point: string): string =>
  point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

const sizeOf = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
