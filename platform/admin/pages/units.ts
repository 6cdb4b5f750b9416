/** 单位: the tree of units with who answers for each; contacts are masked (NC-14). */
import { maskPhone } from "../../sms/gateway";
import { type Form, required } from "../form";
import { actForm, choice, field, hidden } from "../form-markup";
import { html, type Markup } from "../markup";
import { tag } from "../names";
import { endOfficer, enterOfficer } from "../officers";
import { officersOf } from "../officers-markup";
import { pageOf, type Section, type Visit } from "../section";
import { facts, table } from "../table";
import { changeUnit, closeUnit, createUnit, isOwn, listUnits, reopenUnit, type Unit, type UnitWish } from "../units";

const duties = [
  ["uses", "使用单位"],
  ["manages", "主管单位"],
] as const;
const reaches = [
  ["subtree", "本单位及下级"],
  ["city", "全市"],
] as const;
const reachName = (reach: Unit["row"]["reach"]): string => reaches.find(([each]) => each === reach)?.[1] ?? reach;
const dutyName = (duty: Unit["row"]["duty"]): string => duties.find(([each]) => each === duty)?.[1] ?? duty;

export const unitsSection: Section = {
  name: "units",
  title: "单位",
  who: "system",
  scoped: true,
  show: async (visit) => {
    const units = await listUnits(visit.services, visit.caller);
    const [wanted] = visit.rest;
    const unit = units.find(({ row }) => row.unit_id === wanted);
    if (unit !== undefined)
      return pageOf(unit.row.name, html`${one(visit, unit, units)}${await officersOf(visit, unit.row.unit_id)}`);
    return pageOf(
      "单位",
      html`${list(units)}<h2>新增单位</h2>${form(visit, { units, act: "units/create", button: "新增" })}`,
    );
  },
  acts: {
    create: {
      weighty: false,
      run: async ({ services, caller }, sent) => {
        await createUnit(services, caller, wishIn(sent));
        return { to: "units", done: "saved" };
      },
    },
    change: {
      weighty: false,
      run: async ({ services, caller }, sent) => {
        const unitId = required(sent, "unit", "单位");
        await changeUnit(services, caller, { unitId, ...wishIn(sent) });
        return { to: `units/${encodeURIComponent(unitId)}`, done: "saved" };
      },
    },
    "enter-officer": {
      weighty: false,
      run: async ({ services, caller }, sent) => {
        const unitId = required(sent, "unit", "单位");
        const [name, phone] = [required(sent, "name", "姓名"), required(sent, "phone", "联系电话")];
        await enterOfficer(services, caller, { unitId, duty: sent.text("duty"), name, phone });
        return { to: `units/${encodeURIComponent(unitId)}`, done: "saved" };
      },
    },
    "end-officer": {
      weighty: false,
      run: async ({ services, caller }, sent) => {
        const unitId = await endOfficer(services, caller, required(sent, "officer", "登记"));
        return { to: `units/${encodeURIComponent(unitId)}`, done: "saved" };
      },
    },
    close: {
      weighty: true,
      run: async ({ services, caller }, sent) => {
        await closeUnit(services, caller, required(sent, "unit", "单位"));
        return { to: "units", done: "closed" };
      },
    },
    reopen: {
      weighty: false,
      run: async ({ services, caller }, sent) => {
        await reopenUnit(services, caller, required(sent, "unit", "单位"));
        return { to: "units", done: "opened" };
      },
    },
  },
};

function wishIn(form: Form): UnitWish {
  const parent = form.text("parent");
  return {
    name: required(form, "name", "单位名称"),
    parentId: parent === "" ? null : parent,
    duty: form.text("duty") === "manages" ? "manages" : "uses",
    reach: form.text("reach") === "city" ? "city" : "subtree",
    manager: form.text("manager").slice(0, 50),
    managerPhone: form.text("phone"),
  };
}

/** Each unit under the one it belongs to. */
function inTree(units: readonly Unit[], parent: string | null, depth = 0): { unit: Unit; depth: number }[] {
  const known = new Set(units.map(({ row }) => row.unit_id));
  const above = ({ row }: Unit) => (row.parent_id !== null && known.has(row.parent_id) ? row.parent_id : null);
  return units
    .filter((unit) => above(unit) === parent)
    .flatMap((unit) => [{ unit, depth }, ...inTree(units, unit.row.unit_id, depth + 1)]);
}

function list(units: readonly Unit[]): Markup {
  return table({
    caption: `单位 ${units.length} 个`,
    none: "还没有单位。",
    rows: inTree(units, null),
    columns: [
      {
        title: "单位",
        cell: ({ unit: { row }, depth }) =>
          html`${"　".repeat(depth)}<a href="/admin/units/${encodeURIComponent(row.unit_id)}">${row.name}</a>`,
      },
      { title: "类别", cell: ({ unit }) => dutyName(unit.row.duty) },
      {
        title: "管辖范围",
        cell: ({ unit: { row } }) => (row.reach === "city" ? tag("warn", reachName(row.reach)) : reachName(row.reach)),
      },
      {
        title: "账号管理负责人",
        cell: ({ unit: { row } }) => (row.manager === "" ? tag("warn", "未指定") : row.manager),
      },
      {
        title: "联系电话",
        cell: ({ unit: { row } }) => (row.manager_phone === "" ? "—" : maskPhone(row.manager_phone)),
      },
      { title: "在用账号", cell: ({ unit }) => unit.accounts },
      {
        title: "状态",
        cell: ({ unit: { row } }) => (row.state === "open" ? tag("good", "使用中") : tag("plain", "已关闭")),
      },
    ],
  });
}

interface FormOf {
  readonly units: readonly Unit[];
  readonly act: string;
  readonly button: string;
  readonly unit?: Unit | undefined;
}

/** Whoever governs less than the city puts units under his own, and never moves that one. */
function placeFields({ caller: { scope } }: Visit, { units, unit }: Pick<FormOf, "units" | "unit">): Markup {
  const parents = units
    .filter(({ row }) => row.state === "open" && row.unit_id !== unit?.row.unit_id)
    .map(({ row }) => [row.unit_id, row.name] as const);
  return html`${choice({ name: "duty", label: "类别", choices: duties, value: unit?.row.duty ?? "uses" })}${
    scope.city
      ? choice({ name: "reach", label: "管辖范围", choices: reaches, value: unit?.row.reach ?? "subtree" })
      : null
  }${choice({
    name: "parent",
    label: "隶属于",
    choices: scope.city ? [["", "（无）"], ...parents] : parents,
    value: unit?.row.parent_id ?? "",
  })}`;
}

function form(visit: Visit, { units, act, button, unit }: FormOf): Markup {
  const phone = unit?.row.manager_phone ?? "";
  return actForm(visit, {
    act,
    button,
    fields: [
      unit === undefined ? null : hidden("unit", unit.row.unit_id),
      field({ name: "name", label: "名称", value: unit?.row.name ?? "", max: 100 }),
      unit !== undefined && isOwn(visit.caller, unit.row) ? null : placeFields(visit, { units, unit }),
      field({ name: "manager", label: "账号管理负责人", value: unit?.row.manager ?? "", required: false, max: 50 }),
      field({
        name: "phone",
        label: "负责人手机号",
        required: false,
        type: "tel",
        max: 11,
        hint: phone === "" ? "11 位数字。" : `现为 ${maskPhone(phone)}；不填则不变。`,
      }),
    ],
  });
}

function one(visit: Visit, unit: Unit, units: readonly Unit[]): Markup {
  const { row, accounts } = unit;
  const own = hidden("unit", row.unit_id);
  const closing =
    row.state === "open"
      ? actForm(visit, { act: "units/close", button: "关闭单位", fields: own, weighty: true, tone: "danger" })
      : actForm(visit, { act: "units/reopen", button: "恢复使用", fields: own });
  return html`<p><a href="/admin/units">全部单位</a> · <a href="/admin/accounts?unit=${encodeURIComponent(row.unit_id)}">本单位账号</a></p><section class="card">${facts(
    [
      ["编号", row.unit_id],
      ["类别", dutyName(row.duty)],
      ["管辖范围", reachName(row.reach)],
      ["在用账号", accounts],
      ["状态", row.state === "open" ? "使用中" : "已关闭，不再开通账号"],
    ],
  )}</section><h2>更名与负责人</h2>${form(visit, { units, act: "units/change", button: "保存", unit })}<h2>${
    row.state === "open" ? "关闭" : "恢复"
  }</h2><p class="sub">有在用账号的单位不能关闭；关闭后不再开通账号，历史记录不变。</p>${closing}`;
}
