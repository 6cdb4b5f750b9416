/** A tool of the system; a missing one is told by name. */
import { spawnSync } from "node:child_process";

export interface ToolSurroundings {
  readonly cwd?: string;
  /** The time that archives are to carry, so that the same tree makes the same bytes. */
  readonly at?: Date;
}

/** Answers what it printed. @throws Error when it is missing or fails, with its own words */
export function runTool(command: string, args: readonly string[], { cwd, at }: ToolSurroundings = {}): string {
  const epoch = at === undefined ? {} : { SOURCE_DATE_EPOCH: String(Math.floor(at.getTime() / 1_000)) };
  const { error, status, stdout, stderr } = spawnSync(command, [...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8", ...epoch },
    maxBuffer: 64 * 1_024 * 1_024,
  });
  if (error !== undefined && "code" in error && error.code === "ENOENT")
    throw new Error(`本机没有 ${command}，不能做这种软件包。`);
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} 没有成功（${status}）：\n${stdout}\n${stderr}`);
  return stdout;
}
