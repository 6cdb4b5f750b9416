/** `npm run verify` as its bundle runs it. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const program = resolve(import.meta.dirname, "..", "dist", "node", "verify.js");

/** `data`: the folder with the demo city's anchors. */
export function verifyPackFile(
  file: string,
  data: string,
): { readonly status: number | null; readonly stdout: string } {
  const env = { ...process.env, CAIBIAN_DATA: data };
  const { status, stdout } = spawnSync(process.execPath, [program, file], { env, encoding: "utf8" });
  return { status, stdout };
}
