/** 申请开通 or 变更: with unit, roles kept apart, kind of employment and the certificate's files. */
import { AppError } from "../../../shared/failure";
import { managedAccount } from "../../identity/administration";
import type { StoredAccount } from "../../store/tables";
import { knownRoles, rolesOf } from "../account-words";
import { actForm, choice, field, fileField, hidden, tick } from "../form-markup";
import { html, type Markup } from "../markup";
import { type Page, pageOf, type Visit } from "../section";
import { clearanceFields, staffFields } from "../staff-markup";
import { listUnits } from "../units";

/** @throws AppError E_NOT_FOUND, E_SOD for one's own account */
export async function newEnrolmentPage(visit: Visit): Promise<Page> {
  const { services, caller, query } = visit;
  const wanted = query.get("account");
  const row = wanted === null ? null : await managedAccount(services.store.db, caller, wanted);
  if (row?.state === "reclaimed") throw new AppError("E_STATE", "账号已收回，请重新申请开通");
  const units = await listUnits(services, caller);
  const open = units
    .filter((unit) => unit.row.state === "open")
    .map((unit) => [unit.row.unit_id, unit.row.name] as const);
  const form = actForm(visit, {
    act: "enrolments/request",
    button: "提交申请",
    files: true,
    fields: [
      row === null ? null : hidden("account", row.account_id),
      field({ name: "name", label: "使用人姓名", value: row?.name ?? "", hint: "与证书一致，实名。", max: 50 }),
      field({ name: "phone", label: "手机号", type: "tel", max: 11, hint: "登录验证码发到这个号码，一人一号。" }),
      choice({ name: "unit", label: "单位", choices: open, value: row?.unit_id ?? "" }),
      roleFields(visit, row),
      staffFields(row),
      html`<fieldset><legend>上岗条件</legend><p class="sub">两项都登记了，账号才有权限；暂缺的可在办理后到账号页补登。</p>${clearanceFields(row)}</fieldset>`,
      fileField("certificate", "证书文件", {
        hint: "使用人的签名证书和签发它的证书，PEM 或 DER，可选多个文件；不含私钥。",
        accept: ".cer,.crt,.pem,.der",
      }),
      field({ name: "reason", label: "理由", max: 500 }),
    ],
  });
  const title = row === null ? "申请开通账号" : `申请变更：${row.name}`;
  return pageOf(title, html`<p><a href="/admin/enrolments">全部申请</a></p>${form}`);
}

function roleFields({ caller }: Visit, row: StoredAccount | null): Markup {
  const { content, apart } = knownRoles(caller.site.profile);
  const held = row === null ? [] : rolesOf(row);
  const ticks = (roles: readonly string[]) => roles.map((role) => tick("role", role, role, held.includes(role)));
  return html`<fieldset><legend>采编岗位</legend>${ticks(content)}</fieldset><fieldset><legend>管理岗位（不得与采编岗位兼任）</legend>${ticks(
    apart,
  )}</fieldset>`;
}
