/** Lists page by place: the last row's sort value and name, so that rows that come in between are neither lost nor doubled. */
import { z } from "zod";
import { AppError } from "../../shared/failure";
import type { Sorting } from "./table";

export const PAGE_ROWS = 50;

const place = z.tuple([z.string().max(200), z.string().max(100)]);
export type Place = z.infer<typeof place>;

export const placeText = (at: Place): string => Buffer.from(JSON.stringify(at)).toString("base64url");

/** @throws AppError E_INPUT for what is no place of ours */
export function placeIn(query: URLSearchParams): Place | null {
  const text = query.get("after");
  if (text === null || text === "") return null;
  try {
    return place.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("E_INPUT", "翻页的位置不正确", { cause });
  }
}

/** One of the sorts that the list knows; its first one when the query names none or another. */
export function sortingIn<S extends string>(
  query: URLSearchParams,
  sorts: Readonly<Record<S, unknown>>,
  first: { readonly by: S; readonly down: boolean },
): Sorting & { readonly by: S } {
  const by = (Object.keys(sorts) as S[]).find((name) => name === query.get("sort"));
  return by === undefined ? first : { by, down: query.get("dir") === "desc" };
}
