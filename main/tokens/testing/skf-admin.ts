/** The rest of the SKF interface: what a certificate service point does with a key, and what tests ask of one. */
import { createCipheriv } from "node:crypto";
import { pkcs8Of, type SoftKey, spkiOf } from "../../../node/soft-key";
import { joinBytes } from "../../../shared/trust/der-write";
import { keyKindOf, pointOf } from "../../../shared/trust/key-kind";
import { functions } from "../skf/functions";
import { cipherParam, type Functions, type Handle, loadSkf, type SkfLibrary, type SkfModule } from "../skf/library";
import { nameBytes } from "../skf/names";

const more = {
  ...functions,
  SKF_WaitForDevEvent: ["bytes", "bytes", "bytes"],
  SKF_CancelWaitForDevEvent: [],
  SKF_GetDevState: ["bytes", "bytes"],
  SKF_SetLabel: ["handle", "bytes"],
  SKF_GenRandom: ["handle", "bytes", "ulong"],
  SKF_DevAuth: ["handle", "bytes", "ulong"],
  SKF_ChangeDevAuthKey: ["handle", "bytes", "ulong"],
  SKF_CreateApplication: ["handle", "bytes", "bytes", "ulong", "bytes", "ulong", "ulong", "bytes"],
  SKF_DeleteApplication: ["handle", "bytes"],
  SKF_ChangePIN: ["handle", "ulong", "bytes", "bytes", "bytes"],
  SKF_UnblockPIN: ["handle", "bytes", "bytes", "bytes"],
  SKF_CreateContainer: ["handle", "bytes", "bytes"],
  SKF_DeleteContainer: ["handle", "bytes"],
  SKF_GetContainerType: ["handle", "bytes"],
  SKF_ImportCertificate: ["handle", "bool", "bytes", "ulong"],
  SKF_GenECCKeyPair: ["handle", "ulong", "bytes"],
  SKF_ImportECCKeyPair: ["handle", "bytes"],
  SKF_GenRSAKeyPair: ["handle", "ulong", "bytes"],
  SOFTSKF_ImportSigningKey: ["handle", "bytes", "ulong"],
  SKF_ECCVerify: ["handle", "bytes", "bytes", "ulong", "bytes"],
  SKF_ECCExportSessionKey: ["handle", "ulong", "bytes", "bytes", "bytes"],
  SKF_SetSymmKey: ["handle", "bytes", "ulong", "bytes"],
  SKF_EncryptInit: ["handle", "cipher"],
  SKF_Encrypt: ["handle", "bytes", "ulong", "bytes", "bytes"],
  SKF_EncryptUpdate: ["handle", "bytes", "ulong", "bytes", "bytes"],
  SKF_EncryptFinal: ["handle", "bytes", "bytes"],
  SKF_DigestInit: ["handle", "ulong", "bytes", "bytes", "ulong", "bytes"],
  SKF_Digest: ["handle", "bytes", "ulong", "bytes", "bytes"],
  SKF_DigestUpdate: ["handle", "bytes", "ulong"],
  SKF_DigestFinal: ["handle", "bytes", "bytes"],
} as const satisfies Functions;

export type SkfAdmin = SkfLibrary<typeof more>;

export const SGD = { SM4_ECB: 0x401, SM4_CBC: 0x402, SM2_1: 0x20100, SM3: 1, SHA256: 4 } as const;
export const adminPin = "admin-12345678";
const FACTORY_KEY = Buffer.from("1234567812345678");

export const loadAdmin = (module: SkfModule): SkfAdmin => loadSkf(module, { functions: more, required: [] });

/** Names of ours are UTF-8 on the token; those of devices come from the library as they are. */
const encoded = (name: string): Uint8Array => Buffer.from(`${name}\0`);

export function handleOf(admin: SkfAdmin, run: (cell: Uint8Array) => void): Handle {
  const cell = admin.handleCell();
  run(cell.bytes);
  return cell.value();
}

export const connect = (admin: SkfAdmin, device: string): Handle =>
  handleOf(admin, (cell) => admin.must("SKF_ConnectDev", nameBytes(device), cell));

/** Proves knowledge of the device's key, as the service point does before it makes applications. */
export function authenticate(admin: SkfAdmin, device: Handle, key: Uint8Array = FACTORY_KEY): number {
  const challenge = Buffer.alloc(16);
  admin.must("SKF_GenRandom", device, challenge, 8);
  const cipher = createCipheriv("sm4-ecb", key, null).setAutoPadding(false);
  return admin.attempt("SKF_DevAuth", device, Buffer.concat([cipher.update(challenge), cipher.final()]), 16);
}

/** ECCPUBLICKEYBLOB of an SM2 key. */
export function eccBlob(admin: SkfAdmin, spki: Uint8Array): Uint8Array {
  const point = pointOf(spki);
  const [pad, bits] = [new Uint8Array(32), admin.cell(256).bytes.subarray(0, admin.abi.ulong)];
  return joinBytes([bits, pad, point.subarray(1, 33), pad, point.subarray(33)]);
}

export interface KeyOnToken {
  readonly container: string;
  readonly key: SoftKey;
  /** DER. */
  readonly certificate: Uint8Array;
  /** The other pair of a Chinese USB key; SM2 only. */
  readonly encryption?: { readonly key: SoftKey; readonly certificate?: Uint8Array };
}

export interface Preparation {
  /** As the library names it. */
  readonly device: string;
  readonly application: string;
  readonly pin: string;
  readonly tries?: number;
  readonly keys: readonly KeyOnToken[];
}

/** Makes a key ready as a certificate service point does: application, PINs, containers, pairs, certificates. */
export function prepare(admin: SkfAdmin, { device, application, pin, tries = 6, keys }: Preparation): void {
  const connected = connect(admin, device);
  if (authenticate(admin, connected) !== 0) throw new Error("the device's key was changed");
  const [admins, users] = [encoded(adminPin), encoded(pin)];
  const opened = handleOf(admin, (cell) =>
    admin.must("SKF_CreateApplication", connected, encoded(application), admins, 10, users, tries, 0, cell),
  );
  admin.must("SKF_VerifyPIN", opened, 1, users, admin.cell().bytes);
  for (const key of keys) putKey(admin, opened, key);
  admin.must("SKF_DisConnectDev", connected);
}

export function putKey(
  admin: SkfAdmin,
  application: Handle,
  { container, key, certificate, encryption }: KeyOnToken,
): void {
  const opened = handleOf(admin, (cell) => admin.must("SKF_CreateContainer", application, encoded(container), cell));
  const pkcs8 = pkcs8Of(key);
  admin.must("SOFTSKF_ImportSigningKey", opened, pkcs8, pkcs8.length);
  pkcs8.fill(0);
  admin.must("SKF_ImportCertificate", opened, 1, certificate, certificate.length);
  if (encryption === undefined) return;
  admin.must("SKF_ImportECCKeyPair", opened, envelope(admin, opened, { to: spkiOf(key), pair: encryption.key }));
  const { certificate: second } = encryption;
  if (second !== undefined) admin.must("SKF_ImportCertificate", opened, 0, second, second.length);
}

/** ENVELOPEDKEYBLOB: the pair's secret under a session key, the session key under the signing key of the container. */
export function envelope(
  admin: SkfAdmin,
  container: Handle,
  { to, pair }: { readonly to: Uint8Array; readonly pair: SoftKey },
): Uint8Array {
  const { ulong } = admin.abi;
  // x, y, hash, length, ciphertext of 16 bytes; in a library that aligns, the structure ends on a whole ULONG.
  const wrapped = Buffer.alloc(64 + 64 + 32 + ulong + 16 + ulong);
  const session = handleOf(admin, (cell) =>
    admin.must("SKF_ECCExportSessionKey", container, SGD.SM4_ECB, eccBlob(admin, to), wrapped, cell),
  );
  admin.must("SKF_EncryptInit", session, cipherParam(new Uint8Array(), 0));
  const [sealed, size] = [Buffer.alloc(64 + 16), admin.cell(64 + 16)];
  admin.must("SKF_Encrypt", session, joinBytes([new Uint8Array(32), secretOf(pair)]), 64, sealed, size.bytes);
  admin.must("SKF_CloseHandle", session);
  const numbers = [1, SGD.SM4_ECB, 256].map((value) => admin.cell(value).bytes.subarray(0, ulong));
  return joinBytes([...numbers, sealed.subarray(0, 64), eccBlob(admin, spkiOf(pair)), wrapped]);
}

/** The number inside ECPrivateKey (RFC 5915): version 1, then 32 octets. */
function secretOf(key: SoftKey): Uint8Array {
  const pkcs8 = Buffer.from(pkcs8Of(key));
  const at = pkcs8.indexOf(Buffer.from("0201010420", "hex"));
  if (keyKindOf(spkiOf(key)) !== "sm2" || at < 0) throw new Error("encryption pairs are SM2 keys");
  return pkcs8.subarray(at + 5, at + 37);
}
