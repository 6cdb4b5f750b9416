/** Who asks for a store's recovery, and whether the store is that person's. */
import { openBox } from "../../node/sealed-box";
import { fromBase64 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { AppError } from "../../shared/failure";
import type { RecoveryAsked } from "../../shared/http/recovery";
import { type Path, verifyPath } from "../../shared/trust/path";
import {
  type RecoveryStatement,
  recoveryLabel,
  recoverySigningInput,
  recoveryStatement,
} from "../../shared/trust/recovery";
import { checkStrength } from "../../shared/trust/signature";
import { isOwnAddress } from "../own-address";
import type { Services, Site } from "../services";
import type { StoredAccount } from "../store/tables";
import { accountOfCertificate } from "./account";
import { refuseUnusable } from "./account-state";
import { nameOfCertificate } from "./certificate-name";
import { refuseDevice } from "./device";

/** How far the statement's time may lie from ours: an old one that was overheard opens nothing. */
const SKEW_MS = 5 * 60_000;

export interface Proven {
  readonly statement: RecoveryStatement;
  readonly site: Site;
  readonly account: StoredAccount;
  /** What the slot was wrapped with; the caller overwrites it. */
  readonly share: Uint8Array;
}

/** The demo city is reached through loopback ports that are not known beforehand. */
const isForUs = (audience: string, { audience: own, demo }: Services): boolean =>
  audience === own || (demo && URL.canParse(audience) && isOwnAddress(new URL(audience), "/", { audience: own, demo }));

/** @throws AppError E_SIGN, E_CERT…, E_CLOCK, E_CERT_UNBOUND, E_REVOCATION, E_RECOVERY */
export async function provenBy(
  services: Services,
  asked: RecoveryAsked,
  step: RecoveryStatement["step"],
): Promise<Proven> {
  const statement = statementOf(asked.statement);
  if (statement.step !== step || !isForUs(statement.audience, services)) throw new AppError("E_SIGN");
  if (Math.abs(Date.parse(statement.at) - services.clock().getTime()) > SKEW_MS) throw new AppError("E_CLOCK");
  const { site, path } = verifiedAt(services, asked, statement);
  await services.revocation.demand(path, services.clock().toISOString());
  const { db } = services.store;
  const [certificate] = path;
  const account = await accountOfCertificate(db, nameOfCertificate(certificate));
  if (account === null || account.site !== site.site) throw new AppError("E_CERT_UNBOUND");
  await refuseUnusable(services, account);
  await refuseDevice(db, account.account_id, statement.device);
  const owner = await accountOfCertificate(db, statement.owner);
  if (owner?.person_id !== account.person_id) throw new AppError("E_CERT_UNBOUND", "本机存储属于另一个人");
  return { statement, site, account, share: shareIn(services, site, statement) };
}

/** The label names store and owner: a share handed in under another name does not open. */
function shareIn({ recoveryKey }: Services, { site }: Site, { share, storeId, owner }: RecoveryStatement): Uint8Array {
  const key = recoveryKey(site);
  if (key === null) throw new AppError("E_RECOVERY", "平台没有配置恢复密钥");
  try {
    return openBox(key, fromBase64(share), recoveryLabel(storeId, owner));
  } catch (cause) {
    throw new AppError("E_RECOVERY", "恢复方式与存储不符", { cause });
  }
}

function statementOf(text: string): RecoveryStatement {
  try {
    const statement = recoveryStatement.parse(JSON.parse(text));
    if (canonicalJson(statement) === text) return statement;
  } catch (cause) {
    throw new AppError("E_SIGN", "恢复声明格式不正确", { cause });
  }
  throw new AppError("E_SIGN", "恢复声明不是规范形式");
}

function verifiedAt(
  services: Services,
  asked: RecoveryAsked,
  statement: RecoveryStatement,
): { site: Site; path: Path } {
  const chain = asked.chain.map(fromBase64);
  const at = services.clock().toISOString();
  let refusal = new AppError("E_CERT");
  for (const site of services.sites.values()) {
    try {
      const path = verifyPath(chain, { anchors: site.anchors, at, check: services.check, purpose: "login" });
      const [own] = path;
      const signed = recoverySigningInput(statement);
      if (statement.certificate !== own.fingerprint) throw new AppError("E_SIGN", "恢复声明所指的不是这张证书");
      if (!services.check.holds(checkStrength(own), signed, fromBase64(asked.signature))) throw new AppError("E_SIGN");
      return { site, path };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // A fault of the statement itself says more than another city's root.
      if (refusal.code !== "E_SIGN") refusal = error;
    }
  }
  throw refusal;
}
