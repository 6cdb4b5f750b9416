/** Signs leases 离线使用期: leave to open one person's store on one device offline, three days from now. */
import { toBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { check } from "../../shared/failure";
import { signDetached } from "../../shared/trust/cms";
import { LEASE_MS, type Lease, lease } from "../../shared/trust/lease";
import type { SignedDocument } from "../../shared/trust/receipt";
import type { Services } from "../services";

interface LeaseFor {
  readonly site: string;
  readonly accountId: string;
  readonly device: string;
  readonly certificate: string;
}

export async function signLease(services: Services, to: LeaseFor): Promise<SignedDocument> {
  const now = services.clock();
  const document: Lease = check(lease, {
    type: "caibian-lease/1",
    ...to,
    issuedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + LEASE_MS).toISOString(),
  });
  const text = canonicalJson(document);
  const signature = await signDetached(utf8(text), services.receiptSigner(to.site), document.issuedAt);
  return { document: text, signature: toBase64(signature) };
}
