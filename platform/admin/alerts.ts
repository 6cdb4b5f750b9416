/** What an administrator should look at today: each a sentence and the page where it is handled. */

import { addMonths } from "../../shared/months";
import { dayOf } from "../../shared/proofreading/run";
import { trainingDue } from "../../shared/workflow/activation";
import { isSystem } from "../../shared/workflow/duty";
import { listFleet } from "../fleet/listing";
import { contractOf, missingOf } from "../identity/account-state";
import { enrolmentsBy } from "../identity/enrolment";
import { listHandOvers } from "../identity/hand-over";
import { governedBy } from "../identity/scope";
import { isOverdue, listNotices } from "../notices/notices";
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

/** 主管单位 and 运维单位 of a city (NY-13); more is a tree that nobody has drawn. */
const FAR_UNITS = 3;
const MOST_OF_A_KIND = 8;
/** Terminals are counted so far. */
const MOST_TOLD = 1_000;
const SOON_MS = 30 * 24 * 3_600_000;

export async function alertsFor(visit: Visit): Promise<readonly Alert[]> {
  const accounts = await accountsOf(visit);
  const found = [
    ...(visit.caller.scope.city ? await cityAlerts(visit) : []),
    ...ending(visit, accounts),
    ...unready(visit, accounts),
    ...(await certificates(visit, accounts)),
    ...dormant(visit, accounts),
    ...(await waiting(visit)),
    ...(isSystem(visit.caller.account) ? await notices(visit) : []),
    ...(await versions(visit)),
  ];
  return found.sort((a, b) => (a.tone === b.tone ? 0 : a.tone === "bad" ? -1 : 1));
}

const cityAlerts = async (visit: Visit): Promise<readonly Alert[]> => [
  ...(await circuits(visit)),
  ...(await chains(visit)),
  ...(await undrawn(visit)),
];

/** Units that were there before there was a tree reach the whole city until somebody says otherwise (RP-1). */
async function undrawn({ services, caller }: Visit): Promise<Alert[]> {
  const { far } = await services.store.db
    .selectFrom("units")
    .select(({ fn }) => fn.countAll().as("far"))
    .where("site", "=", caller.site.site)
    .where("reach", "=", "city")
    .where("state", "=", "open")
    .executeTakeFirstOrThrow();
  return Number(far) > FAR_UNITS
    ? [{ tone: "warn", text: `${Number(far)} 个单位的管辖范围是全市，请按隶属关系改为本单位及下级`, to: "units" }]
    : [];
}

const accountsOf = ({ services, caller }: Visit): Promise<StoredAccount[]> =>
  services.store.db
    .selectFrom("accounts")
    .selectAll()
    .where("site", "=", caller.site.site)
    .where("state", "=", "active")
    .where((where) => governedBy(caller.scope, where.ref("unit_id")))
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

/** Without 上岗条件 (RP-7), with a training that ran out (TN-38), or with a proof of qualification that does (LA-45). */
function unready({ services, caller }: Visit, accounts: readonly StoredAccount[]): Alert[] {
  const at = services.clock().toISOString();
  const today = dayOf(at);
  const soon = dayOf(new Date(Date.parse(at) + SOON_MS).toISOString());
  const months = caller.site.profile.account.trainingMonths;
  const about = (row: StoredAccount, tone: Alert["tone"], text: string): Alert => ({
    tone,
    text: `${row.name} ${text}`,
    to: accountPath(row.account_id),
  });
  const missing = accounts.flatMap((row) => {
    const words = missingOf(row, at);
    const tone = row.gate_from > at ? "warn" : "bad";
    return words.length === 0 ? [] : [about(row, tone, `尚缺：${words.join("、")}`)];
  });
  const due = accounts
    .filter(({ trained_on }) => trainingDue(trained_on, today, months))
    .map((row) => about(row, "warn", `距上次培训已满 ${months ?? 0} 个月`));
  const proofs = accounts.flatMap((row) => {
    const until = contractOf(row)?.qualificationUntil ?? null;
    return until !== null && until <= soon ? [about(row, "warn", `的资质证明至 ${until}`)] : [];
  });
  return [
    ...together(missing, "个账号没有登记齐上岗条件", "accounts?ready=no"),
    ...together(due, "人须再次培训", "accounts"),
    ...proofs,
  ];
}

/** Many of one kind are one line, so that the others are still seen. */
function together(alerts: readonly Alert[], words: string, to: string): readonly Alert[] {
  if (alerts.length <= MOST_OF_A_KIND) return alerts;
  const tone = alerts.some((each) => each.tone === "bad") ? "bad" : "warn";
  return [{ tone, text: `${alerts.length} ${words}`, to }];
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
    .where((where) => enrolmentsBy(caller.scope, where.ref("form")))
    .groupBy("state")
    .execute();
  const recoveries = await db
    .selectFrom("recoveries")
    .innerJoin("accounts", "accounts.account_id", "recoveries.account_id")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("recoveries.site", "=", site)
    .where("recoveries.state", "=", "waiting")
    .where((where) => governedBy(caller.scope, where.ref("accounts.unit_id")))
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

/** For whoever handles them: what the authority has not been told of in time (AC-5), departures that are not closed (AC-8). */
async function notices({ services, caller }: Visit): Promise<Alert[]> {
  const today = dayOf(services.clock().toISOString());
  const due = (await listNotices(services, caller)).filter(({ sent_on }) => sent_on === null);
  const late = due.filter((notice) => isOverdue(notice, today)).length;
  const open = (await listHandOvers(services, caller)).filter(({ closed_at }) => closed_at === null).length;
  return [
    ...(due.length === 0
      ? []
      : [
          {
            tone: late > 0 ? ("bad" as const) : ("warn" as const),
            text: `${due.length} 件人员变更待报送${late === 0 ? "" : `，其中 ${late} 件已过期限`}`,
            to: "notices",
          },
        ]),
    ...(open === 0 ? [] : [{ tone: "warn" as const, text: `${open} 份移交单没有办结`, to: "hand-overs" }]),
  ];
}

async function versions(visit: Visit): Promise<Alert[]> {
  const { site, scope } = visit.caller;
  const all = { site: site.site, scope, text: "", unit: "", by: "seen", down: true, after: null } as const;
  const wish = { ...all, mark: "below", rows: MOST_TOLD } as const;
  const below = (await listFleet(visit.services.store.db, wish, await fleetRules(visit))).length;
  const count = below < MOST_TOLD ? String(below) : `至少 ${MOST_TOLD}`;
  return below === 0
    ? []
    : [{ tone: "bad", text: `${count} 台工作站低于最低版本，不能登录`, to: "terminals?mark=below" }];
}

const accountPath = (accountId: string): string => `accounts/${encodeURIComponent(accountId)}`;
