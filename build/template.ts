/** The empty database cluster that first starts copy. It depends on the engine's version only, so it is made once. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "dist", "platform-template");
const stamp = join(folder, ".engine");

/** @throws Error when the engine could not make it. */
export function makeTemplate(): void {
  const engine = readFileSync(join(root, "node_modules", "@electric-sql", "pglite", "package.json"), "utf8");
  const version = String(JSON.parse(engine).version);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === version) return;
  rmSync(folder, { recursive: true, force: true });
  const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const made = spawnSync(process.execPath, [tsx, "platform/template.ts", folder], { cwd: root, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`空数据库模板没有建成：${made.stderr}`);
  writeFileSync(stamp, version);
}
