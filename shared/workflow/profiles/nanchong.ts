/** 南充市 (南府办函〔2023〕2号): 三审 without named persons, so base names them; the 审核发布人员 may correct before the own final signature (NC-18). */
import type { Profile } from "../profile";
import { base, baseSources } from "./base";

export const nanchong: Profile = {
  ...base,
  id: "nanchong",
  name: "南充市",
  siteName: "南充市人民政府网站",
  meta: {
    documentNumber: "南府办函〔2023〕2号",
    effectiveFrom: "2023-01-11",
    authority: "市政府办公室",
    operator: "市政府办公室",
  },
  review: {
    ...base.review,
    steps: base.review.steps.map((step) => {
      if (step.id === "review-2") return { ...step, mayEdit: false };
      if (step.id !== "review-3") return step;
      return {
        ...step,
        roles: ["审核发布人员", "相关负责人"],
        mayEdit: true,
        machinePass: true,
        clause: "NC-5, NC-18, 基准 LAM-22a",
      };
    }),
    publisherRoles: ["审核发布人员"],
  },
  checks: { sourceRequired: true, outsideLink: "block" },
  sources: {
    ...baseSources,
    meta: "NC-2, NC-41",
    "review.steps": "NC-5, NC-18, NC-19, 基准 TN-15",
    "review.publisherRoles": "NC-18",
    "privacy.masks": "NC-19, 基准 TN-13",
    "checks.sourceRequired": "NC-15, NC-22",
    "checks.outsideLink": "NC-22",
    "account.dormancyMonths": "NC-34",
    extranet: "NC-6",
  },
};
