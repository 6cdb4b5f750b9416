/** `caibian --verify-window FILE`: the verdict on an evidence pack in the system's browser, for a double click on a file. */
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { dataFolder, systemAnchorsFolder } from "../node/folders";
import { verdictPage } from "./verdict-page";
import { verifyCommand } from "./verify-command";

const lines: string[] = [];
const files = process.argv.slice(2);
process.exitCode = await verifyCommand(files, {
  read: (file) => readFile(file),
  list: (folder) => readdir(folder).catch(() => []),
  print: (text) => lines.push(text),
  dataFolder: () => dataFolder(process.env, process.platform),
  systemAnchors: () => systemAnchorsFolder(process.env, process.platform),
});
// A folder of the person's own: the verdict names a manuscript.
const page = join(mkdtempSync(join(tmpdir(), "caibian-verdict-")), "verdict.html");
writeFileSync(page, verdictPage(basename(files[0] ?? ""), lines.join("\n")), { mode: 0o600 });
const opener = process.platform === "win32" ? "explorer.exe" : "xdg-open";
const child = spawn(opener, [page], { stdio: "ignore", detached: true });
// Without a desktop to show it on, the verdict is told where it was asked for.
child.on("error", () => console.log(lines.join("\n")));
child.unref();
