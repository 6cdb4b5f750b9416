/**
 * The offline lease 离线使用期: the platform's signed leave to open one person's store on one device without the network.
 * Refusing the next one is how a device is shut from afar.
 */
import { z } from "zod";
import { fromBase64, utf8 } from "../bytes";
import { AppError } from "../failure";
import { digest, id, instant } from "../schema";
import type { Anchors } from "./anchors";
import { verifyDetached } from "./cms";
import type { SignatureCheck } from "./port";
import type { SignedDocument } from "./receipt";

/** Three days without the platform. */
export const LEASE_MS = 72 * 3_600_000;

export const lease = z.strictObject({
  type: z.literal("caibian-lease/1"),
  site: id,
  accountId: id,
  device: id,
  /** SHA-256 of the certificate that signed in. */
  certificate: digest,
  /** Platform time. */
  issuedAt: instant,
  expiresAt: instant,
});
export type Lease = z.infer<typeof lease>;

/** Reads a lease that the platform's pinned key signed. @throws AppError E_LEASE */
export function readLease(
  signed: SignedDocument,
  { anchors, check }: { readonly anchors: Anchors; readonly check: SignatureCheck },
): Lease {
  try {
    const bytes = utf8(signed.document);
    // The key is pinned by its digest; that its certificate ran out meanwhile takes nothing from what it signed.
    verifyDetached(bytes, fromBase64(signed.signature), { anchors, check, at: null, purpose: "receipt" });
    const read = lease.parse(JSON.parse(signed.document));
    if (read.site === anchors.site) return read;
  } catch (cause) {
    throw new AppError("E_LEASE", "离线许可未通过核验", { cause });
  }
  throw new AppError("E_LEASE", "离线许可不属于本站点");
}
