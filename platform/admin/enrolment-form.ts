/** The form of a request, as the page sends it, in the words of the API (shared/http/enrolment). */
import { AppError, check } from "../../shared/failure";
import { type EnrolmentForm, enrolmentForm } from "../../shared/http/enrolment";
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
    reason: required(form, "reason", "理由").slice(0, 500),
  });
}

/** A contract ends with the end of its day in China. */
function staffIn(form: Form): EnrolmentForm["staff"] {
  if (form.text("staff") !== "contract") return { kind: "permanent" };
  const day = required(form, "ends", "合同到期日");
  const ends = new Date(`${day}T23:59:59.000+08:00`);
  if (Number.isNaN(ends.getTime())) throw new AppError("E_FORM", "合同到期日须写成 2027-06-30");
  return { kind: "contract", endsAt: ends.toISOString(), agreements: form.text("agreements") === "yes" };
}
