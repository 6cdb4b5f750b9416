/**
 * `npx tsx e2e/package/windows.ts --tree FOLDER [--msi FILE] [--setup FILE]`: Windows' installers under wine: silently in, held
 * against the tree they were made of, started, silently out. What this machine lacks is named and skips it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { filesIn } from "../../build/package/file-tree";
import { exits } from "../../main/update/launcher-line";
import { type Ledger, openLedger } from "./ledger";

interface Wine {
  /** Of wine's drive C. */
  readonly drive: string;
  /** The exit code. */
  readonly run: (program: string, ...args: readonly string[]) => number;
  readonly close: () => void;
}

/** A fresh Windows 10 in a folder, without anything of this machine's environment. */
function openWine(): Wine {
  const home = mkdtempSync(join(tmpdir(), "caibian-wine-"));
  const env = {
    ...{ PATH: "/usr/sbin:/usr/bin:/bin", HOME: home, WINEPREFIX: join(home, "prefix"), WINEDEBUG: "-all" },
    ...{ WINEDLLOVERRIDES: "mscoree=;mshtml=", LANG: "C.UTF-8" },
  };
  const run: Wine["run"] = (program, ...args) => {
    // Pipes of this system are no handles that Node finds usable inside wine.
    const { status } = spawnSync("wine", [program, ...args], { env, timeout: 240_000, stdio: "ignore" });
    return status ?? -1;
  };
  run("wineboot", "-i");
  run("winecfg", "-v", "win10");
  return { drive: join(home, "prefix", "drive_c"), run, close: () => rmSync(home, { recursive: true, force: true }) };
}

interface Installer {
  readonly name: string;
  readonly install: (wine: Wine) => number;
  readonly remove: (wine: Wine) => number;
  readonly start: (wine: Wine) => number;
  /** What it leaves beside the tree. */
  readonly own: readonly string[];
}

const msi = (file: string): Installer => ({
  name: "MSI",
  install: ({ run }) => run("msiexec", "/i", windowsPath(file), "/qn"),
  remove: ({ run }) => run("msiexec", "/x", windowsPath(file), "/qn"),
  // The starter is a program of 32 bits, which wine alone does not run.
  start: ({ run, drive }) =>
    run(join(folderOf(drive), "node.exe"), "C:\\Program Files\\Caibian\\launcher\\launcher.js", "--no-window"),
  own: [],
});

const nsis = (file: string): Installer => ({
  name: "NSIS",
  install: ({ run }) => run(file, "/S"),
  remove: ({ run, drive }) => {
    const code = run(join(folderOf(drive), "uninstall.exe"), "/S");
    // It copies itself elsewhere, goes on from there, and is not waited for.
    for (let waited = 0; existsSync(folderOf(drive)) && waited < 60; waited += 1) spawnSync("sleep", ["1"]);
    return code;
  },
  start: ({ run, drive }) => run(join(folderOf(drive), "caibian.exe"), "--no-window"),
  own: ["uninstall.exe"],
});

const windowsPath = (file: string): string => `Z:${resolve(file).replaceAll("/", "\\")}`;
const folderOf = (drive: string): string => join(drive, "Program Files", "Caibian");

function lifeOf(installer: Installer, tree: string, ledger: Ledger): void {
  const wine = openWine();
  const folder = folderOf(wine.drive);
  const { name } = installer;
  try {
    const status = installer.install(wine);
    ledger.holds(`${name}：静默安装`, status === 0 && existsSync(folder), () => String(status));
    const wanted = filesIn(tree);
    const found = filesIn(folder).filter((path) => !installer.own.includes(path));
    ledger.holds(`${name}：文件与打包的一致，${wanted.length} 个`, wanted.join() === found.join(), () =>
      found.join(" "),
    );
    const other = wanted.find((path) => !readFileSync(join(tree, path)).equals(readFileSync(join(folder, path))));
    ledger.holds(`${name}：内容逐字节一致`, other === undefined, () => other ?? "");
    const code = installer.start(wine);
    ledger.holds(`${name}：没有策略时由启动程序给出拒绝的代码`, code === exits.refused, () => String(code));
    installer.remove(wine);
    const left = existsSync(folder) ? filesIn(folder).filter((path) => !installer.own.includes(path)) : [];
    ledger.holds(`${name}：静默卸载后程序文件都不在了`, left.length === 0, () => left.join(" "));
  } finally {
    wine.close();
  }
}

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { tree: text, msi: text, setup: text } });
if (spawnSync("sh", ["-c", "command -v wine"]).status !== 0) {
  console.log("跳过：Windows 安装程序测试（这台机器缺少 wine）");
  process.exit(0);
}
const installers = [
  ...(values.msi === undefined ? [] : [msi(resolve(values.msi))]),
  ...(values.setup === undefined ? [] : [nsis(resolve(values.setup))]),
];
if (values.tree === undefined || installers.length === 0) {
  console.error("用法：npx tsx e2e/package/windows.ts --tree 文件夹 [--msi 文件] [--setup 文件]");
  process.exit(2);
}
try {
  for (const installer of installers) lifeOf(installer, resolve(values.tree), openLedger(console.log));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
