/** Certificate login: the statement is compared with what the platform stored, then the signature and chain are judged. */
import { fromBase64 } from "../../shared/bytes";
import { AppError, check } from "../../shared/failure";
import { type LoginStatement, loginStatement, type Ticket } from "../../shared/http/session";
import { verifyLogin } from "../../shared/trust/login";
import { readCertificate } from "../../shared/trust/x509";
import { auditAlone } from "../audit";
import type { Services } from "../services";
import type { Tables } from "../store/tables";
import { accountOfCertificate } from "./account";
import { nameOfCertificate } from "./certificate-name";
import { takeChallenge } from "./challenge";
import { openTicket } from "./sms-code";

interface Given {
  readonly statement: string;
  readonly signature: string;
  readonly chain: readonly string[];
}

/** @throws AppError E_CHALLENGE, or E_CERT with nothing more: which part failed is nobody's business before login. */
export async function loginByCertificate(services: Services, given: Given): Promise<Ticket> {
  const said = statementOf(given.statement);
  const challenge = await takeChallenge(services, said.challengeId);
  refuseOther(said, challenge);
  try {
    return await openTicket(services, {
      account: await accountOf(services, given),
      device: challenge.device,
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "E_LIMIT") throw error;
    const at = services.clock().toISOString();
    await auditAlone(services.store.db, at, { event: "login-refused", detail: error.code });
    throw new AppError("E_CERT", "", { cause: error });
  }
}

function statementOf(text: string): LoginStatement {
  try {
    return check(loginStatement, JSON.parse(text));
  } catch (cause) {
    throw new AppError("E_INPUT", "登录声明格式不正确", { cause });
  }
}

/** @throws AppError E_CHALLENGE for a statement that is not about the stored challenge. */
function refuseOther(said: LoginStatement, stored: Tables["challenges"]): void {
  const same =
    said.nonce === stored.nonce &&
    said.audience === stored.audience &&
    said.expiresAt === stored.expires_at &&
    said.device === stored.device;
  if (!same) throw new AppError("E_CHALLENGE");
}

async function accountOf(services: Services, given: Given): Promise<Tables["accounts"]> {
  const chain = given.chain.map(fromBase64);
  const [own] = chain;
  if (own === undefined) throw new AppError("E_CERT");
  const account = await accountOfCertificate(services.store.db, nameOfCertificate(readCertificate(own)));
  const site = services.sites.get(account?.site ?? "");
  if (account === null || site === undefined) throw new AppError("E_CERT");
  verifyLogin(
    { statement: given.statement, signature: fromBase64(given.signature), chain },
    { anchors: site.anchors, at: services.clock().toISOString(), check: services.check },
  );
  return account;
}
