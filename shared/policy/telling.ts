/** Values as a person reads them. Addresses of the back end are told as set, and never as they are (BD-4, TN-36). */
import { z } from "zod";
import { never } from "../never";
import { type PolicyKeyName, policyKeyOf } from "./key-table";
import type { PolicyValue } from "./values";

const times = z.object({ from: z.string(), to: z.string() });
const list = z.array(z.json());

export function tellValue(key: PolicyKeyName, value: PolicyValue): string {
  const { tell, tighter } = policyKeyOf(key);
  if (value === null) return "未设定";
  if (tighter.kind === "order") return tighter.steps.find((step) => step.value === value)?.words ?? "未设定";
  switch (tell.kind) {
    case "hidden":
      return "已设定（地址不显示）";
    case "amount":
      return `${String(value)} ${tell.unit}`;
    case "count":
      return `${list.parse(value).length} ${tell.unit}`;
    case "times": {
      const { from, to } = times.parse(value);
      return `${from} 至${to <= from ? "次日 " : " "}${to}`;
    }
    case "yes-no":
      return value === true ? "是" : "否";
    case "words":
      return String(value);
    default:
      return never(tell);
  }
}
