/** The cities this platform serves: signed profile and fixed points, verified before the first request. */
import type { Selectable } from "kysely";
import { z } from "zod";
import { fromBase64, utf8 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { AppError, check } from "../shared/failure";
import { base64, type Digest, digest } from "../shared/schema";
import type { Anchors } from "../shared/trust/anchors";
import { verifyDetached } from "../shared/trust/cms";
import type { SignatureCheck } from "../shared/trust/port";
import { assertFloors } from "../shared/workflow/floors";
import { profile } from "../shared/workflow/profile";
import type { Site, Sites } from "./services";
import type { Database, Tables } from "./store/tables";

/** @throws AppError E_PROFILE for a site whose profile has no valid signature or breaks a floor. */
export async function loadSites(db: Database, signatures: SignatureCheck): Promise<Sites> {
  const rows = await db.selectFrom("sites").selectAll().orderBy("position").execute();
  return new Map(rows.map((row) => [row.site, siteOf(row, signatures)]));
}

function siteOf(row: Selectable<Tables["sites"]>, signatures: SignatureCheck): Site {
  const anchors = anchorsOf(row);
  const document = utf8(row.profile_document);
  try {
    verifyDetached(document, fromBase64(row.profile_signature), {
      anchors,
      at: null,
      check: signatures,
      purpose: "profile",
    });
  } catch (cause) {
    throw new AppError("E_PROFILE", `${row.name}：配置签名未通过验证`, { cause });
  }
  const own = check(profile, JSON.parse(row.profile_document));
  assertFloors(own);
  return {
    site: row.site,
    name: row.name,
    profile: own,
    profileHash: digestOf(document),
    signedProfile: { document: row.profile_document, signature: row.profile_signature },
    anchors,
    organisationCode: row.organisation_code,
  };
}

function anchorsOf(row: Selectable<Tables["sites"]>): Anchors {
  const named = (value: string): Digest => check(digest, value);
  return {
    site: row.site,
    name: row.name,
    root: fromBase64(row.root),
    otherRoots: check(z.array(base64), JSON.parse(row.other_roots)).map(fromBase64),
    profileKey: named(row.profile_key),
    receiptKey: named(row.receipt_key),
  };
}
