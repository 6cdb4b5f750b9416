/** Windows' own `reg.exe` behind the query port. By its full path: a locked build asks neither PATH nor SystemRoot (L4). */
import { execFile } from "node:child_process";
import type { RegistryAnswer, RegistryQuery } from "./registry-source";

const program = "C:\\Windows\\System32\\reg.exe";
const DEADLINE_MS = 5_000;

/** `reg query` ends with 1 both for a key that is not there and for one that may not be read; its words differ by language. */
const NOT_THERE = 1;

export type Run = (file: string, args: readonly string[]) => Promise<{ readonly code: number; readonly text: string }>;

export function windowsRegistry(run: Run = runProgram): RegistryQuery {
  return async (key): Promise<RegistryAnswer> => {
    try {
      const { code, text } = await run(program, ["query", key, "/reg:64"]);
      if (code === 0) return { kind: "output", text };
      if (code !== NOT_THERE) return { kind: "failed", why: `注册表查询失败（${code}）` };
      return await whyNot(run, key);
    } catch (error) {
      const why = error instanceof Error && "code" in error ? String(error.code) : "";
      return { kind: "failed", why: `无法查询注册表${why === "" ? "" : `（${why}）`}` };
    }
  };
}

/** The parent lists its keys to everybody: a key that is listed and does not answer is unreadable, not absent. */
async function whyNot(run: Run, key: string): Promise<RegistryAnswer> {
  const parent = key.slice(0, key.lastIndexOf("\\"));
  const name = key.slice(parent.length + 1).toLowerCase();
  const { code, text } = await run(program, ["query", parent, "/reg:64"]);
  const listed = code === 0 && text.split(/\r?\n/).some((each) => each.trim().toLowerCase().endsWith(`\\${name}`));
  return listed ? { kind: "failed", why: "没有读取权限" } : { kind: "absent" };
}

function runProgram(file: string, args: readonly string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    execFile(file, [...args], { timeout: DEADLINE_MS, windowsHide: true, encoding: "utf8" }, (error, text) => {
      if (error === null) resolve({ code: 0, text });
      else if (typeof error.code === "number") resolve({ code: error.code, text });
      else reject(error);
    });
  });
}
