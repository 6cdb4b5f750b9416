/** Why something released is taken down 撤稿原因 (TN-25, TN-26, TN-28). */
import { z } from "zod";

/** The step's name on the order. It is no step of any city's review. */
export const takedownName = "撤稿";

export const takedownReasons = {
  sensitive: "含敏感信息",
  leak: "泄露秘密或个人隐私",
  "serious-error": "严重错误",
  mistake: "内容有误，待更正",
  outdated: "已失效或情况有变",
  instruction: "上级要求撤下",
} as const;
export type TakedownReason = keyof typeof takedownReasons;

export const takedownReason = z.enum(Object.keys(takedownReasons) as [TakedownReason, ...TakedownReason[]]);
