/** A newer city profile 城市配置: taken only with the city's signature, within the floors, and newer than the one in force. */
import { z } from "zod";
import { fromBase64, fromUtf8, utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError, check } from "../../shared/failure";
import { verifyDetached } from "../../shared/trust/cms";
import { type SignedDocument, signedDocument } from "../../shared/trust/receipt";
import { assertFloors } from "../../shared/workflow/floors";
import { type Profile, profile } from "../../shared/workflow/profile";
import { audit } from "../audit";
import { requireCity, requireSystem } from "../identity/administration";
import type { Caller, Services } from "../services";

/** The file holds what `profile.read` answers. @throws AppError E_PERM, E_PROFILE, E_STATE for one that is not newer */
export async function storeProfile(services: Services, caller: Caller, file: Uint8Array): Promise<Profile> {
  requireSystem(caller);
  requireCity(caller);
  const signed = signedIn(file);
  const fresh = verified(services, caller, signed);
  const at = services.clock().toISOString();
  const { site } = caller.site;
  await services.store.db.transaction().execute(async (work) => {
    const row = await work
      .selectFrom("sites")
      .select("profile_document")
      .where("site", "=", site)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const now = z.object({ version: z.number() }).parse(JSON.parse(row.profile_document));
    if (fresh.version <= now.version)
      throw new AppError("E_STATE", `现用的是第 ${now.version} 版，上传的第 ${fresh.version} 版不比它新`);
    await work
      .updateTable("sites")
      .set({ profile_document: signed.document, profile_signature: signed.signature })
      .where("site", "=", site)
      .execute();
    const detail = `${fresh.version} ${digestOf(utf8(signed.document))}`;
    await audit(work, at, { event: "profile-stored", accountId: caller.account.accountId, detail });
  });
  return fresh;
}

function signedIn(file: Uint8Array): SignedDocument {
  try {
    return signedDocument.parse(JSON.parse(fromUtf8(file)));
  } catch (cause) {
    throw new AppError("E_PROFILE", "文件不是已签名的城市配置", { cause });
  }
}

function verified({ check: holds }: Services, { site }: Caller, { document, signature }: SignedDocument): Profile {
  try {
    const trust = { anchors: site.anchors, at: null, check: holds, purpose: "profile" } as const;
    verifyDetached(utf8(document), fromBase64(signature), trust);
    const own = check(profile, JSON.parse(document));
    assertFloors(own);
    if (own.id === site.profile.id) return own;
  } catch (cause) {
    throw new AppError("E_PROFILE", "签名、格式或底线不符，原有配置继续有效", { cause });
  }
  throw new AppError("E_PROFILE", "这是另一个城市的配置");
}
