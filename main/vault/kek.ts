/** Key-encryption keys 密钥加密密钥: what wraps the data key of a store in one slot. */
import { hkdfSync } from "node:crypto";
import { utf8 } from "../../shared/bytes";

/** HKDF-SHA256 (RFC 5869) over the parts joined. The parts are wiped: nobody needs them again. */
export function deriveKek(parts: readonly Uint8Array[], salt: Uint8Array, info: string): Buffer {
  const joined = Buffer.concat(parts);
  try {
    return Buffer.from(hkdfSync("sha256", joined, salt, utf8(info), 32));
  } finally {
    for (const part of [joined, ...parts]) part.fill(0);
  }
}
