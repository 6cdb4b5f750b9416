/** The form of a request, as the page sends it, in the words of the API (shared/http/enrolment). */
import { AppError, check } from "../../shared/failure";
import { type EnrolmentForm, enrolmentForm } from "../../shared/http/enrolment";
import { day } from "../../shared/schema";
import type { Caller, Services } from "../services";
import { chainOf } from "./chain-file";
import { type Form, required } from "./form";
import { listUnits } from "./units";

/** @throws AppError E_FORM that names what is wrong */
export async function enrolmentIn(services: Services, caller: Caller, form: Form): Promise<EnrolmentForm> {
  const units = await listUnits(services, caller);
  const unit = units.find(({ row }) => row.unit_id === form.text("unit"));
  if (unit === undefined) throw new AppError("E_FORM", "请选择单位");
  const phone = required(form, "phone", "手机号");
  if (!/^1\d{10}$/.test(phone)) throw new AppError("E_FORM", "手机号须为 11 位数字");
  const roles = [...form.texts("role")];
  if (roles.length === 0) throw new AppError("E_FORM", "请至少选择一个岗位");
  const accountId = form.text("account");
  return check(enrolmentForm, {
    ...(accountId === "" ? { kind: "open" } : { kind: "change", accountId }),
    name: required(form, "name", "使用人姓名"),
    phone,
    unitId: unit.row.unit_id,
    unitName: unit.row.name,
    roles,
    staff: staffIn(form),
    chain: chainOf(form.files("certificate")),
    vettedOn: dayIn(form, "vetted", "保密审查日期"),
    trainedOn: dayIn(form, "trained", "岗前培训日期"),
    reason: required(form, "reason", "理由").slice(0, 500),
  });
}

/** An empty field is a day that is not known. @throws AppError E_FORM for what is no day */
export function dayIn(form: Form, name: string, what: string): string | null {
  const text = form.text(name);
  if (text === "") return null;
  if (!day.safeParse(text).success) throw new AppError("E_FORM", `${what}须写成 2027-06-30`);
  return text;
}

function staffIn(form: Form): EnrolmentForm["staff"] {
  const kind = form.text("staff");
  if (kind !== "hired" && kind !== "contractor") return { kind: "permanent" };
  const text = (name: string, max: number) => form.text(name).slice(0, max);
  return {
    kind,
    contract: {
      firm: text("firm", 100),
      number: text("contract", 60),
      from: dayIn(form, "from", "合同起始日"),
      until: dayIn(form, "until", "合同到期日"),
      duties: text("duties", 300),
      confidentialityOn: dayIn(form, "confidentiality", "保密协议签订日期"),
      authorisationOn: dayIn(form, "authorisation", "授权管理书签订日期"),
      secrecyTrainingOn: dayIn(form, "secrecy-training", "保密培训日期"),
      qualification: text("qualification", 100),
      qualificationUntil: dayIn(form, "qualification-until", "资质有效期"),
    },
  };
}
