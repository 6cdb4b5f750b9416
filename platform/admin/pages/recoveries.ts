/** 找回: requests to give a local store back, decided by another person than the one who asks (docs/vault.md). */
import type { RecoveryView } from "../../../shared/http/recovery";
import { never } from "../../../shared/never";
import { decideRecovery, listRecoveries } from "../../identity/recovery";
import { required } from "../form";
import { actForm, field, hidden } from "../form-markup";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { type Act, pageOf, type Section, type Visit } from "../section";
import { table } from "../table";

export const recoveriesSection: Section = {
  name: "recoveries",
  title: "找回",
  who: "system",
  scoped: true,
  show: async (visit) => {
    const requests = await listRecoveries(visit.services, visit.caller);
    return pageOf(
      "找回本机存储",
      html`<p class="sub">请先当面或以电话核实是本人，再批准；批准后一天内可领取一次。本人的申请由另一位系统管理人员办理。</p>${list(
        visit,
        requests,
      )}`,
    );
  },
  acts: { approve: deciding(true), refuse: deciding(false) },
};

function deciding(approve: boolean): Act {
  return {
    weighty: true,
    run: async ({ services, caller }, form) => {
      const recoveryId = required(form, "recovery", "申请");
      await decideRecovery(services, caller, {
        recoveryId,
        approve,
        reason: required(form, "reason", "核实情况").slice(0, 200),
      });
      return { to: "recoveries", done: "decided" };
    },
  };
}

const list = (visit: Visit, rows: readonly RecoveryView[]): Markup =>
  table({
    caption: "找回申请，新的在前",
    none: "没有找回申请。",
    rows,
    marked: ({ state }) => state === "waiting",
    columns: [
      { title: "申请人", cell: ({ name, unitName }) => html`${name}<br><span class="sub">${unitName}</span>` },
      { title: "工作站", cell: ({ device }) => device },
      { title: "申请时间", cell: ({ requestedAt }) => when(requestedAt) },
      { title: "状态", cell: ({ state, decidedBy }) => html`${stateTag(state)}${decidedBy}` },
      { title: "办理", cell: (row) => (row.state === "waiting" ? decisions(visit, row.recoveryId) : "—") },
    ],
  });

function decisions(visit: Visit, recoveryId: string): Markup {
  const fields = (label: string) => [hidden("recovery", recoveryId), field({ name: "reason", label, max: 200 })];
  return html`${actForm(visit, {
    act: "recoveries/approve",
    button: "批准",
    fields: fields("核实情况"),
    weighty: true,
    inline: true,
  })}${actForm(visit, {
    act: "recoveries/refuse",
    button: "驳回",
    fields: fields("驳回理由"),
    weighty: true,
    inline: true,
    tone: "danger",
  })}`;
}

function stateTag(state: RecoveryView["state"]): Markup {
  switch (state) {
    case "waiting":
      return tag("warn", "待审批");
    case "approved":
      return tag("good", "已批准");
    case "refused":
      return tag("plain", "已驳回");
    case "released":
      return tag("plain", "已领取");
    default:
      return never(state);
  }
}
