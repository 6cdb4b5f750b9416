/** 人员性质 and 上岗条件 (RP-6, RP-7) as fields of forms and as facts of a page. */
import { type ContractRecord, type StaffKind, staffKinds, staffNames } from "../../shared/model/staff";
import { contractOf } from "../identity/account-state";
import type { StoredAccount } from "../store/tables";
import { choice, field } from "./form-markup";
import { html, type Markup, type Piece } from "./markup";
import { tag } from "./names";

/** For an account as it stands, or for a new one. */
export function staffFields(row: StoredAccount | null): Markup {
  const record = row === null ? null : contractOf(row);
  const date = (name: string, label: string, value: string | null | undefined) =>
    field({ name, label, type: "date", required: false, value: value ?? "" });
  const text = (name: string, label: string, value: string | undefined, max: number) =>
    field({ name, label, required: false, value: value ?? "", max });
  return html`<fieldset><legend>人员性质</legend>${choice({
    name: "staff",
    label: "性质",
    choices: staffKinds.map((kind) => [kind, staffNames[kind]] as const),
    value: row?.staff ?? "permanent",
  })}</fieldset><fieldset><legend>合同登记（聘用、外包须填齐）</legend><p class="sub">合同到期日当天结束后，登录自动结束、证书解除绑定。非在编人员不得担任系统管理和审计，也不得一个账号兼有采编、审核、发布。</p>${text(
    "firm",
    "外包单位（外包）",
    record?.firm,
    100,
  )}${text("contract", "合同编号", record?.number, 60)}${date("from", "合同起始日", record?.from)}${date(
    "until",
    "合同到期日",
    record?.until,
  )}${text("duties", "承担事项", record?.duties, 300)}${date(
    "confidentiality",
    "保密协议签订日期",
    record?.confidentialityOn,
  )}${date("authorisation", "授权管理书签订日期", record?.authorisationOn)}${date(
    "secrecy-training",
    "保密培训日期",
    record?.secrecyTrainingOn,
  )}${text("qualification", "资质证明编号（外包承担发布的）", record?.qualification, 100)}${date(
    "qualification-until",
    "资质有效期至",
    record?.qualificationUntil,
  )}</fieldset>`;
}

/** Without a value the days stay as they are. */
export function clearanceFields(row: Pick<StoredAccount, "vetted_on" | "trained_on"> | null): Markup {
  const date = (name: string, label: string, value: string | null | undefined) =>
    field({ name, label, type: "date", required: false, value: value ?? "" });
  return html`${date("vetted", "保密审查日期", row?.vetted_on)}${date("trained", "最近一次培训日期", row?.trained_on)}`;
}

type Facts = readonly (readonly [term: string, value: Piece])[];

/** What is on record of a contract; one line for 在编. */
export function staffFacts(kind: StaffKind, record: ContractRecord | null): Facts {
  if (kind === "permanent") return [["人员性质", staffNames.permanent]];
  const none = tag("bad", "未登记");
  if (record === null)
    return [
      ["人员性质", staffNames[kind]],
      ["合同登记", none],
    ];
  return [
    ["人员性质", record.firm === "" ? staffNames[kind] : `${staffNames[kind]}，${record.firm}`],
    ["合同", `${record.number}，${record.from ?? "—"} 至 ${record.until ?? "—"}`],
    ["承担事项", record.duties],
    ["保密协议", record.confidentialityOn ?? none],
    ["授权管理书", record.authorisationOn ?? none],
    ["保密培训", record.secrecyTrainingOn ?? none],
    ["资质证明", record.qualification === "" ? "—" : `${record.qualification}，至 ${record.qualificationUntil ?? "—"}`],
  ];
}

export const clearanceFacts = (days: {
  readonly vettedOn: string | null;
  readonly trainedOn: string | null;
}): Facts => [
  ["保密审查", days.vettedOn ?? tag("bad", "未登记")],
  ["岗前培训", days.trainedOn ?? tag("bad", "未登记")],
];
