/** 更新批次 in words, as the policy names them. */
import { type Ring, ring } from "../../shared/model/policy";

const words: Readonly<Record<Ring, string>> = { pilot: "试点", early: "先行", general: "普通" };

export const rings: readonly Ring[] = ring.options;

export function ringWord(value: string | null): string {
  const read = ring.safeParse(value);
  return read.success ? words[read.data] : "—";
}
