/**
 * Certificate login: the statement is compared with what the platform stored, then signature, chain and revocation are
 * judged, and only then does anybody learn whether and to whom the certificate is bound.
 */
import { fromBase64 } from "../../shared/bytes";
import { AppError, check, type FailureCode } from "../../shared/failure";
import { type LoginStatement, loginStatement, type Ticket } from "../../shared/http/session";
import { verifyLogin } from "../../shared/trust/login";
import { auditAlone } from "../audit";
import type { Proof } from "../http/proof-door";
import { allowed, type Connection } from "../network-floor";
import type { Services, Site } from "../services";
import type { StoredAccount, Tables } from "../store/tables";
import { demandSetVersion } from "../updates/set-minimum";
import { accountOfCertificate } from "./account";
import { refuseUnusable } from "./account-state";
import { type CertificateHeld, nameOfCertificate } from "./certificate-name";
import { takeChallenge } from "./challenge";
import { refuseDevice } from "./device";
import { openTicket } from "./sms-code";

interface Given {
  readonly statement: string;
  readonly signature: string;
  readonly chain: readonly string[];
}

interface Caller {
  readonly proof: Pick<Proof, "jkt" | "base">;
  readonly connection: Connection;
}

/**
 * What a caller is told by name. All of it is either written in the certificate the caller sent, or said to somebody
 * who has proved to hold its key; everything else is E_CERT and nothing more.
 */
const told: ReadonlySet<FailureCode> = new Set([
  "E_CERT_EXPIRED",
  "E_CERT_EARLY",
  "E_CERT_USAGE",
  "E_CERT_REVOKED",
  "E_CERT_UNBOUND",
  "E_REVOCATION",
  "E_DEVICE_REFUSED",
  "E_DORMANT",
  "E_EXPIRED",
  "E_UNTRAINED",
  "E_VERSION",
  "E_NET",
  "E_LIMIT",
  "E_SMS_GATEWAY",
]);

/** Also what is missing is said, to whoever has proved to be the person it is about. */
const detailed: ReadonlySet<FailureCode> = new Set(["E_UNTRAINED", "E_VERSION"]);

/** @throws AppError E_CHALLENGE, or one of `told`, or E_CERT */
export async function loginByCertificate(services: Services, given: Given, caller: Caller): Promise<Ticket> {
  const said = statementOf(given.statement);
  // Used up first: one attempt for each challenge, whatever becomes of it.
  const challenge = await takeChallenge(services, said.challengeId);
  refuseOther(said, challenge, caller);
  try {
    const { account, certificate } = await holderOf(services, given, caller);
    const { device, jkt } = challenge;
    await refuseDevice(services.store.db, account.account_id, device);
    await demandSetVersion(services.store.db, account, caller.connection.desk ?? null);
    return await openTicket(services, { account, device, jkt, certificate });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "E_LIMIT") throw error;
    const at = services.clock().toISOString();
    await auditAlone(services.store.db, at, { event: "login-refused", detail: error.code });
    if (!told.has(error.code)) throw new AppError("E_CERT", "", { cause: error });
    throw new AppError(error.code, detailed.has(error.code) ? error.detail : "");
  }
}

function statementOf(text: string): LoginStatement {
  try {
    return check(loginStatement, JSON.parse(text));
  } catch (cause) {
    throw new AppError("E_INPUT", "登录声明格式不正确", { cause });
  }
}

/** @throws AppError E_CHALLENGE for a statement that is not about the stored challenge, or from elsewhere. */
function refuseOther(said: LoginStatement, stored: Tables["challenges"], { proof, connection }: Caller): void {
  const same =
    said.nonce === stored.nonce &&
    said.audience === stored.audience &&
    said.expiresAt === stored.expires_at &&
    said.device === stored.device &&
    said.jkt === stored.jkt;
  const sameCaller =
    proof.jkt === stored.jkt && proof.base === stored.audience && connection.address === stored.address;
  if (!same || !sameCaller) throw new AppError("E_CHALLENGE");
}

interface Holder {
  readonly account: StoredAccount;
  readonly certificate: CertificateHeld;
}

/** The account that the certificate is bound to by issuer and serial, never by a name in it. */
async function holderOf(services: Services, given: Given, { connection }: Caller): Promise<Holder> {
  const { site, path } = verifiedAt(services, given);
  await services.revocation.demand(path, services.clock().toISOString());
  const [own] = path;
  const name = nameOfCertificate(own);
  const account = await accountOfCertificate(services.store.db, name);
  if (account === null || account.site !== site.site) throw new AppError("E_CERT_UNBOUND");
  if (!allowed(connection, site.profile.extranet, services.demo)) throw new AppError("E_NET");
  await refuseUnusable(services, account);
  return {
    account,
    certificate: { ...name, fingerprint: own.fingerprint, chain: path.slice(0, -1).map(({ der }) => der) },
  };
}

/** The city under whose root the certificate stands. @throws AppError of the last city, or of the only one that knows the root */
function verifiedAt(services: Services, given: Given): { site: Site; path: ReturnType<typeof verifyLogin>["path"] } {
  const proof = {
    statement: given.statement,
    signature: fromBase64(given.signature),
    chain: given.chain.map(fromBase64),
  };
  const at = services.clock().toISOString();
  let refusal = new AppError("E_CERT");
  for (const site of services.sites.values()) {
    try {
      return { site, path: verifyLogin(proof, { anchors: site.anchors, at, check: services.check }).path };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (told.has(error.code)) refusal = error;
    }
  }
  throw refusal;
}
