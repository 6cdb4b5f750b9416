/** Whether the certificate of a sign-in still stands at a renewal: trusted, in force, not revoked. */
import { z } from "zod";
import { fromBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { base64 } from "../../shared/schema";
import { verifyPath } from "../../shared/trust/path";
import type { Services } from "../services";
import type { Certified } from "../store/tables";

const stored = z.array(base64);

/**
 * Null while it stands. What the authorities said lately is enough (`demandRecent`).
 * @throws AppError E_REVOCATION where nobody can tell; nothing is used up by then
 */
export async function faultOfCertificate(
  services: Services,
  { chain, site: name }: { readonly chain: string; readonly site: string },
): Promise<Certified | null> {
  const site = services.sites.get(name);
  if (site === undefined) return "untrusted";
  const at = services.clock().toISOString();
  try {
    const der = stored.parse(JSON.parse(chain)).map(fromBase64);
    const path = verifyPath(der, { anchors: site.anchors, at, check: services.check, purpose: "login" });
    await services.revocation.demandRecent(path, at);
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "E_REVOCATION") throw error;
    return error.code === "E_CERT_REVOKED" ? "revoked" : "untrusted";
  }
}
