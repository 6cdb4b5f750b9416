/** 向平台取号: the platform hands out the item's 信息索取号 (XY-0) for the year in which the information was made. */
import { type Failure, toFailure } from "../../../shared/failure";
import type { Metadata } from "../../../shared/model/metadata";
import type { Read } from "../../services";

export interface NumberWish {
  readonly itemId: string;
  readonly generatedOn: Metadata["generatedOn"];
  readonly now: Date;
}

export type NumberAnswer =
  | { readonly kind: "given"; readonly indexNumber: string }
  | { readonly kind: "refused"; readonly failure: Failure };

export async function askNumber(read: Read, { itemId, generatedOn, now }: NumberWish): Promise<NumberAnswer> {
  const year = generatedOn === "" ? String(now.getFullYear()) : generatedOn.slice(0, 4);
  try {
    const { indexNumber } = await read("index.propose", {}, { itemId, year });
    return { kind: "given", indexNumber };
  } catch (error) {
    return { kind: "refused", failure: toFailure(error) };
  }
}
