/** 单位策略: the signed policy that every workstation of the unit takes from the platform, and a newer one (L4, LA-42). */
import { fromUtf8 } from "../../../shared/bytes";
import { AppError } from "../../../shared/failure";
import { storePolicy } from "../../policy/unit-policy";
import { type Form, requiredFile } from "../form";
import { actForm, fileField } from "../form-markup";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { callOf, operationField } from "../operation";
import { pageOf, type Section, type Visit } from "../section";
import { facts, table } from "../table";

export const policySection: Section = {
  name: "policy",
  title: "单位策略",
  who: "system",
  show: async (visit) => {
    const rows = await visit.services.store.db
      .selectFrom("unit_policies")
      .selectAll()
      .where("site", "=", visit.caller.site.site)
      .orderBy("serial", "desc")
      .limit(20)
      .execute();
    const [now] = rows;
    const listed = table({
      caption: "下发过的策略，新的在前",
      none: "还没有下发过单位策略，工作站只用各自的机器策略。",
      rows,
      columns: [
        { title: "序号", cell: ({ serial }) => serial },
        { title: "下发", cell: ({ uploaded_by, at }) => html`${uploaded_by}<br>${when(at)}` },
        {
          title: "签名",
          cell: ({ signature }) => (signature === null ? tag("warn", "未签名") : tag("good", "已签名")),
        },
        { title: "摘要", cell: ({ hash }) => html`<span class="sub">${hash}</span>` },
      ],
    });
    const shown = now === undefined ? null : contents(now.document);
    return pageOf("单位策略", html`${shown}${listed}<h2>下发新策略</h2>${upload(visit)}`);
  },
  acts: {
    upload: {
      weighty: true,
      run: async (visit, form) => {
        const document = textOf(requiredFile(form, "policy", "策略文件"));
        await storePolicy(visit.services, {
          ...callOf(visit, form),
          params: {},
          body: { document, signature: signatureIn(form) },
        });
        return { to: "policy", done: "uploaded" };
      },
    },
  },
};

function upload(visit: Visit): Markup {
  return actForm(visit, {
    act: "policy/upload",
    button: "核验并下发",
    files: true,
    weighty: true,
    fields: [
      operationField(),
      fileField("policy", "策略文件", { hint: "policy.json，序号须比现用的大；只能收紧，不能放宽。", accept: ".json" }),
      fileField("signature", "签名文件", { hint: "policy.json.sig，由策略密钥签名。", accept: ".sig", optional: true }),
    ],
  });
}

function signatureIn(form: Form): string | null {
  const [file] = form.files("signature");
  return file === undefined ? null : textOf(file);
}

function textOf(file: Uint8Array): string {
  try {
    return fromUtf8(file);
  } catch (cause) {
    throw new AppError("E_POLICY_INVALID", "文件不是 UTF-8 文字", { cause });
  }
}

/** What it says, key by key; an address in it is for workstations and is not shown (BD-4). */
function contents(document: string): Markup {
  const parsed: unknown = JSON.parse(document);
  const keys = typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [];
  return html`<section class="card">${facts(
    keys.map(
      ([key, value]) => [key, JSON.stringify(value).replaceAll(/https?:\/\/[^"\s]+/g, "（地址不显示）")] as const,
    ),
  )}</section>`;
}
