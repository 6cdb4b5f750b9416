/** 责任人 of a unit on its page: the register with masked contacts, ending an entry, entering another. */
import { maskPhone } from "../sms/gateway";
import type { Tables } from "../store/tables";
import { actForm, choice, field, hidden } from "./form-markup";
import { html, type Markup } from "./markup";
import { tag, when } from "./names";
import { listOfficers, officerDuties } from "./officers";
import type { Visit } from "./section";
import { table } from "./table";

export async function officersOf(visit: Visit, unitId: string): Promise<Markup> {
  const rows = await listOfficers(visit.services, visit.caller, unitId);
  const entering = actForm(visit, {
    act: "units/enter-officer",
    button: "登记",
    fields: [
      hidden("unit", unitId),
      choice({ name: "duty", label: "职责", choices: officerDuties.map((each) => [each, each] as const) }),
      field({ name: "name", label: "姓名", max: 50 }),
      field({ name: "phone", label: "联系电话", type: "tel", max: 20 }),
    ],
  });
  return html`<h2>责任人</h2>${table({
    caption: "责任人登记，在任的在前",
    none: "还没有登记责任人。",
    rows,
    columns: [
      { title: "职责", cell: ({ duty }) => duty },
      { title: "姓名", cell: ({ name }) => name },
      { title: "联系电话", cell: ({ phone }) => maskPhone(phone) },
      {
        title: "自",
        cell: ({ since, entered_by }) => html`${when(since)}<br><span class="sub">${entered_by}登记</span>`,
      },
      { title: "至", cell: (row) => endingOf(visit, row) },
    ],
  })}${entering}`;
}

function endingOf(visit: Visit, { officer_id, until, ended_by }: Tables["officers"]): Markup {
  if (until !== null) return html`${when(until)}<br><span class="sub">${ended_by ?? ""}结束</span>`;
  const ending = actForm(visit, {
    act: "units/end-officer",
    button: "结束",
    fields: hidden("officer", officer_id),
    inline: true,
  });
  return html`${tag("good", "在任")}${ending}`;
}
