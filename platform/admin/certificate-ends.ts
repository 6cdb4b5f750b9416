/** When the certificate of an account ends, as its last sign-in showed it; nothing for whoever has not signed in lately. */
import { z } from "zod";
import { fromBase64 } from "../../shared/bytes";
import { base64 } from "../../shared/schema";
import { readCertificate } from "../../shared/trust/x509";
import type { Database } from "../store/tables";

const chain = z.array(base64).min(1);

export async function certificateEnds(
  db: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("session_families")
    .innerJoin("certificates", (join) =>
      join
        .onRef("certificates.issuer", "=", "session_families.issuer")
        .onRef("certificates.serial", "=", "session_families.serial"),
    )
    .select(["session_families.account_id", "session_families.chain"])
    .where("session_families.account_id", "in", [...accountIds])
    .orderBy("opened_at")
    .execute();
  // The newest sign-in comes last and stays.
  const latest = new Map(rows.map((row) => [row.account_id, row.chain]));
  return new Map([...latest].map(([accountId, text]) => [accountId, endOf(text)]));
}

function endOf(text: string): string {
  const [own = ""] = chain.parse(JSON.parse(text));
  return readCertificate(fromBase64(own)).notAfter;
}
