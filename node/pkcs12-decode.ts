/** Reads PKCS#12 files (RFC 7292). Runs in a thread of its own: a file decides how long its password is hashed. */
import type forge from "node-forge";
import { sameBytes } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { type Certificate, readCertificate } from "../shared/trust/x509";
import { childOf, childrenOf, derOf, numberOf, octetsOf, oidOf, parseBer } from "./pkcs12-ber";
import { decryptLegacy, decryptPbes2, type LegacyScheme, legacySchemes, macMatches, type Pbes2 } from "./pkcs12-crypto";
import { type SoftKey, softKeyFromPkcs8, spkiOf } from "./soft-key";

type Node = forge.asn1.Asn1;

const MAX_FILE = 1_000_000;

const names = {
  data: "1.2.840.113549.1.7.1",
  encrypted: "1.2.840.113549.1.7.6",
  keyBag: "1.2.840.113549.1.12.10.1.1",
  shroudedKeyBag: "1.2.840.113549.1.12.10.1.2",
  certBag: "1.2.840.113549.1.12.10.1.3",
  x509: "1.2.840.113549.1.9.22.1",
  pbes2: "1.2.840.113549.1.5.13",
  pbkdf2: "1.2.840.113549.1.5.12",
} as const;

const hashes: Readonly<Record<string, string>> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};
const prfs: Readonly<Record<string, string>> = {
  "1.2.840.113549.2.7": "sha1",
  "1.2.840.113549.2.9": "sha256",
  "1.2.840.113549.2.10": "sha384",
  "1.2.840.113549.2.11": "sha512",
};
const ciphers: Readonly<Record<string, Pbes2["cipher"]>> = {
  "2.16.840.1.101.3.4.1.2": "aes-128-cbc",
  "2.16.840.1.101.3.4.1.22": "aes-192-cbc",
  "2.16.840.1.101.3.4.1.42": "aes-256-cbc",
  "1.2.840.113549.3.7": "des-ede3-cbc",
};

export interface DecodedPkcs12 {
  /** PrivateKeyInfo, DER; whoever takes it overwrites it. */
  readonly pkcs8: Uint8Array;
  /** DER certificates: the key's own first, then its issuers as far as the file has them, without a root. */
  readonly chain: readonly Uint8Array[];
}

/** Once more than any honest file needs: one for the MAC, one for the certificates, one for the key. */
const MAX_ITERATIONS = 100_000;
const MAX_TOGETHER = 4 * MAX_ITERATIONS;

/** What opens the file, and how much hashing it has asked for so far: many bags could each stay below the limit. */
class Reading {
  readonly password: string;
  #left = MAX_TOGETHER;

  constructor(password: string) {
    this.password = password;
  }

  /** @throws AppError E_KEY_FILE before anything is hashed */
  iterations(count: number): number {
    this.#left -= count;
    if (count < 1 || count > MAX_ITERATIONS || this.#left < 0) {
      throw new AppError("E_KEY_FILE", "证书文件的迭代次数超出允许范围");
    }
    return count;
  }
}

/** @throws AppError E_PIN for a wrong password, E_KEY_FILE for a file that cannot be read. */
export async function decodePkcs12(bytes: Uint8Array, password: string): Promise<DecodedPkcs12> {
  if (bytes.length > MAX_FILE) throw new AppError("E_KEY_FILE", "证书文件过大");
  const reading = new Reading(password);
  try {
    const bags = await bagsIn(authenticatedSafe(parseBer(bytes), reading), reading);
    const keys = await keysIn(bags, reading);
    return pairIn(keys, bags.flatMap(certificateOf));
  } catch (cause) {
    if (cause instanceof AppError && (cause.code === "E_PIN" || cause.code === "E_KEY_FILE")) throw cause;
    // The MAC has proved the password by now, so whatever fails is the file.
    throw new AppError("E_KEY_FILE", "证书文件内容无法读取", { cause });
  }
}

async function bagsIn(safe: readonly Node[], reading: Reading): Promise<Node[]> {
  return (await Promise.all(safe.map((info) => bagsOf(info, reading)))).flat();
}

async function keysIn(bags: readonly Node[], reading: Reading): Promise<Uint8Array[]> {
  return (await Promise.all(bags.map((bag) => keyOf(bag, reading)))).flatMap((key) => key ?? []);
}

/** Checks the MAC first: the one reliable answer to whether the password is right. */
function authenticatedSafe(pfx: Node, reading: Reading): Node[] {
  if (numberOf(childOf(pfx, 0)) !== 3) throw new AppError("E_KEY_FILE", "证书文件的版本不受支持");
  const content = childOf(pfx, 1);
  const macData = childrenOf(pfx)[2];
  if (macData === undefined) throw new AppError("E_KEY_FILE", "证书文件缺少完整性校验");
  const data = octetsOf(childOf(childOf(content, 1), 0));
  const [digestInfo, salt, iterations] = childrenOf(macData);
  const hash = hashes[oidOf(childOf(childOf(digestInfo, 0), 0))];
  if (hash === undefined) throw new AppError("E_KEY_FILE", "证书文件的摘要算法不受支持");
  const input = {
    hash,
    password: reading.password,
    salt: octetsOf(salt),
    iterations: reading.iterations(iterations === undefined ? 1 : numberOf(iterations)),
  };
  if (!macMatches(input, data, octetsOf(childOf(digestInfo, 1)))) throw new AppError("E_PIN");
  return childrenOf(parseBer(data));
}

async function bagsOf(info: Node, reading: Reading): Promise<Node[]> {
  const type = oidOf(childOf(info, 0));
  const content = childOf(childOf(info, 1), 0);
  if (type === names.data) return childrenOf(parseBer(octetsOf(content)));
  if (type !== names.encrypted) throw new AppError("E_KEY_FILE", "证书文件的加密方式不受支持");
  const encrypted = childOf(content, 1);
  const plain = await decrypt(childOf(encrypted, 1), octetsOf(childOf(encrypted, 2)), reading);
  return childrenOf(parseBer(plain));
}

async function keyOf(bag: Node, reading: Reading): Promise<Uint8Array | null> {
  const type = oidOf(childOf(bag, 0));
  const value = childOf(childOf(bag, 1), 0);
  if (type === names.keyBag) return derOf(value);
  if (type !== names.shroudedKeyBag) return null;
  return decrypt(childOf(value, 0), octetsOf(childOf(value, 1)), reading);
}

function certificateOf(bag: Node): Certificate[] {
  if (oidOf(childOf(bag, 0)) !== names.certBag) return [];
  const value = childOf(childOf(bag, 1), 0);
  if (oidOf(childOf(value, 0)) !== names.x509) return [];
  return [readCertificate(Uint8Array.from(octetsOf(childOf(childOf(value, 1), 0))))];
}

async function decrypt(algorithm: Node, data: Uint8Array, reading: Reading): Promise<Uint8Array> {
  const scheme = oidOf(childOf(algorithm, 0));
  const parameters = childOf(algorithm, 1);
  if (scheme === names.pbes2) return decryptPbes2(pbes2(parameters, reading), reading.password, data);
  if (!isLegacy(scheme)) throw new AppError("E_KEY_FILE", "证书文件的加密方式不受支持");
  const iterations = reading.iterations(numberOf(childOf(parameters, 1)));
  return decryptLegacy(
    scheme,
    { password: reading.password, salt: octetsOf(childOf(parameters, 0)), iterations },
    data,
  );
}

const isLegacy = (scheme: string): scheme is LegacyScheme => Object.hasOwn(legacySchemes, scheme);

/** RFC 8018 A.2 and A.4: key derivation, then cipher. */
function pbes2(parameters: Node, reading: Reading): Pbes2 {
  const derivation = childOf(parameters, 0);
  const encryption = childOf(parameters, 1);
  const [salt, iterations, ...optional] = childrenOf(childOf(derivation, 1));
  const prf = optional.find((node) => Array.isArray(node.value));
  const prfName = prf === undefined ? "sha1" : prfs[oidOf(childOf(prf, 0))];
  const cipher = ciphers[oidOf(childOf(encryption, 0))];
  const known = oidOf(childOf(derivation, 0)) === names.pbkdf2;
  if (!known || iterations === undefined || prfName === undefined || cipher === undefined) {
    throw new AppError("E_KEY_FILE", "证书文件的加密方式不受支持");
  }
  return {
    cipher,
    prf: prfName,
    salt: octetsOf(salt),
    iterations: reading.iterations(numberOf(iterations)),
    iv: octetsOf(childOf(encryption, 1)),
  };
}

/** The pair of key and certificate, matched by public key, with the certificate's issuers behind it. */
function pairIn(keys: readonly Uint8Array[], certificates: readonly Certificate[]): DecodedPkcs12 {
  for (const pkcs8 of keys) {
    const spki = spkiOf(readKey(pkcs8));
    const own = certificates.find((certificate) => sameBytes(certificate.spki, spki));
    if (own === undefined) continue;
    for (const other of keys) if (other !== pkcs8) other.fill(0);
    return { pkcs8, chain: issuersOf(own, certificates) };
  }
  throw new AppError("E_KEY_FILE", "证书文件中没有配对的证书和密钥");
}

function readKey(pkcs8: Uint8Array): SoftKey {
  try {
    return softKeyFromPkcs8(pkcs8);
  } catch (cause) {
    throw new AppError("E_KEY_FILE", "证书文件中的私钥不受支持", { cause });
  }
}

function issuersOf(own: Certificate, certificates: readonly Certificate[]): Uint8Array[] {
  const chain: Certificate[] = [own];
  const issuerOf = (subject: Certificate): Certificate | undefined =>
    certificates.find(
      (other) => !chain.includes(other) && !isRoot(other) && sameBytes(other.subject.raw, subject.issuer.raw),
    );
  for (let next = issuerOf(own); next !== undefined; next = issuerOf(next)) chain.push(next);
  return chain.map(({ der }) => der);
}

const isRoot = ({ issuer, subject }: Certificate): boolean => sameBytes(issuer.raw, subject.raw);
