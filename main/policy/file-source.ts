/** A policy in a file, with its signature in `<file>.sig` beside it. */
import { fromUtf8 } from "../../shared/bytes";
import type { PolicyFound } from "../../shared/policy/judge";
import type { PolicyLevel } from "../../shared/policy/key-row";
import { type FileSystem, isMissing } from "../journal/filesystem";
import type { Timers } from "../timers";
import { type PolicySource, watchByLooking, whyUnreadable } from "./source";

/** With the settling of a changed file, well below the five seconds within which a change takes effect. */
const EVERY_MS = 2_000;

export interface FileSourceOptions {
  readonly fs: Pick<FileSystem, "read">;
  readonly timers: Timers;
  readonly level: PolicyLevel;
  readonly path: string;
}

export function fileSource({ fs, timers, level, path }: FileSourceOptions): PolicySource {
  const read = (): Promise<PolicyFound> => readSigned(fs, path);
  return { level, location: path, read, watch: watchByLooking(read, timers, EVERY_MS) };
}

export async function readSigned(fs: Pick<FileSystem, "read">, path: string): Promise<PolicyFound> {
  try {
    const document = await bytesOf(fs, path);
    if (document === null) return { kind: "absent" };
    const signature = await bytesOf(fs, `${path}.sig`);
    return { kind: "found", document, signature: signature === null ? null : signatureText(signature) };
  } catch (error) {
    return { kind: "unreadable", why: whyUnreadable(error) };
  }
}

async function bytesOf(fs: Pick<FileSystem, "read">, path: string): Promise<Uint8Array | null> {
  try {
    return await fs.read(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** What is no text is no signature, which verifying will say. */
function signatureText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return "";
  }
}
