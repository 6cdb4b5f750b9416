/** The files a machine policy names: trust anchors, and the authorities of the servers. Without them the desk does not start. */
import { X509Certificate } from "node:crypto";
import { dirname, resolve } from "node:path";
import { AppError } from "../../shared/failure";
import type { Policy } from "../../shared/model/policy";
import { type Anchors, readAnchors } from "../../shared/trust/anchors";
import { readText } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { whyUnreadable } from "./source";

export interface MachineFiles {
  readonly anchors: readonly Anchors[];
  /** PEM of the pinned authorities; null where the policy pins none. */
  readonly pinnedCa: string | null;
}

/** @throws AppError E_ANCHOR for an anchors file, E_POLICY_INVALID for the authorities */
export async function readMachineFiles(fs: FileSystem, policy: Policy, policyFile: string): Promise<MachineFiles> {
  // Relative names are relative to the policy, so that a deployed folder can be moved as a whole.
  const folder = dirname(policyFile);
  const texts = await Promise.all(policy.anchorsFiles.map((file) => anchorsText(fs, resolve(folder, file))));
  const { pinnedCa } = policy;
  return {
    anchors: texts.map(readAnchors),
    pinnedCa: pinnedCa === undefined ? null : await pinnedText(fs, resolve(folder, pinnedCa)),
  };
}

async function anchorsText(fs: FileSystem, path: string): Promise<string> {
  const text = await readText(fs, path);
  if (text === null) throw new AppError("E_ANCHOR", "没有找到信任锚文件");
  return text;
}

async function pinnedText(fs: FileSystem, path: string): Promise<string> {
  const text = await readText(fs, path).catch((error: unknown) => {
    throw unusable(path, whyUnreadable(error), error);
  });
  if (text === null) throw unusable(path, "没有这个文件");
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw unusable(path, "没有 PEM 格式的证书");
  try {
    for (const pem of certificates) new X509Certificate(pem);
  } catch (cause) {
    throw unusable(path, "证书无法读取", cause);
  }
  return certificates.join("\n");
}

const unusable = (path: string, why: string, cause?: unknown): AppError =>
  new AppError("E_POLICY_INVALID", `“pinnedCa”所指的 ${path}：${why}`, { cause });
