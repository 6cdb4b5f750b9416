/** Writes PKCS#12 files as OpenSSL 3 does by default: PBES2 with AES-256, HMAC-SHA256 over the whole. */
import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { context } from "../shared/trust/der-values";
import { element, integer, nothing, octets, oid, sequence, setOf } from "../shared/trust/der-write";
import { deriveBytes } from "./pkcs12-crypto";
import { pkcs8Of, type SoftKey } from "./soft-key";

export interface Pkcs12Input {
  readonly key: SoftKey;
  /** DER, the key's own first. */
  readonly chain: readonly Uint8Array[];
  readonly password: string;
  /** Modest by default: these are files of a demo city, whose passwords are printed. */
  readonly iterations?: number;
}

const DEFAULT_ITERATIONS = 10_000;

export function makePkcs12({ key, chain, password, iterations = DEFAULT_ITERATIONS }: Pkcs12Input): Uint8Array {
  const [own = new Uint8Array()] = chain;
  const localKeyId = createHash("sha1").update(own).digest();
  const pkcs8 = pkcs8Of(key);
  const shrouded = encrypt(pkcs8, password, iterations);
  pkcs8.fill(0);
  const keyBag = bag(names.shroudedKeyBag, sequence(shrouded.algorithm, octets(shrouded.data)), localKeyId);
  const certBags = chain.map((der, i) => certBag(der, i === 0 ? localKeyId : null));
  const certificates = encrypt(sequence(...certBags), password, iterations);
  const safe = sequence(dataInfo(sequence(keyBag)), encryptedInfo(certificates));
  return sequence(integer(3), dataInfo(safe), macData(safe, password, iterations));
}

const names = {
  data: "1.2.840.113549.1.7.1",
  encrypted: "1.2.840.113549.1.7.6",
  shroudedKeyBag: "1.2.840.113549.1.12.10.1.2",
  certBag: "1.2.840.113549.1.12.10.1.3",
  x509: "1.2.840.113549.1.9.22.1",
  localKeyId: "1.2.840.113549.1.9.21",
  sha256: "2.16.840.1.101.3.4.2.1",
  pbes2: "1.2.840.113549.1.5.13",
  pbkdf2: "1.2.840.113549.1.5.12",
  hmacSha256: "1.2.840.113549.2.9",
  aes256: "2.16.840.1.101.3.4.1.42",
} as const;

function bag(type: string, value: Uint8Array, localKeyId: Uint8Array | null): Uint8Array {
  const attributes = localKeyId === null ? [] : [setOf(sequence(oid(names.localKeyId), setOf(octets(localKeyId))))];
  return sequence(oid(type), element(context(0), value), ...attributes);
}

const certBag = (der: Uint8Array, localKeyId: Uint8Array | null): Uint8Array =>
  bag(names.certBag, sequence(oid(names.x509), element(context(0), octets(der))), localKeyId);

const dataInfo = (content: Uint8Array): Uint8Array => sequence(oid(names.data), element(context(0), octets(content)));

interface Encrypted {
  readonly algorithm: Uint8Array;
  readonly data: Uint8Array;
}

function encryptedInfo({ algorithm, data }: Encrypted): Uint8Array {
  const content = sequence(oid(names.data), algorithm, element(context(0, false), data));
  return sequence(oid(names.encrypted), element(context(0), sequence(integer(0), content)));
}

function encrypt(plain: Uint8Array, password: string, iterations: number): Encrypted {
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  const key = pbkdf2Sync(Buffer.from(password, "utf8"), salt, iterations, 32, "sha256");
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  const derivation = sequence(
    oid(names.pbkdf2),
    sequence(octets(salt), integer(iterations), sequence(oid(names.hmacSha256), nothing())),
  );
  const algorithm = sequence(oid(names.pbes2), sequence(derivation, sequence(oid(names.aes256), octets(iv))));
  return { algorithm, data };
}

function macData(safe: Uint8Array, password: string, iterations: number): Uint8Array {
  const salt = randomBytes(16);
  const key = deriveBytes("mac", { hash: "sha256", password, salt, iterations }, 32);
  const mac = createHmac("sha256", key).update(safe).digest();
  const digestInfo = sequence(sequence(oid(names.sha256), nothing()), octets(mac));
  return sequence(digestInfo, octets(salt), integer(iterations));
}
