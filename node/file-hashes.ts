/** Size and digests of a file, read once as it comes: artifacts are larger than what is held in memory. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { Artifact } from "../shared/update/manifest";

export async function hashesOf(file: string): Promise<Pick<Artifact, "size" | "sha256" | "sha512">> {
  const [short, long] = [createHash("sha256"), createHash("sha512")];
  let size = 0;
  for await (const chunk of createReadStream(file)) {
    short.update(chunk);
    long.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: `sha-256:${short.digest("hex")}`, sha512: long.digest("base64") };
}
