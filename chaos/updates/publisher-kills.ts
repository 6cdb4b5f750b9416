/** kill -9 of `npm run release` after each step of writing the feed: whoever reads it then finds a release that holds, old or new. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type PublishStep, publishSteps } from "../../cli/release/publish-step";
import { thisMachine } from "../../main/update/machine";
import { entriesOf, tarGz, writeVersion } from "../../main/update/testing/fake-release";
import { endOf, next, present, type Terminal } from "./terminal";

/** As they stand in the table. */
export const publishStepNames: Readonly<Record<PublishStep, string>> = {
  cleared: "清理残留",
  "artifact-copied": "复制更新包",
  "artifacts-there": "更新包就位",
  "keys-written": "写密钥更替",
  "order-written": "写回退令",
  "history-written": "写历史",
  "manifests-written": "写安装器清单",
  "signature-written": "写签名（发布单之前）",
  "release-written": "写发布单",
  "order-removed": "撤回退令",
  "old-removed": "清理旧包",
};

/** Steps that come with a plain publication. */
export const killedPublishSteps: readonly PublishStep[] = publishSteps.filter(
  (step) => step !== "keys-written" && step !== "order-written",
);

/** The version after the next one. */
const later = "1.2.0";

function publisher(terminal: Terminal, version: string, kill: PublishStep | null): ChildProcess {
  const packages = terminal.beside("packages");
  const key = terminal.beside("release.key");
  if (!existsSync(key)) writeFileSync(key, JSON.stringify(terminal.key), { mode: 0o600 });
  rmSync(packages, { recursive: true, force: true });
  mkdirSync(packages);
  const built = terminal.beside(`built-${version}`);
  rmSync(built, { recursive: true, force: true });
  writeVersion(built, { version, keys: [terminal.key], ballast: 200_000 });
  const { os, arch } = thisMachine;
  const system = os === "windows" ? "win" : "linux";
  writeFileSync(
    join(packages, `caibian-browser-${version}-${system}-${arch ?? "x64"}.tar.gz`),
    tarGz(entriesOf(built)),
  );
  const rings = "pilot=now,early=now,general=now";
  const args = ["--from", packages, "--to", terminal.feed, "--key", key, "--version", version, "--ring", rings];
  const program = resolve(import.meta.dirname, "child-release.ts");
  return spawn(process.execPath, ["--import", "tsx", program, JSON.stringify({ args, kill })], { stdio: "ignore" });
}

async function published(terminal: Terminal, version: string): Promise<readonly string[]> {
  const child = publisher(terminal, version, null);
  await endOf(child);
  return child.exitCode === 0 ? [] : [`发布 ${version} 没有成功（${child.exitCode ?? child.signalCode}）`];
}

async function started(terminal: Terminal, allowed: readonly string[]): Promise<readonly string[]> {
  const { failure } = await terminal.desk(present).updates.check();
  const version = await terminal.start();
  return [
    ...(failure === null ? [] : [`更新源不可用：${failure.code}`]),
    ...(allowed.includes(version) ? [] : [`启动了“${version}”`]),
    ...(terminal.isDataWhole() ? [] : ["数据变了"]),
  ];
}

/** The feed has N+1; the publisher is killed while it writes N+2, and then runs again. */
export async function killPublisher(terminal: Terminal, step: PublishStep): Promise<readonly string[]> {
  const first = await published(terminal, next);
  const child = publisher(terminal, later, step);
  await endOf(child);
  const killed = child.signalCode === "SIGKILL" ? [] : ["没有被终止"];
  const between = await started(terminal, [next, later]);
  const again = await published(terminal, later);
  const left = readdirSync(terminal.feed).filter((name) => name.endsWith(".tmp"));
  const after = await started(terminal, [later]);
  return [...first, ...killed, ...between, ...again, ...after, ...left.map((name) => `残留 ${name}`)];
}
