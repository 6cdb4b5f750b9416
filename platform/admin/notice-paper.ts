/** The form that goes to the authority, by city: FM-09, FM-10, FM-11, or a plain filing (AC-5). */
import { never } from "../../shared/never";
import { type NoticeForm, noticeForm } from "../../shared/workflow/profile";
import { isAboutAccount } from "../notices/changes";
import type { Notice } from "../notices/notices";
import type { Tables } from "../store/tables";
import { html, type Markup } from "./markup";
import { when } from "./names";

export type Officer = Tables["officers"];

export interface Sheet {
  readonly notice: Notice;
  readonly site: string;
  /** Of the unit, in office now. */
  readonly officers: readonly Officer[];
}

export function formTitle(form: NoticeForm, site: string): string {
  switch (form) {
    case "FM-09":
      return "政府网站业务申请表";
    case "FM-10":
      return "网站账号申请表";
    case "FM-11":
      return `${site}政府网站各部门联络人员信息表`;
    case "filing":
      return "政府网站人员变更备案表";
    default:
      return never(form);
  }
}

/** LA-34. */
const business = [
  "频道、栏目、专题、数据和版面",
  "主办单位、负责人、工作人员、联系方式、域名、架构",
  "业务系统域名",
  "特殊功能",
  "操作人员及编辑、审核、发布权限",
  "停机报告",
  "互联网地图",
  "本单位数据批量导出",
  "其他",
] as const;

const line = (name: string, value: Markup | string): Markup =>
  html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`;
const opinion = (name: string): Markup =>
  line(name, html`<div class="sign"></div>签字（盖章）：　　　　　　　　　　年　　月　　日`);

export function noticePaper({ notice, site, officers }: Sheet): Markup {
  const form = noticeForm.parse(notice.form);
  return html`<p class="screen"><a href="/admin/notices/${notice.seq}">回到报送</a>　用浏览器的打印功能打印本页。本页有完整的联系电话，打印已记入审计。</p><section class="paper"><h2>${formTitle(
    form,
    site,
  )}</h2><table><tbody>${line("报送单位", notice.unit_name)}${line("主送", notice.addressee)}${rowsOf(form, {
    notice,
    site,
    officers,
  })}</tbody></table><p>变更时间 ${when(notice.occurred_at)}　登记 ${notice.made_by}　编号 ${notice.site}-${notice.seq}</p></section>`;
}

function rowsOf(form: NoticeForm, { notice, officers }: Sheet): Markup {
  switch (form) {
    case "FM-09": {
      const wanted = isAboutAccount(notice.event) ? 4 : 1;
      const kinds = business.map((each, place) => html`${place === wanted ? "☑" : "☐"} ${place + 1}. ${each}<br>`);
      return html`${line("业务类别", html`${kinds}`)}${line("涉及人员", notice.person)}${line("联系方式", notice.phone)}${line(
        "申请事项",
        notice.matter,
      )}${opinion("主要负责人意见")}${opinion("市政府办公室意见")}`;
    }
    case "FM-10":
      return html`${line("使用人", notice.person)}${line("联系方式", notice.phone)}${line(
        "办理事项和功能权限",
        notice.matter,
      )}${opinion("单位意见")}${opinion("市政府办公室意见")}${opinion("办理情况")}`;
    case "FM-11":
      return html`${contacts("负责同志", officers, ["分管领导", "主要负责人"])}${contacts("联络员", officers, [
        "联络员",
      ])}${line("变更事项", `${notice.person}　${notice.matter}`)}${opinion("单位负责人")}`;
    case "filing":
      return html`${line("姓名", notice.person)}${line("联系电话", notice.phone)}${line("变更事项", notice.matter)}${opinion(
        "单位负责人",
      )}`;
    default:
      return never(form);
  }
}

function contacts(title: string, officers: readonly Officer[], duties: readonly string[]): Markup {
  const found = duties.flatMap((duty) => officers.filter((officer) => officer.duty === duty)).slice(0, 1);
  const [one] = found;
  return line(title, one === undefined ? "（未登记）" : `${one.name}　${one.duty}　${one.phone}`);
}
