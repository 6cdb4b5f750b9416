/** 城市配置: the signed profile in force, and a newer one. */
import { requiredFile } from "../form";
import { actForm, fileField } from "../form-markup";
import { html } from "../markup";
import { storeProfile } from "../profile-change";
import { pageOf, type Section } from "../section";
import { facts, table } from "../table";

export const profileSection: Section = {
  name: "profile",
  title: "城市配置",
  who: "system",
  show: async (visit) => {
    const { profile, profileHash, anchors } = visit.caller.site;
    const upload = actForm(visit, {
      act: "profile/upload",
      button: "核验并装入",
      files: true,
      weighty: true,
      fields: fileField("profile", "已签名的配置文件", {
        hint: "JSON 文件，含配置原文和城市的签名；版本须比现用的新，底线只能收紧。",
        accept: ".json",
      }),
    });
    return pageOf(
      "城市配置",
      html`<section class="card">${facts([
        ["名称", `${profile.name} · ${profile.siteName}`],
        ["版本", profile.version],
        ["依据文件", profile.meta.documentNumber ?? "—"],
        ["施行日期", profile.meta.effectiveFrom ?? "—"],
        ["摘要", profileHash],
        ["签名公钥", anchors.profileKey],
        ["长期未登录", `${profile.account.dormancyMonths} 个月`],
        ["空闲锁定", `${profile.account.idleLockMinutes} 分钟`],
        ["再次培训", profile.account.trainingMonths === null ? "—" : `每 ${profile.account.trainingMonths} 个月`],
        ["许可网段", profile.extranet.join("、")],
      ])}</section>${table({
        caption: "环节",
        none: "",
        rows: profile.review.steps,
        columns: [
          { title: "环节", cell: ({ name }) => name },
          { title: "岗位", cell: ({ roles }) => roles.join("、") },
          { title: "依据", cell: ({ clause }) => clause },
        ],
      })}<h2>装入新版</h2><p class="sub">签名、格式和底线都符合才采用；半分钟内在各进程生效，工作站下次联系平台时取得。</p>${upload}`,
    );
  },
  acts: {
    upload: {
      weighty: true,
      run: async ({ services, caller }, form) => {
        await storeProfile(services, caller, requiredFile(form, "profile", "配置文件"));
        return { to: "profile", done: "uploaded" };
      },
    },
  },
};
