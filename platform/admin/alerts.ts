/** What an administrator should look at today: each a sentence and the page where it is handled. */

import { edition } from "../../shared/model/build-identity";
import { addMonths } from "../../shared/months";
import { isOlder } from "../../shared/update/version";
import type { StoredAccount } from "../store/tables";
import { certificateEnds } from "./certificate-ends";
import { glanceAt } from "./chain-glance";
import { fleetRules } from "./fleet-rules";
import type { Visit } from "./section";

export interface Alert {
  readonly tone: "bad" | "warn";
  readonly text: string;
  /** Path after `/admin/`. */
  readonly to: string;
}

const SOON_MS = 30 * 24 * 3_600_000;

export async function alertsFor(visit: Visit): Promise<readonly Alert[]> {
  const accounts = await accountsOf(visit);
  const found = [
    ...(await circuits(visit)),
    ...(await chains(visit)),
    ...ending(visit, accounts),
    ...(await certificates(visit, accounts)),
    ...dormant(visit, accounts),
    ...(await waiting(visit)),
    ...(await versions(visit)),
  ];
  return found.sort((a, b) => (a.tone === b.tone ? 0 : a.tone === "bad" ? -1 : 1));
}

const accountsOf = ({ services, caller }: Visit): Promise<StoredAccount[]> =>
  services.store.db
    .selectFrom("accounts")
    .selectAll()
    .where("site", "=", caller.site.site)
    .where("state", "=", "active")
    .execute();

/** SMS operators whose breaker is open, as the audit last heard of each. */
async function circuits({ services }: Visit): Promise<Alert[]> {
  const rows = await services.store.db
    .selectFrom("audit")
    .select(["event", "detail"])
    .where("event", "in", ["sms-provider-down", "sms-provider-up"])
    .orderBy("at", "desc")
    .limit(200)
    .execute();
  const last = new Map<string, string>();
  for (const { event, detail } of rows) {
    const [operator = ""] = detail.split(" ");
    if (!last.has(operator)) last.set(operator, event);
  }
  return [...last].flatMap(([operator, event]) =>
    event === "sms-provider-down"
      ? [
          {
            tone: "bad" as const,
            text: `短信通道 ${operator} 中断，验证码改由其他通道发送`,
            to: "audit?event=sms-provider-down",
          },
        ]
      : [],
  );
}

async function chains({ services, caller }: Visit): Promise<Alert[]> {
  const { uncovered } = await glanceAt(services.store.db, caller.site.site);
  return uncovered > 2_000
    ? [{ tone: "bad", text: `审计记录有 ${uncovered} 条还没有检查点覆盖，请核对审计链`, to: "audit?check=1" }]
    : [];
}

function ending({ services }: Visit, accounts: readonly StoredAccount[]): Alert[] {
  const now = services.clock().getTime();
  return accounts.flatMap(({ name, ends_at, account_id }) =>
    ends_at !== null && Date.parse(ends_at) - now < SOON_MS
      ? [
          {
            tone: "warn" as const,
            text: `${name} 的合同至 ${ends_at.slice(0, 10)}，到期自动结束登录`,
            to: accountPath(account_id),
          },
        ]
      : [],
  );
}

async function certificates({ services }: Visit, accounts: readonly StoredAccount[]): Promise<Alert[]> {
  const ends = await certificateEnds(
    services.store.db,
    accounts.map(({ account_id }) => account_id),
  );
  const now = services.clock().getTime();
  return accounts.flatMap(({ name, account_id }) => {
    const end = ends.get(account_id);
    return end !== undefined && Date.parse(end) - now < SOON_MS
      ? [{ tone: "warn" as const, text: `${name} 的证书有效期至 ${end.slice(0, 10)}`, to: accountPath(account_id) }]
      : [];
  });
}

/** By the last sign-in alone; the accounts page opens the cases and knows which were kept. */
function dormant({ services, caller }: Visit, accounts: readonly StoredAccount[]): Alert[] {
  const at = services.clock().toISOString();
  const months = caller.site.profile.account.dormancyMonths;
  const count = accounts.filter(
    ({ last_login_at, enrolled_at }) => addMonths(last_login_at ?? enrolled_at, months) <= at,
  ).length;
  return count === 0
    ? []
    : [{ tone: "warn", text: `${count} 个账号 ${months} 个月未登录，须查明原因`, to: "accounts" }];
}

async function waiting({ services, caller }: Visit): Promise<Alert[]> {
  const { db } = services.store;
  const { site } = caller.site;
  const requests = await db
    .selectFrom("enrolments")
    .select(({ fn }) => ["state", fn.countAll().as("count")])
    .where("site", "=", site)
    .where("state", "in", ["requested", "approved"])
    .groupBy("state")
    .execute();
  const recoveries = await db
    .selectFrom("recoveries")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("site", "=", site)
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow();
  const words = { requested: "待审批", approved: "待办理", refused: "", done: "" };
  return [
    ...requests.map(({ state, count }) => ({
      tone: "warn" as const,
      text: `${Number(count)} 份账号申请${words[state]}`,
      to: "enrolments",
    })),
    ...(Number(recoveries.count) === 0
      ? []
      : [{ tone: "warn" as const, text: `${Number(recoveries.count)} 份找回申请待审批`, to: "recoveries" }]),
  ];
}

async function versions(visit: Visit): Promise<Alert[]> {
  const { editions } = await fleetRules(visit);
  const rows = await visit.services.store.db
    .selectFrom("fleet")
    .select(["edition", "version"])
    .where("site", "=", visit.caller.site.site)
    .execute();
  const below = rows.filter((row) => {
    const { minimum } = editions[edition.parse(row.edition)];
    return minimum !== null && isOlder(row.version, minimum);
  }).length;
  return below === 0
    ? []
    : [{ tone: "bad", text: `${below} 台工作站低于最低版本，不能登录`, to: "terminals?mark=old" }];
}

const accountPath = (accountId: string): string => `accounts/${encodeURIComponent(accountId)}`;
