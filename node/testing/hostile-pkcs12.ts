/** PKCS#12 files that ask for more work than they are worth, sealed with the right password. */
import { createHmac, randomBytes } from "node:crypto";
import { DerReader, readDer } from "../../shared/trust/der";
import { context, tags } from "../../shared/trust/der-values";
import { element, integer, nothing, octets, oid, sequence } from "../../shared/trust/der-write";
import { oids } from "../../shared/trust/oids";
import { deriveBytes } from "../pkcs12-crypto";

export interface Resealing {
  readonly password: string;
  /** How often the file's first bag, which holds the key, is repeated. */
  readonly copies?: number;
  /** The MAC grows by so many bytes. */
  readonly surplus?: number;
}

/** The same file with more in it, and a MAC that is right for it. */
export function resealed(file: Uint8Array, { password, copies = 1, surplus = 0 }: Resealing): Uint8Array {
  const pfx = new DerReader(readDer(file), tags.sequence);
  pfx.take(tags.integer);
  const content = pfx.open(tags.sequence);
  content.take(tags.oid);
  const data = readDer(content.take(context(0)).body).body;
  const [first, ...others] = new DerReader(readDer(data), tags.sequence).all().map(({ raw }) => raw);
  if (first === undefined) throw new Error("no bag to repeat");
  const safe = sequence(...Array.from({ length: copies }, () => first), ...others);
  const salt = randomBytes(16);
  const key = deriveBytes("mac", { hash: "sha256", password, salt, iterations: 1 }, 32);
  const mac = Buffer.concat([createHmac("sha256", key).update(safe).digest(), Buffer.alloc(surplus)]);
  return sequence(
    integer(3),
    sequence(oid(oids.data), element(context(0), octets(safe))),
    sequence(sequence(sequence(oid(oids.sha256), nothing()), octets(mac)), octets(salt), integer(1)),
  );
}
