/** Certificates of an application: each container may hold a signing pair and an encryption pair, one certificate each. */
import { createPublicKey } from "node:crypto";
import { sameBytes } from "../../../shared/bytes";
import { AppError } from "../../../shared/failure";
import { type KeyKind, keyKindOf, pointOf } from "../../../shared/trust/key-kind";
import { readCertificate } from "../../../shared/trust/x509";
import type { TokenCertificate } from "../driver";
import { encryptionPoint } from "./envelope";
import type { Skf } from "./functions";
import type { Handle } from "./library";
import { namesIn, type RawName } from "./names";
import { attemptBytes, readBytes, withContainer } from "./reading";
import { failureOf, SAR_CERTNOTFOUNTERR, SAR_KEYNOTFOUNTERR, SAR_NOTSUPPORTYETERR } from "./result-codes";

/** Dual certificates: what signs is told apart by the library, and once more by the certificate's key usage. */
type Role = "sign" | "encrypt";

const SIGN = 1;
const EXCHANGE = 0;

export function certificatesOf(skf: Skf, application: Handle): TokenCertificate[] {
  return namesIn(readBytes(skf, "SKF_EnumContainer", application)).flatMap((name) =>
    withContainer(skf, application, {
      name,
      run: (container) => [
        ...certificateIn(skf, container, idOf(name, "sign")),
        ...certificateIn(skf, container, idOf(name, "encrypt")),
      ],
    }),
  );
}

export interface CertificateId {
  readonly container: RawName;
  readonly role: Role;
}

const idOf = (container: RawName, role: Role): string => `${encodeURIComponent(container)}/${role}`;

/** @throws AppError E_KEY_MISSING for what is no name of ours */
export function readId(id: string): CertificateId {
  const parsed = /^([^/]+)\/(sign|encrypt)$/.exec(id);
  const [, container = "", role = ""] = parsed ?? [];
  if (role !== "sign" && role !== "encrypt") throw new AppError("E_KEY_MISSING");
  try {
    return { container: decodeURIComponent(container), role };
  } catch (cause) {
    throw new AppError("E_KEY_MISSING", "", { cause });
  }
}

function certificateIn(skf: Skf, container: Handle, id: string): TokenCertificate[] {
  const flag = readId(id).role === "sign" ? SIGN : EXCHANGE;
  const der = attemptBytes(skf, "SKF_ExportCertificate", container, flag);
  if (typeof der === "number") {
    // Some libraries answer "no key" where there is no certificate either.
    if ([SAR_CERTNOTFOUNTERR, SAR_KEYNOTFOUNTERR, SAR_NOTSUPPORTYETERR].includes(der)) return [];
    throw failureOf(der);
  }
  if (der.length === 0) return [];
  const point = flag === SIGN ? encryptionPoint(skf, container) : null;
  return [
    { id, der, hasKey: hasKeyOf(skf, container, { flag, der }), ...(point === null ? {} : { envelopePoint: point }) },
  ];
}

/** The signing certificate of an open container. @throws AppError E_KEY_MISSING, E_CERT */
export function signingKeyOf(skf: Skf, container: Handle): { readonly kind: KeyKind; readonly spki: Uint8Array } {
  const der = readBytes(skf, "SKF_ExportCertificate", container, SIGN);
  const { spki } = readCertificate(der);
  if (!hasKeyOf(skf, container, { flag: SIGN, der })) throw new AppError("E_KEY_MISSING");
  return { kind: keyKindOf(spki), spki };
}

/** Whether the container's key is the certificate's: a certificate may have been put beside another key. */
function hasKeyOf(skf: Skf, container: Handle, { flag, der }: { flag: number; der: Uint8Array }): boolean {
  const blob = attemptBytes(skf, "SKF_ExportPublicKey", container, flag);
  if (typeof blob === "number") {
    if (blob === SAR_NOTSUPPORTYETERR) return true;
    if (blob === SAR_KEYNOTFOUNTERR) return false;
    throw failureOf(blob);
  }
  try {
    return isBlobOf(blob, readCertificate(der).spki, skf.abi.ulong);
  } catch (error) {
    // A certificate of a kind we do not know is listed, and refused when it is judged.
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** ECCPUBLICKEYBLOB is BitLen, X[64], Y[64]; RSAPUBLICKEYBLOB is AlgID, BitLen, Modulus[256], Exponent[4]. */
function isBlobOf(blob: Uint8Array, spki: Uint8Array, ulong: number): boolean {
  switch (keyKindOf(spki)) {
    case "sm2": {
      const [x, y] = [blob.subarray(ulong, ulong + 64), blob.subarray(ulong + 64, ulong + 128)];
      const point = pointOf(spki);
      return (
        y.length === 64 &&
        sameBytes(x.subarray(32), point.subarray(1, 33)) &&
        sameBytes(y.subarray(32), point.subarray(33))
      );
    }
    case "rsa": {
      const modulus = Buffer.from(createPublicKey(spkiKey(spki)).export({ format: "jwk" }).n ?? "", "base64url");
      return sameBytes(blob.subarray(2 * ulong, 2 * ulong + 256).subarray(-modulus.length), modulus);
    }
    case "p256":
      return false;
  }
}

const spkiKey = (spki: Uint8Array) => ({ key: Buffer.from(spki), format: "der", type: "spki" }) as const;
