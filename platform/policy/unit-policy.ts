/** The unit's policy 单位策略: taken from 系统管理 as it was signed, given to every workstation of the site (L4, LA-42). */

import type { z } from "zod";
import { nodeDocumentCheck } from "../../node/document-check";
import { utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { type PushedDocument, type policyOffer, storedPolicy } from "../../shared/http/policy";
import { type AcceptedPolicy, judgePolicy, type PolicyTrust } from "../../shared/policy/judge";
import { digest } from "../../shared/schema";
import { documentSignature } from "../../shared/trust/document-signature";
import { systemRoles } from "../../shared/workflow/duty";
import { audit } from "../audit";
import { perform } from "../effects/operation";
import type { Call } from "../http/register";
import { requireCity } from "../identity/administration";
import { lockItem } from "../items/record";
import type { Caller, Services } from "../services";
import type { Database, Work } from "../store/tables";

type Offer = z.infer<typeof policyOffer>;

/** Only the hash for a workstation that has it already. */
export async function offerPolicy(db: Database, { site }: Caller, known: string | undefined): Promise<Offer> {
  const row = await newest(db, site.site);
  if (row === null) return { hash: null, policy: null };
  const { document, signature } = row;
  const hash = digest.parse(row.hash);
  return { hash, policy: hash === known ? null : { document, signature } };
}

export function storePolicy(services: Services, { caller, operationId, body }: Call<"policy.upload">) {
  const request = {
    caller,
    operationId,
    content: { route: "policy.upload", body },
    itemId: "",
    event: "policy-stored",
  };
  return perform(services, request, {
    answer: storedPolicy,
    prepare: async () => {
      if (!caller.account.roles.some((role) => systemRoles.includes(role)))
        throw new AppError("E_PERM", "单位策略由系统管理人员下发");
      requireCity(caller);
    },
    apply: async (work) => {
      await lockItem(work, `policy ${caller.site.site}`);
      const { hash, serial } = await judged(services, work, { caller, body });
      if (serial === null) throw new AppError("E_POLICY_INVALID", "“serial”缺少");
      const at = services.clock().toISOString();
      await keep(work, { caller, body, hash, serial, at });
      const detail = `${serial} ${hash}`;
      await audit(work, at, { event: "policy-stored", accountId: caller.account.accountId, detail });
      return { hash, serial };
    },
  });
}

interface Upload {
  readonly caller: Caller;
  readonly body: PushedDocument;
}

/** As every workstation will judge it. @throws AppError E_PROFILE, E_POLICY_INVALID, E_POLICY_OLD */
async function judged({ demo, policyKeys }: Services, work: Work, { caller, body }: Upload): Promise<AcceptedPolicy> {
  const { site } = caller.site;
  const last = await newest(work, site);
  const verdict = judgePolicy(
    { kind: "found", document: utf8(body.document), signature: body.signature },
    {
      level: "unit",
      place: "单位策略",
      keys: policyKeys,
      check: nodeDocumentCheck,
      demand: demandOf(body, { demo, keys: policyKeys }),
      accepted: last === null ? null : { serial: last.serial, hash: digest.parse(last.hash) },
      site,
    },
  );
  if (verdict.kind === "accepted") return verdict.policy;
  throw verdict.kind === "refused" ? new AppError(verdict.code, verdict.detail) : new AppError("E_POLICY_ABSENT");
}

/**
 * A platform that was not told the keys cannot verify, and still takes nothing but a signature for a policy: workstations,
 * which pin the keys, verify each one themselves.
 */
function demandOf(
  { signature }: PushedDocument,
  { demo, keys }: { readonly demo: boolean; readonly keys: PolicyTrust["keys"] },
): PolicyTrust["demand"] {
  if (keys.length > 0) return "signed";
  if (demo && signature === null) return "demo";
  const parsed = documentSignature.safeParse(jsonOf(signature ?? ""));
  if (!parsed.success || parsed.data.purpose !== "policy")
    throw new AppError("E_PROFILE", "单位策略没有可用的签名文件");
  return "open";
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function newest(db: Database | Work, site: string) {
  const row = await db
    .selectFrom("unit_policies")
    .select(["serial", "hash", "document", "signature"])
    .where("site", "=", site)
    .orderBy("serial", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

interface Kept extends Upload {
  readonly hash: string;
  readonly serial: number;
  readonly at: string;
}

/** The same issue sent again, under another key, is there already. */
async function keep(work: Work, { caller, body, hash, serial, at }: Kept): Promise<void> {
  const { account, site } = caller;
  await work
    .insertInto("unit_policies")
    .values({
      ...{ site: site.site, serial, hash, document: body.document, signature: body.signature, at },
      account_id: account.accountId,
      uploaded_by: account.name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
