/** What authorities said of certificates when signatures arrived, kept once each for the evidence packs that name it. */
import { digestOf } from "../../shared/digest";
import type { Digest } from "../../shared/schema";
import type { RevocationData } from "../../shared/trust/revocation";
import type { Database, Work } from "../store/tables";

/** The names that the receipt carries: each once, in order. */
export const digestsOf = ({ crls, ocsp }: RevocationData): Digest[] =>
  [...new Set([...crls, ...ocsp].map(digestOf))].sort();

export async function keepRevocation(work: Work, { crls, ocsp }: RevocationData, at: string): Promise<void> {
  const rows = [
    ...crls.map((bytes) => ({ hash: digestOf(bytes), kind: "crl" as const, bytes, at })),
    ...ocsp.map((bytes) => ({ hash: digestOf(bytes), kind: "ocsp" as const, bytes, at })),
  ];
  if (rows.length === 0) return;
  await work
    .insertInto("revocation_files")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function revocationNamed(db: Database, digests: readonly Digest[]): Promise<RevocationData> {
  if (digests.length === 0) return { crls: [], ocsp: [] };
  const rows = await db
    .selectFrom("revocation_files")
    .select(["kind", "bytes"])
    .where("hash", "in", [...digests])
    .execute();
  const of = (wanted: "crl" | "ocsp"): Uint8Array[] =>
    rows.flatMap(({ kind, bytes }) => (kind === wanted ? [new Uint8Array(bytes)] : []));
  return { crls: of("crl"), ocsp: of("ocsp") };
}
