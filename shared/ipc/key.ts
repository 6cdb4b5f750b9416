/** Certificates and the keys they lie on, as the window sees them. */
import { z } from "zod";
import { digest, id, instant } from "../schema";

/** A USB key 密钥, as it tells about itself (S3). */
const keyToken = z.strictObject({
  /** The driver's name in the machine policy. */
  driver: z.string(),
  serial: z.string(),
  label: z.string(),
  /** How near the PIN is to being locked. At `final` the next wrong one locks the key. */
  pin: z.enum(["fine", "low", "final", "locked"]),
  /** Null where the key tells no number. */
  retriesLeft: z.number().int().nonnegative().nullable(),
  /** The PIN is typed on the key itself; what the window sends is ignored. */
  hasPinPad: z.boolean(),
});

/** A certificate the desk can see. Only a usable one can be chosen; the others say why. */
export const keyInfo = z.strictObject({
  keyId: id,
  /** Subject's common name, e.g. 张晓岚. */
  name: z.string(),
  organisation: z.string(),
  issuer: z.string(),
  serial: z.string(),
  notBefore: instant,
  notAfter: instant,
  fingerprint: digest,
  usable: z.boolean(),
  /** Why it is not usable, in Chinese; empty when it is. */
  reason: z.string(),
  /** Absent while the certificate cannot be read. */
  kind: z.enum(["rsa", "p256", "sm2"]).exactOptional(),
  /** Whether the key can open a store by itself, without an application PIN; absent while that is unknown. */
  opensStore: z.boolean().exactOptional(),
  /** The USB key it lies on; absent for a key in a file. */
  token: keyToken.exactOptional(),
});
export type KeyInfo = z.infer<typeof keyInfo>;
