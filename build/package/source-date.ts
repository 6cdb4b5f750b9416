/** The one time that everything in a package carries, so that the same sources make the same bytes (reproducible-builds.org). */
import { spawnSync } from "node:child_process";

/** `SOURCE_DATE_EPOCH`, else the time of the last commit. @throws Error without both */
export function sourceDate(env: NodeJS.ProcessEnv, root: string): Date {
  const given = env.SOURCE_DATE_EPOCH ?? "";
  const text =
    given === "" ? spawnSync("git", ["log", "-1", "--format=%ct"], { cwd: root, encoding: "utf8" }).stdout : given;
  const seconds = Number(String(text ?? "").trim());
  if (!Number.isSafeInteger(seconds) || seconds <= 0) {
    throw new Error("不知道源代码的时间：这里不是 git 仓库，请设置 SOURCE_DATE_EPOCH（秒）。");
  }
  return new Date(seconds * 1_000);
}
