/** Keys and packages as the manual makes them: the version of today, and the next one for an upgrade. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { adminSteps } from "./admin-steps";

const project = resolve(import.meta.dirname, "..", "..");

export const nextVersion = "0.1.1";

export interface Packages {
  /** Folder of the present version's packages. */
  readonly present: string;
  readonly next: string;
  readonly deb: string;
  readonly nextDeb: string;
  readonly rpm: string;
  readonly nextRpm: string;
  /** Runs a step of the manual in the project's folder. */
  readonly step: (name: string, env: Readonly<Record<string, string>>) => string;
  /** The lines of a step. @throws Error when the manual has none */
  readonly lines: (name: string) => string;
}

/** @throws Error when a step fails, with what it printed */
export function makePackages(out: string, reuse: boolean): Packages {
  const [keys, present, next] = [join(out, "keys"), join(out, "present"), join(out, "next")];
  const feed = join(out, "feed");
  const steps = adminSteps();
  const lines: Packages["lines"] = (name) => {
    const found = steps.get(name);
    if (found === undefined) throw new Error(`docs/admin.zh-CN.md 没有步骤 ${name}`);
    return found;
  };
  const step: Packages["step"] = (name, env) => shell(lines(name), { KEYS: keys, ...env });
  if (!reuse) makeAnew({ keys, present, next, feed, step });
  const only = (folder: string, ending: string): string => {
    const [file, ...others] = readdirSync(folder).filter((name) => name.endsWith(ending));
    if (file === undefined || others.length > 0) throw new Error(`${folder} 里应有一个 ${ending}`);
    return join(folder, file);
  };
  return {
    present,
    next,
    deb: only(present, ".deb"),
    nextDeb: only(next, ".deb"),
    rpm: only(present, ".rpm"),
    nextRpm: only(next, ".rpm"),
    step,
    lines,
  };
}

interface Making extends Pick<Packages, "present" | "next" | "step"> {
  readonly keys: string;
  readonly feed: string;
}

function makeAnew({ keys, present, next, feed, step }: Making): void {
  for (const folder of [keys, present, next, feed]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  writeFileSync(join(keys, "passphrase"), "仅供这一次安装测试使用的口令\n", { mode: 0o600 });
  step("new-keys", {});
  step("package", { OUT: present });
  step("package-next", { OUT: next, VERSION: nextVersion });
  step("publish", { OUT: next, FEED: feed });
}

function shell(lines: string, env: Readonly<Record<string, string>>): string {
  const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", lines], {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1_024 * 1_024,
  });
  if (status !== 0) throw new Error(`没有成功（${status}）：\n${lines}\n${stdout}${stderr}`);
  return stdout;
}
