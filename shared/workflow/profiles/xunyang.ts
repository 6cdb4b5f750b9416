/** 浔阳区 (2025-03-11): 规范性文件、公告、重大决策 are signed by the 主要负责人 (XY-8.6); six header fields with the 索取号 pattern (XY-0). */
import type { Profile } from "../profile";
import { base, baseSources } from "./base";

export const xunyang: Profile = {
  ...base,
  id: "xunyang",
  name: "浔阳区",
  siteName: "浔阳区人民政府网站",
  meta: {
    documentNumber: "000014349/2022-02058",
    effectiveFrom: "2025-03-11",
    authority: "区政府办公室",
    operator: "区数字经济发展中心",
  },
  metadata: { ...base.metadata, indexPattern: "[0-9A-Z]{9}/\\d{4}-\\d{5}" },
  account: { ...base.account, changeNotice: { to: "区数字经济发展中心", form: "FM-11", withinDays: 5 } },
  sources: {
    ...baseSources,
    "account.changeNotice": "XY-10",
    meta: "XY-3, XY-16",
    "review.steps": "XY-8.6, XY-11, 基准 TN-15",
    "metadata.required": "XY-0",
    "metadata.indexPattern": "XY-0",
  },
};
