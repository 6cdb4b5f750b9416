/** What is set about updates in this city now, by whom and why, with the forms that change it. */
import type { Tables } from "../store/tables";
import { html, type Markup } from "./markup";
import { tag, when } from "./names";
import { ringWord } from "./ring-words";
import type { Visit } from "./section";
import { table } from "./table";
import { listUnits } from "./units";
import { holdForm, minimumForm, unitRingForm } from "./update-forms";

type Set = Pick<Tables["update_rings"], "reason" | "set_by" | "set_at">;
const why = { title: "原因", cell: ({ reason }: Set) => reason };
const who = {
  title: "设定",
  cell: ({ set_by, set_at }: Set) => html`${set_by}<br><span class="sub">${when(set_at)}</span>`,
};

export async function updateSettingsPart(visit: Visit): Promise<Markup> {
  const listed = await listUnits(visit.services, visit.caller);
  const names = new Map(listed.map(({ row }) => [row.unit_id, row.name]));
  const units = listed.filter(({ row }) => row.state === "open").map(({ row }) => [row.unit_id, row.name] as const);
  return html`<h2>批次的指定</h2><p class="sub">工作站自己的指定优先，其次是所在单位、上级单位、全市，最后是策略里的批次。单台工作站在它自己的页面上指定。</p>${await ringsPart(
    visit,
    names,
  )}${unitRingForm(visit, units)}<h2>批次的暂停与延后</h2><p class="sub">暂停或延后的批次不装新版本；回退和低于最低版本的除外。自发布单签发起最多拦 90 天。</p>${await holdsPart(
    visit,
  )}${holdForm(visit)}<h2>本市设定的最低版本</h2><p class="sub">与发布单规定的取较高者；单位的与全市的取较高者。</p>${await minimaPart(
    visit,
    names,
  )}${minimumForm(visit, units)}`;
}

type Names = ReadonlyMap<string, string>;

async function ringsPart({ services, caller }: Visit, names: Names): Promise<Markup> {
  const rows = await services.store.db
    .selectFrom("update_rings")
    .selectAll()
    .where("site", "=", caller.site.site)
    .orderBy("scope")
    .orderBy("target")
    .execute();
  const placeOf = ({ scope, target }: Tables["update_rings"]): Markup | string => {
    if (scope === "city") return "全市";
    if (scope === "unit") return names.get(target) ?? target;
    return html`工作站 <a href="/admin/terminals/${encodeURIComponent(target)}">${target.slice(0, 13)}</a>`;
  };
  return table({
    caption: "指定的批次",
    none: "没有另行指定，各按策略里的批次。",
    rows,
    columns: [{ title: "范围", cell: placeOf }, { title: "批次", cell: ({ ring }) => ringWord(ring) }, why, who],
  });
}

async function holdsPart({ services, caller }: Visit): Promise<Markup> {
  const rows = await services.store.db
    .selectFrom("update_holds")
    .selectAll()
    .where("site", "=", caller.site.site)
    .orderBy("ring")
    .execute();
  const now = services.clock().toISOString();
  return table({
    caption: "暂停与延后",
    none: "没有暂停或延后的批次。",
    rows,
    columns: [
      { title: "批次", cell: ({ ring }) => ringWord(ring) },
      {
        title: "暂停到",
        cell: ({ paused_until: until }) =>
          until === null ? "—" : until > now ? tag("warn", when(until)) : html`${when(until)}（已恢复）`,
      },
      { title: "延后", cell: ({ delay_days: days }) => (days === 0 ? "—" : `${days} 天`) },
      why,
      who,
    ],
  });
}

async function minimaPart({ services, caller }: Visit, names: Names): Promise<Markup> {
  const rows = await services.store.db
    .selectFrom("update_minima")
    .selectAll()
    .where("site", "=", caller.site.site)
    .orderBy("unit_id")
    .execute();
  return table({
    caption: "设定的最低版本",
    none: "本市没有另设最低版本。",
    rows,
    columns: [
      { title: "范围", cell: ({ unit_id: unit }) => (unit === "" ? "全市" : (names.get(unit) ?? unit)) },
      { title: "最低版本", cell: ({ version }) => version },
      why,
      who,
    ],
  });
}
