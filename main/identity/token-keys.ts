/** Keys on tokens. Certificates are read without a PIN; each opening is a login of its own that ends with `close`. */
import { sameBytes, utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { KeyInfo } from "../../shared/ipc/key";
import type { Anchors } from "../../shared/trust/anchors";
import type { SignatureCheck } from "../../shared/trust/port";
import { type Certificate, readCertificate } from "../../shared/trust/x509";
import type { TokenDriver, TokenInfo } from "../tokens/driver";
import type { KeySource, OpenedKey, PinTry } from "./provider";
import { tokenEnvelope } from "./token-envelope";
import { describe, judge, keyInfoOf } from "./usability";

export interface TokenKeyOptions {
  readonly drivers: readonly TokenDriver[];
  readonly anchors: readonly Anchors[];
  readonly check: SignatureCheck;
  readonly clock: () => Date;
}

/** A certificate on a token, with where it lies. */
interface TokenKey {
  readonly keyId: string;
  readonly driver: TokenDriver;
  readonly token: TokenInfo;
  /** As the driver names it. */
  readonly id: string;
  /** Own certificate first, then issuers as far as the token carries them, without a root. */
  readonly chain: readonly Uint8Array[];
  readonly hasKey: boolean;
  /** Of the SM2 encryption pair beside it; null where the driver opens nothing with one. */
  readonly envelopePoint: Uint8Array | null;
}

export function tokenKeys({ drivers, anchors, check, clock }: TokenKeyOptions): KeySource {
  /** As they were listed last: opening a key does not read every certificate of every token again. */
  let known: readonly TokenKey[] = [];
  const by = () => ({ anchors, check, at: clock().toISOString() });
  const look = async (): Promise<readonly TokenKey[]> => {
    known = (await Promise.all(drivers.map((driver) => keysOf(driver)))).flat();
    return known;
  };
  const findKey = async (keyId: string): Promise<TokenKey> => {
    const isIt = (key: TokenKey): boolean => key.keyId === keyId;
    const key = known.find(isIt) ?? (await look()).find(isIt);
    if (key === undefined) throw new AppError("E_TOKEN_ABSENT");
    return key;
  };
  return {
    list: async () => (await look()).map((key) => infoOf(key, keyInfoOf(key.keyId, key.chain, by()))),
    open: async (keyId, typed) => {
      const key = await findKey(keyId);
      // Before a try is spent on it.
      const trusted = judge(key.chain, by());
      if (!key.hasKey) throw new AppError("E_KEY_MISSING");
      return login(key, typed, trusted);
    },
    owns: (keyId) => keyId.startsWith("token-"),
  };
}

async function login(key: TokenKey, { pin, lastTry = false }: PinTry, anchors: Anchors): Promise<OpenedKey> {
  const { driver, token, chain, id } = key;
  const [own] = chain;
  if (own === undefined) throw new AppError("E_KEY_MISSING");
  const certificate = readCertificate(own);
  const session = await driver.login(token.serial, token.hasPinPad ? null : utf8(pin), lastTry);
  const sign = async (data: Uint8Array): Promise<Uint8Array> => {
    const [value] = await session.sign(id, [data]);
    if (value === undefined) throw new AppError("E_SIGNER_CRASHED", "驱动没有给出签名");
    return value;
  };
  const info = infoOf(key, describe(key.keyId, certificate, ""));
  const envelope = tokenEnvelope(session, key.envelopePoint);
  const opened = { info, signer: { chain, sign }, certificate, anchors, close: session.close };
  return envelope === null ? opened : { ...opened, envelope };
}

/** A driver that cannot be used shows no keys; the others go on. The self-check says what is wrong with it. */
async function keysOf(driver: TokenDriver, again = true): Promise<TokenKey[]> {
  try {
    const tokens = await driver.tokens();
    return (await Promise.all(tokens.map((token) => keysOn(driver, token)))).flat();
  } catch (error) {
    // Locking ends the driver's process, and the locked screen asks at that very moment: the next question starts another.
    if (again && isCancelled(error)) return keysOf(driver, false);
    if (error instanceof AppError) return [];
    throw error;
  }
}

const isCancelled = (error: unknown): boolean => error instanceof AppError && error.code === "E_CANCELLED";

/** A token that was pulled meanwhile, or cannot be read, shows none. */
async function keysOn(driver: TokenDriver, token: TokenInfo): Promise<TokenKey[]> {
  try {
    const found = (await driver.certificates(token.serial)).flatMap(({ der, ...rest }) => {
      const certificate = readable(der);
      return certificate === null ? [] : [{ ...rest, certificate }];
    });
    const all = found.map(({ certificate }) => certificate);
    return found
      .filter(({ certificate }) => !certificate.ca)
      .map(({ id, hasKey, certificate, envelopePoint = null }) => ({
        keyId: `token-${digestOf(utf8(`${token.serial}|${certificate.fingerprint}`)).slice(-32)}`,
        driver,
        token,
        id,
        hasKey,
        envelopePoint,
        chain: withIssuers(certificate, all),
      }));
  } catch (error) {
    if (error instanceof AppError && !isCancelled(error)) return [];
    throw error;
  }
}

/** What a vendor put on a token beside certificates of ours is no reason to show nothing. */
function readable(der: Uint8Array): Certificate | null {
  try {
    return readCertificate(der);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function withIssuers(own: Certificate, all: readonly Certificate[]): Uint8Array[] {
  const chain = [own];
  const issuerOf = (subject: Certificate): Certificate | undefined =>
    all.find((each) => !chain.includes(each) && !isRoot(each) && sameBytes(each.subject.raw, subject.issuer.raw));
  for (let next = issuerOf(own); next !== undefined; next = issuerOf(next)) chain.push(next);
  return chain.map(({ der }) => der);
}

const isRoot = ({ issuer, subject }: Certificate): boolean => sameBytes(issuer.raw, subject.raw);

function infoOf({ token, hasKey, envelopePoint }: TokenKey, info: KeyInfo): KeyInfo {
  const reason = info.usable ? troubleOf(token, hasKey) : info.reason;
  const guards = envelopePoint === null ? {} : { opensStore: true };
  return { ...info, ...guards, usable: reason === "", reason, token };
}

function troubleOf({ pin }: TokenInfo, hasKey: boolean): string {
  if (!hasKey) return "密钥中没有与这张证书对应的签名私钥";
  return pin === "locked" ? "密钥口令已锁定，请携带密钥到证书服务点解锁" : "";
}
