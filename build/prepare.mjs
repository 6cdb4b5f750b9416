/**
 * Installs and builds when, and only when, something changed. Plain JavaScript without dependencies:
 * it runs on a fresh clone before anything is installed.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");
const installStamp = join(root, "node_modules", ".caibian-installed");
const buildStamp = join(root, "dist", ".caibian-built");
const sources = ["shared", "node", "main", "preload", "renderer", "platform", "cli", "build"];

/** Says which Node is needed, in one line, and stops, when this one is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`需要 Node.js 20.19 或更高版本，当前是 ${process.versions.node}。请安装后重试。`);
  process.exit(1);
}

/** Runs a command with its output shown; a tick every ten seconds tells that it is still at work. */
export function run(name, command, args, options = {}) {
  return new Promise((done, fail) => {
    const started = Date.now();
    const tick = setInterval(
      () => console.log(`  … ${name}，已用 ${Math.round((Date.now() - started) / 1000)} 秒`),
      10_000,
    );
    const child = spawn(command, args, {
      cwd: root,
      stdio: "inherit",
      shell: process.platform === "win32",
      ...options,
    });
    child.on("error", (error) => {
      clearInterval(tick);
      fail(error);
    });
    child.on("exit", (code) => {
      clearInterval(tick);
      if (code === 0) done();
      else fail(new Error(`${name}没有成功（退出码 ${code}）`));
    });
  });
}

const hashOf = (...parts) => createHash("sha256").update(parts.join("\n")).digest("hex");
const stampIs = (file, value) => existsSync(file) && readFileSync(file, "utf8") === value;

/** npm ci, unless the lock file is the one that was installed last. */
export async function install() {
  const wanted = hashOf(readFileSync(join(root, "package-lock.json"), "utf8"), process.versions.node);
  if (stampIs(installStamp, wanted)) return false;
  console.log("安装依赖（首次约需一分钟）…");
  await run("安装依赖", "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(installStamp, wanted);
  return true;
}

function fingerprint() {
  const entries = sources.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))),
  );
  const files = entries.filter((name) => !name.includes(".test.") && statSync(join(root, name)).isFile()).sort();
  return hashOf(...files.map((name) => `${name} ${hashOf(readFileSync(join(root, name)))}`));
}

/** Bundles, unless the sources are the ones that were bundled last. */
export async function bundle() {
  const wanted = fingerprint();
  if (stampIs(buildStamp, wanted)) return false;
  console.log("构建程序…");
  await run("构建程序", process.execPath, [join(root, "node_modules", "tsx", "dist", "cli.mjs"), "build/bundle.ts"]);
  writeFileSync(buildStamp, wanted);
  return true;
}
