import { beforeAll, describe, expect, it } from "vitest";
import { fromUtf8 } from "../shared/bytes";
import { canonicalJson } from "../shared/canonical";
import { readArchive } from "../shared/trust/pack-archive";
import { verifyPack } from "../shared/trust/verdict";
import { nodeCheck } from "./signature-check";
import { forgePack } from "./testing/forgery";
import { refusalOf } from "./testing/refusal";
import { luanReview, type Review } from "./testing/review";

let review: Review;
let pack: Uint8Array;

beforeAll(async () => {
  review = await luanReview();
  pack = await review.pack();
});

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Every copy of a JSON value with one of its scalars changed, with the path to it. */
function variants(value: Json, path = ""): { path: string; value: Json }[] {
  if (Array.isArray(value)) {
    return value.flatMap((member: Json, i) =>
      variants(member, `${path}/${i}`).map((one) => ({ path: one.path, value: value.with(i, one.value) })),
    );
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, member]) =>
      variants(member, `${path}/${name}`).map((one) => ({ path: one.path, value: { ...value, [name]: one.value } })),
    );
  }
  return [{ path, value: changed(value) }];
}

/** Another value of the same form, so that the schema alone does not refuse it: digits, letters and characters turn. */
function changed(value: Json): Json {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return "x";
  const last = value.search(/[\p{L}\p{N}][^\p{L}\p{N}]*$/u);
  if (last < 0) return `${value}改`;
  const letter = value.charAt(last);
  const other =
    letter === "0" ? "1" : /\d/.test(letter) ? "0" : letter === "a" ? "b" : /[a-z]/.test(letter) ? "a" : "改";
  return value.slice(0, last) + other + value.slice(last + 1);
}

/** The paths of values that could be changed without the verifier noticing, though the platform's own key sealed it. */
async function unnoticed(file: string): Promise<string[]> {
  const original: Json = JSON.parse(fromUtf8(readArchive(pack).get(file) ?? new Uint8Array()));
  const accepted: string[] = [];
  for (const { path, value } of variants(original)) {
    const change = () => canonicalJson(value);
    const forged = await forgePack(pack, { file, change, cover: review.city.receiptKey.signer });
    let ok = false;
    refusalOf(() => {
      ({ ok } = verifyPack(forged, review.city.anchors, nodeCheck));
    });
    if (ok) accepted.push(path);
  }
  return accepted;
}

describe("any single value, sealed again with the platform's own key", () => {
  it.each([
    "content.json",
    "ledgers/001.json",
    "statements/001.json",
    "statements/003.json",
    "receipts/001.json",
    "receipts/005.json",
    "profile.json",
    "audit/001.json",
    "checkpoints/002.json",
    // Clock, numbering, roles and who did unsigned things stand under the receipts, by the head of the history.
    "history.json",
  ])("is noticed in %s", async (file) => {
    expect(await unnoticed(file)).toEqual([]);
  });
});

describe("text that JSON allows and canonical form does not", () => {
  it("is refused as E_PACK: a lone surrogate, a blank between, a member twice", async () => {
    const changes: readonly ((text: string) => string)[] = [
      (text) => text.replace('"writer":"王文采"', '"writer":"\\ud800"'),
      (text) => text.replace('"important":false', '"important": false'),
      (text) => text.replace('{"document"', '{"document":1,"document"'),
      (text) => `${text}\n`,
    ];
    for (const change of changes) {
      const forged = await forgePack(pack, { file: "content.json", change, cover: review.city.receiptKey.signer });
      expect(refusalOf(() => verifyPack(forged, review.city.anchors, nodeCheck))?.code).toBe("E_PACK");
    }
  });
});
