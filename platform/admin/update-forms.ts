/** Forms of rings, pauses and minimum versions; each asks for the reason that goes into the audit. */
import type { Tables } from "../store/tables";
import { actForm, choice, field, hidden } from "./form-markup";
import type { Markup } from "./markup";
import { rings, ringWord } from "./ring-words";
import type { Visit } from "./section";

const reason = (): Markup => field({ name: "reason", label: "原因", max: 200 });
const ringChoices = rings.map((each) => [each, ringWord(each)] as const);

/** For one terminal, whose page it stands on. */
export function ringForm(visit: Visit, { scope, target }: Pick<Tables["update_rings"], "scope" | "target">): Markup {
  return actForm(visit, {
    act: "updates/ring",
    button: "指定批次",
    fields: [
      hidden("scope", scope),
      hidden("target", target),
      choice({ name: "ring", label: "批次", choices: [["", "随单位或策略"], ...ringChoices] }),
      reason(),
    ],
  });
}

type Units = readonly (readonly [unitId: string, name: string])[];

/** For the city, or a unit with what belongs to it. */
export function unitRingForm(visit: Visit, units: Units): Markup {
  return actForm(visit, {
    act: "updates/ring",
    button: "指定批次",
    fields: [
      hidden("scope", "unit"),
      choice({ name: "target", label: "范围", choices: [["", "全市"], ...units] }),
      choice({ name: "ring", label: "批次", choices: [["", "不另指定"], ...ringChoices] }),
      reason(),
    ],
  });
}

export function holdForm(visit: Visit): Markup {
  return actForm(visit, {
    act: "updates/hold",
    button: "设定",
    fields: [
      choice({ name: "ring", label: "批次", choices: ringChoices }),
      field({
        name: "until",
        label: "暂停到",
        type: "date",
        required: false,
        hint: "当天零点恢复，最长 90 天；不填为不暂停。",
      }),
      field({ name: "delay", label: "延后天数", value: "0", max: 2, hint: "比发布单规定的开放时间晚几天，0 至 30。" }),
      reason(),
    ],
  });
}

export function minimumForm(visit: Visit, units: Units): Markup {
  return actForm(visit, {
    act: "updates/minimum",
    button: "设定最低版本",
    weighty: true,
    tone: "danger",
    fields: [
      choice({ name: "unit", label: "范围", choices: [["", "全市"], ...units] }),
      field({
        name: "version",
        label: "最低版本",
        required: false,
        max: 20,
        hint: "如 1.2.0；不填为取消。低于它的工作站不能登录，离线编辑不受影响。",
      }),
      reason(),
    ],
  });
}
