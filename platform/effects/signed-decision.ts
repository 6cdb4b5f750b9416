/**
 * A signed decision, taken apart and proved before anything is decided on it: canonical bytes, signature, chain at
 * the platform's receive time, certificate bound to this very account, and every field that says what was signed.
 */
import type { z } from "zod";
import { fromBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { Content } from "../../shared/model/content";
import { type Ledger, ledgerHash } from "../../shared/proofreading/ledger";
import type { Digest } from "../../shared/schema";
import { type Verified, verifyDetached } from "../../shared/trust/cms";
import type { RevocationData } from "../../shared/trust/revocation";
import { checkClaims } from "../../shared/trust/signer-claims";
import type { ReviewStatement, SignedStatement, Statement } from "../../shared/trust/statement";
import type { Certificate } from "../../shared/trust/x509";
import type { Action } from "../../shared/workflow/history";
import { metadataFaults } from "../../shared/workflow/metadata";
import type { ItemState } from "../../shared/workflow/state";
import { accountOfCertificate } from "../identity/account";
import { nameOfCertificate } from "../identity/certificate-name";
import type { Caller, Services } from "../services";

/** @throws AppError E_SIGN when the text is not the canonical form of such a paper. */
export function readStatement<T extends Statement>(schema: z.ZodType<T>, { statement: text }: SignedStatement): T {
  try {
    const parsed = schema.parse(JSON.parse(text));
    if (canonicalJson(parsed) === text) return parsed;
  } catch (cause) {
    throw new AppError("E_SIGN", "审签书格式不正确", { cause });
  }
  throw new AppError("E_SIGN", "审签书不是规范形式");
}

/** A signature that was proved, with what its counter-stamp will say. */
export interface ProvedSignature {
  /** SHA-256 of the CMS file. */
  readonly signatureHash: Digest;
  /** What the authorities said of its certificates just now. */
  readonly revocation: RevocationData;
}

/** @throws AppError E_SIGN, E_CMS_…, E_HASH, E_CERT, E_CERT_…, E_REVOCATION */
export async function checkSignature(
  services: Services,
  caller: Caller,
  given: { readonly signed: SignedStatement; readonly said: Statement },
): Promise<ProvedSignature> {
  const at = services.clock().toISOString();
  const signature = verified(services, { caller, signed: given.signed, at });
  const owner = await accountOfCertificate(services.store.db, nameOfCertificate(signature.certificate));
  if (owner?.account_id !== caller.account.accountId)
    throw new AppError("E_CERT_UNBOUND", "签名证书不是本账号绑定的证书");
  checkSigner(caller, given.said, signature.certificate);
  checkClaims(given.said, signature, at);
  const { data } = await services.revocation.demand(signature.path, at);
  return { signatureHash: digestOf(decoded(given.signed.signature)), revocation: data };
}

function verified(
  services: Services,
  { caller, signed, at }: { readonly caller: Caller; readonly signed: SignedStatement; readonly at: string },
): Verified {
  try {
    return verifyDetached(utf8(signed.statement), decoded(signed.signature), {
      anchors: caller.site.anchors,
      at,
      check: services.check,
      purpose: "review",
    });
  } catch (error) {
    // A certificate of another root is, to the person who holds it, a certificate that cannot be used here.
    if (error instanceof AppError && error.code === "E_ANCHOR")
      throw new AppError("E_CERT", error.detail, { cause: error });
    throw error;
  }
}

function decoded(signature: string): Uint8Array {
  try {
    return fromBase64(signature);
  } catch (cause) {
    throw new AppError("E_SIGN", "签名格式不正确", { cause });
  }
}

/** The statement names its signer; it must be the one whose key signed and whose session delivers. */
function checkSigner({ account }: Caller, { signer }: Statement, certificate: Certificate): void {
  const same =
    signer.accountId === account.accountId &&
    signer.personId === account.personId &&
    signer.name === account.name &&
    signer.certificate === certificate.fingerprint;
  if (!same) throw new AppError("E_SIGN", "审签书所写的签署人不是本账号");
}

export interface Matter<T extends Statement> {
  readonly said: T;
  readonly itemId: string;
  readonly caller: Caller;
  readonly content: Content;
  readonly state: ItemState;
}

type Faults = readonly (readonly [holds: boolean, otherwise: AppError])[];

function refuse(faults: Faults): void {
  for (const [holds, error] of faults) if (!holds) throw error;
}

/** What every signed paper says of its item, against what the platform has. @throws AppError E_HASH, E_STATE */
export function checkAbout({ said, itemId, caller, content, state }: Matter<Statement>): void {
  const { site } = caller;
  refuse([
    [said.site === site.site && said.itemId === itemId, new AppError("E_HASH", "签名属于另一份稿件")],
    [said.contentHash === state.contentHash, new AppError("E_HASH", "签名所指内容不是当前版本")],
    [said.revision === state.revision, new AppError("E_HASH", "签名所指版本号不是当前版本")],
    [said.title === content.document.title, new AppError("E_HASH", "签名所写标题与内容不符")],
    [said.previousStatement === state.lastStatementHash, new AppError("E_HASH", "签名未接续上一份审签书")],
    [
      said.profile.id === site.profile.id &&
        said.profile.version === site.profile.version &&
        said.profile.hash === site.profileHash,
      new AppError("E_STATE", "城市配置已更新，请取得新配置后重新签署"),
    ],
  ]);
}

/** A review statement besides. @throws AppError E_HASH, E_STATE */
export function checkFields({ ledger, ...matter }: Matter<ReviewStatement> & { readonly ledger: Ledger }): void {
  const { said, caller, state } = matter;
  const step = caller.site.profile.review.steps.find((candidate) => candidate.id === said.step);
  checkAbout(matter);
  refuse([
    [said.ledgerHash === ledgerHash(ledger), new AppError("E_HASH", "签名所指校对台账与所附台账不符")],
    [
      said.layoutHash === (step?.layout === true ? state.layoutHash : null) ||
        (said.decision === "return" && said.layoutHash === null),
      new AppError("E_HASH", "签名所指样版不是当前样版"),
    ],
    [step === undefined || said.stepName === step.name, new AppError("E_HASH", "签名所写环节名称与配置不符")],
  ]);
}

/** @throws AppError E_META, E_ATTR, E_SOURCE for the first fault of the panel. */
export function refuseFaultyMetadata(content: Content, caller: Caller): void {
  const [fault] = metadataFaults(content.metadata, caller.site.profile);
  if (fault !== undefined) throw new AppError(fault.code, fault.text);
}

export function actionOf(said: ReviewStatement, statementHash: Statement["contentHash"]): Action {
  const common = { contentHash: said.contentHash, step: said.step, role: said.signer.role, statementHash };
  if (said.decision === "return") {
    if (said.category === null || said.note.trim() === "") throw new AppError("E_FORM", "退回须选择类别并写明理由");
    return { kind: "return", ...common, category: said.category, text: said.note };
  }
  if (said.category !== null) throw new AppError("E_FORM", "同意时不能带有退回类别");
  const { layoutHash, ledgerHash: ledger, gates, checks, note } = said;
  return { kind: "sign", ...common, layoutHash, ledgerHash: ledger, gates, checks, note };
}
