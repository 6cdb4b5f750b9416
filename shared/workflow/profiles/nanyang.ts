/** 南阳市 (2024-04-25): five gates with 文字; 保密 is a gate ticked at every review, not a step of its own (NY-15). */
import type { Profile } from "../profile";
import { base, baseSources } from "./base";

export const nanyang: Profile = {
  ...base,
  id: "nanyang",
  name: "南阳市",
  siteName: "南阳市人民政府网站",
  meta: {
    documentNumber: null,
    effectiveFrom: "2024-04-25",
    authority: "市政府办公室",
    operator: "市政务大数据中心",
  },
  review: {
    ...base.review,
    steps: base.review.steps.filter((step) => step.kind !== "secrecy"),
    gates: ["政治", "法律", "政策", "保密", "文字"],
  },
  account: { ...base.account, changeNotice: { to: "市政府办公室", form: "FM-10", withinDays: 5 } },
  sources: {
    ...baseSources,
    "account.changeNotice": "NY-13",
    meta: "NY-4, NY-5",
    "review.steps": "NY-15, 基准 TN-15",
    "review.gates": "NY-15",
    "privacy.masks": "NY-24, 基准 TN-13",
  },
};
