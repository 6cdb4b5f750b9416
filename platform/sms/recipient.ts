/** What every adapter does alike with number and text before it leaves. */
import { SmsFault } from "./provider";

/** A mainland mobile or an operator's test number, without +86. @throws SmsFault for anything else; the number is not in it */
export function plainNumber(phone: string): string {
  const bare = phone.replace(/[\s-]/g, "").replace(/^(?:\+|00)86/, "");
  if (!/^\d{5,20}$/.test(bare)) throw new SmsFault("message", "NUMBER");
  return bare;
}

/** 【…】 at the front, where the gateway itself puts the signature that was registered with it. */
export function withoutSignature(text: string, signature: "keep" | "drop"): string {
  return signature === "drop" ? text.replace(/^【[^】]{1,30}】/, "") : text;
}
