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

/** @throws AppError E_POLICY_INVALID with the key and the file */
export async function readMachineFiles(fs: FileSystem, policy: Policy, policyFile: string): Promise<MachineFiles> {
  // Relative names are relative to the policy, so that a deployed folder can be moved as a whole.
  const folder = dirname(policyFile);
  const anchors = await Promise.all(policy.anchorsFiles.map((file) => anchorsIn(fs, resolve(folder, file))));
  const { pinnedCa } = policy;
  return { anchors, pinnedCa: pinnedCa === undefined ? null : await pinnedText(fs, resolve(folder, pinnedCa)) };
}

async function anchorsIn(fs: FileSystem, path: string): Promise<Anchors> {
  const text = await textOf(fs, "anchorsFiles", path);
  try {
    return readAnchors(text);
  } catch (cause) {
    throw unusable("anchorsFiles", path, { why: "损坏，或不是信任锚文件", cause });
  }
}

async function textOf(fs: FileSystem, key: Named, path: string): Promise<string> {
  const text = await readText(fs, path).catch((cause: unknown) => {
    throw unusable(key, path, { why: whyUnreadable(cause), cause });
  });
  if (text === null) throw unusable(key, path, { why: "没有这个文件" });
  return text;
}

async function pinnedText(fs: FileSystem, path: string): Promise<string> {
  const text = await textOf(fs, "pinnedCa", path);
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw unusable("pinnedCa", path, { why: "没有 PEM 格式的证书" });
  try {
    for (const pem of certificates) new X509Certificate(pem);
  } catch (cause) {
    throw unusable("pinnedCa", path, { why: "证书无法读取", cause });
  }
  return certificates.join("\n");
}

type Named = "anchorsFiles" | "pinnedCa";

const unusable = (
  key: Named,
  path: string,
  { why, cause }: { readonly why: string; readonly cause?: unknown },
): AppError => new AppError("E_POLICY_INVALID", `“${key}”所指的 ${path}：${why}`, { cause });
