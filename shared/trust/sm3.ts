/** SM3 (GB/T 32905), in pure JavaScript: Electron's BoringSSL has none. */
import { hexToBytes } from "@noble/hashes/utils.js";
import { sm3 } from "sm-crypto-v2";

export function sm3Bytes(data: Uint8Array): Uint8Array {
  return hexToBytes(sm3(data));
}
