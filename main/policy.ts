/** Reads policy.json and the anchors it names. Without a sound policy the desk does not start. */
import { dirname, resolve } from "node:path";
import { AppError } from "../shared/failure";
import { type Policy, policy as policySchema } from "../shared/model/policy";
import { type Anchors, readAnchors } from "../shared/trust/anchors";
import { readText } from "./durable-file";
import type { FileSystem } from "./journal/filesystem";

export interface LoadedPolicy {
  readonly policy: Policy;
  readonly anchors: readonly Anchors[];
}

/** @throws AppError E_PROFILE when the policy is missing or unsound, E_ANCHOR for an anchors file. */
export async function loadPolicy(fs: FileSystem, path: string): Promise<LoadedPolicy> {
  const policy = parsePolicy(await required(fs, path, "E_PROFILE"));
  if (!policy.demo && new URL(policy.platformUrl).protocol !== "https:") {
    throw new AppError("E_PROFILE", "策略文件中的平台地址须使用 https");
  }
  // Relative names are relative to the policy, so that a deployed folder can be moved as a whole.
  const files = policy.anchorsFiles.map((file) => resolve(dirname(path), file));
  const texts = await Promise.all(files.map((file) => required(fs, file, "E_ANCHOR")));
  return { policy, anchors: texts.map(readAnchors) };
}

async function required(fs: FileSystem, path: string, code: "E_PROFILE" | "E_ANCHOR"): Promise<string> {
  const text = await readText(fs, path);
  if (text === null) throw new AppError(code, code === "E_PROFILE" ? "没有找到策略文件" : "没有找到信任锚文件");
  return text;
}

function parsePolicy(text: string): Policy {
  try {
    return policySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("E_PROFILE", "策略文件格式不正确", { cause });
  }
}
