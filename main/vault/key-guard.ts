/** What a person's key 密钥 can do to guard a store, beside signing statements. */
import { randomBytes } from "node:crypto";
import { AppError, type FailureCode } from "../../shared/failure";
import type { Digest } from "../../shared/schema";
import { keyKindOf } from "../../shared/trust/key-kind";
import type { Signer } from "../../shared/trust/port";
import type { KeyEnvelope } from "../identity/key-envelope";
import type { OpenedKey } from "../identity/provider";

export interface KeyGuard {
  /** Of the certificate: a slot names the key it belongs to. */
  readonly certificate: Digest;
  /** What the list of slots calls it. */
  readonly holder: string;
  /** Null for keys whose signatures differ each time: no key may come out of them (SM2, ECDSA). */
  readonly signer: Signer | null;
  readonly envelope: KeyEnvelope | null;
}

export function guardOf({ info, certificate, signer, envelope }: OpenedKey): KeyGuard {
  return {
    certificate: certificate.fingerprint,
    holder: `${info.name}（证书尾号 ${info.serial.slice(-8)}）`,
    signer: keyKindOf(certificate.spki) === "rsa" ? signer : null,
    envelope: envelope ?? null,
  };
}

/** Whether a slot of its own may be made for the key: otherwise the store needs an application PIN. */
export const guardsAlone = ({ signer, envelope }: KeyGuard): boolean => signer !== null || envelope !== null;

/** PKCS#1 v1.5 has no salt (RFC 8017 §8.2): the same bytes come back each time. @throws AppError E_MECHANISM if not */
export async function steadySignature(signer: Signer, data: Uint8Array): Promise<Uint8Array> {
  const [first, second] = [await signer.sign(data), await signer.sign(data)];
  if (!Buffer.from(first).equals(Buffer.from(second))) {
    throw new AppError("E_MECHANISM", "密钥两次签名不一致，不能用来保护本机存储");
  }
  return first;
}

/** How a key answers that cannot do what is asked, as against one that was pulled or does not answer. */
const unable: readonly FailureCode[] = [
  "E_MECHANISM",
  "E_TOKEN_FAULT",
  "E_KEY_MISSING",
  "E_ENVELOPE",
  "E_ENVELOPE_KEY",
  "E_VAULT",
];

/** Whether another way in is the answer to a failure of the key's own one. */
export const isUnable = (error: unknown): boolean => error instanceof AppError && unable.includes(error.code);

/**
 * Wrapped, and unwrapped once to see that it can be: libraries export calls that their keys refuse, and a store must not
 * depend on one. @throws AppError E_APP_PIN_NEEDED where it cannot, and what a key says that was pulled
 */
export async function provedEnvelope(envelope: KeyEnvelope, share: Uint8Array): Promise<Uint8Array> {
  const wrapped = await envelope.wrap(share);
  const opened = await envelope.unwrap(wrapped).catch((cause: unknown) => {
    throw isUnable(cause) ? new AppError("E_APP_PIN_NEEDED", "", { cause }) : cause;
  });
  const isSame = Buffer.from(opened).equals(share);
  opened.fill(0);
  if (!isSame) throw new AppError("E_APP_PIN_NEEDED");
  return wrapped;
}

/** Before something depends on it. @throws AppError E_APP_PIN_NEEDED, and what a key says that was pulled */
export async function refuseUnguarded({ signer, envelope }: KeyGuard): Promise<void> {
  if (envelope !== null) {
    const share = randomBytes(32);
    await provedEnvelope(envelope, share).finally(() => share.fill(0));
  } else if (signer === null) throw new AppError("E_APP_PIN_NEEDED");
}
