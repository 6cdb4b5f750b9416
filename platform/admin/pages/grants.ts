/** 授权: who holds which role, and where one person holds what must be kept apart (RP-3, RP-4, LA-41.3e). */
import type { EnrolmentForm } from "../../../shared/http/enrolment";
import { endOf, staffName } from "../../../shared/model/staff";
import { isSystem } from "../../../shared/workflow/duty";
import { staffLimit } from "../../../shared/workflow/staff-limits";
import { formOf } from "../../identity/enrolment";
import { governedBy } from "../../identity/scope";
import type { StoredAccount } from "../../store/tables";
import { type Duty, dutyOf, knownRoles, rolesOf } from "../account-words";
import { html, type Markup, type Piece } from "../markup";
import { tag, when } from "../names";
import { pageOf, type Section, type Visit } from "../section";
import { table } from "../table";

export const grantsSection: Section = {
  name: "grants",
  title: "授权",
  who: "all",
  scoped: true,
  show: async (visit) => {
    const { db } = visit.services.store;
    const rows = await db
      .selectFrom("accounts")
      .selectAll()
      .where("site", "=", visit.caller.site.site)
      .where("state", "=", "active")
      .where((where) => governedBy(visit.caller.scope, where.ref("unit_id")))
      .orderBy("name")
      .execute();
    return pageOf("授权", html`${conflicts(visit, rows)}${matrix(visit, rows)}${await ledger(visit)}`);
  },
  acts: {},
};

const duties: Readonly<Record<Duty, string>> = { content: "采编", system: "系统管理", audit: "审计" };

/** Duties follow persons: two accounts of one person count as one. */
function conflicts(visit: Visit, rows: readonly StoredAccount[]): Markup {
  const persons = [...new Set(rows.map(({ person_id }) => person_id))];
  const clashing = persons.flatMap((person) => {
    const accounts = rows.filter(({ person_id }) => person_id === person);
    const held = new Set(accounts.flatMap((row) => rolesOf(row).map(dutyOf)));
    const words = [
      ...(held.size > 1 ? [`兼有${[...held].map((duty) => duties[duty]).join("与")}岗位`] : []),
      ...accounts.flatMap((row) => {
        const limit = staffLimit({ kind: row.staff, roles: rolesOf(row), profile: visit.caller.site.profile });
        return limit === null ? [] : [limit.reason];
      }),
    ];
    return words.length === 0 ? [] : [{ accounts, words }];
  });
  if (clashing.length === 0)
    return html`<p class="note good">没有发现职责冲突：管理、审计与采编岗位由不同的人担任。</p>`;
  return html`<div class="note bad"><p>发现职责冲突 ${clashing.length} 处，请办理变更；在此之前，平台不许其办理。</p><ul>${clashing.map(
    ({ accounts, words }) => html`<li>${accounts[0]?.name ?? ""}：${words.join("；")}</li>`,
  )}</ul></div>`;
}

function matrix({ caller }: Visit, rows: readonly StoredAccount[]): Markup {
  const { content, apart } = knownRoles(caller.site.profile);
  const held = rows.flatMap(rolesOf);
  const roles = [...new Set([...content, ...apart, ...held])];
  const withRole = (role: string) => rows.filter((row) => rolesOf(row).includes(role));
  return table({
    caption: "岗位与人员",
    none: "",
    rows: roles,
    columns: [
      { title: "岗位", cell: (role) => role },
      { title: "类别", cell: (role) => tag(dutyOf(role) === "content" ? "plain" : "warn", duties[dutyOf(role)]) },
      { title: "人数", cell: (role) => withRole(role).length },
      { title: "人员", cell: (role) => namesOf(withRole(role), isSystem(caller.account)) },
    ],
  });
}

/** Auditors see names; the pages behind them are for 系统管理. */
function namesOf(rows: readonly StoredAccount[], mayOpen: boolean): Piece {
  if (rows.length === 0) return "—";
  if (!mayOpen) return rows.map(({ name }) => name).join("、");
  return rows.map((row) => html`<a href="/admin/accounts/${encodeURIComponent(row.account_id)}">${row.name}</a> `);
}

const untilOf = ({ staff }: EnrolmentForm): string =>
  staff.kind === "permanent" ? staffName(staff) : `${staffName(staff)}，至 ${when(endOf(staff))}`;

async function ledger({ services, caller }: Visit): Promise<Markup> {
  const rows = await services.store.db
    .selectFrom("enrolments")
    .innerJoin("accounts", "accounts.account_id", "enrolments.account_id")
    .selectAll("enrolments")
    .select("accounts.name")
    .where("enrolments.site", "=", caller.site.site)
    .where("enrolments.state", "=", "done")
    .where((where) => governedBy(caller.scope, where.ref("accounts.unit_id")))
    .orderBy("executed_at", "desc")
    .limit(100)
    .execute();
  return html`<h2>授权台账</h2>${table({
    caption: "最近办理的一百次授权，只增不改",
    none: "还没有办理过授权。",
    rows,
    columns: [
      { title: "使用人", cell: ({ name }) => name },
      { title: "岗位", cell: (row) => formOf(row).roles.join("、") },
      { title: "理由", cell: (row) => formOf(row).reason },
      { title: "办理时间", cell: ({ executed_at }) => when(executed_at) },
      {
        title: "申请、批准、办理",
        cell: (row) => `${row.requested_by}、${row.decided_by ?? ""}、${row.executed_by ?? ""}`,
      },
      { title: "到期", cell: (row) => untilOf(formOf(row)) },
    ],
  })}`;
}
