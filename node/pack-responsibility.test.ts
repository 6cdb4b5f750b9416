/** RP-5: the responsible persons in an evidence pack follow from what was signed, and are proved without the platform. */
import { beforeAll, describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "../shared/bytes";
import { readArchive } from "../shared/trust/pack-archive";
import { type PackVerdict, verifyPack } from "../shared/trust/verdict";
import { nodeCheck } from "./signature-check";
import { reseal } from "./testing/forgery";
import { refusalOf } from "./testing/refusal";
import { luanReview, type Review } from "./testing/review";

let review: Review;
let pack: Uint8Array;

beforeAll(async () => {
  review = await luanReview();
  pack = await review.pack();
});

const verdictOf = (bytes: Uint8Array): PackVerdict => verifyPack(bytes, review.city.anchors, nodeCheck);

/** Names of the failing checks; the code when the pack cannot be read at all. */
function faults(bytes: Uint8Array): string[] {
  const refusal = refusalOf(() => verdictOf(bytes));
  if (refusal !== null) return [refusal.code];
  return verdictOf(bytes)
    .checks.filter(({ ok }) => !ok)
    .map(({ name }) => name);
}

describe("the responsible persons of a pack (RP-5)", () => {
  it("RP-5: names who answers for the item, and a pack that names anybody else is refused, however it was sealed", async () => {
    const { responsibility: stamp } = verdictOf(pack);
    expect(stamp).toMatchObject({
      unit: "市政府办公室",
      enteredBy: "王文采",
      signedOffBy: "吴终审",
      publishedBy: "郑发布",
    });
    expect(stamp.reviewers.map(({ stepName, name }) => `${stepName} ${name}`)).toEqual([
      "初审 赵初审",
      "复审 孙复审",
      "终审 吴终审",
    ]);
    const [first] = stamp.reviewers;
    if (first === undefined) throw new Error("no reviewer");
    for (const change of [
      { writer: "冒名" },
      { enteredBy: "冒名" },
      { signedOffBy: "冒名" },
      { publishedBy: "" },
      { reviewers: stamp.reviewers.slice(1) },
      { reviewers: [{ ...first, name: "冒名" }, ...stamp.reviewers.slice(1)] },
    ])
      expect(faults(await review.pack({ responsibility: { ...stamp, ...change } })), JSON.stringify(change)).toEqual([
        "责任信息",
      ]);
  });

  it("of the second format keeps verifying, its responsible persons worked out and their unit left open (RP-5)", async () => {
    const files = new Map(readArchive(pack));
    const named = fromUtf8(files.get("manifest.json") ?? new Uint8Array());
    files.set("manifest.json", utf8(named.replace("caibian-pack/4", "caibian-pack/2")));
    const seal = review.city.receiptKey.signer;
    // The file belongs to the third format alone, and the third format is nothing without it.
    expect(faults(await reseal(files, seal))).toEqual(["E_PACK"]);
    files.delete("responsibility.json");
    for (const name of files.keys()) if (/^(?:audit|checkpoints)\//.test(name)) files.delete(name);
    const verdict = verdictOf(await reseal(files, seal));
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdict.responsibility).toMatchObject({ unit: "", signedOffBy: "吴终审" });
    files.set("manifest.json", utf8(named));
    expect(faults(await reseal(files, seal))).toEqual(["E_PACK"]);
  });
});
