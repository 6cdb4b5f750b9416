import { beforeAll, describe, expect, it } from "vitest";
import type { KeyKind } from "../shared/trust/key-kind";
import { readArchive } from "../shared/trust/pack-archive";
import { verifyPack } from "../shared/trust/verdict";
import { nodeCheck } from "./signature-check";
import { reseal } from "./testing/forgery";
import { article, person } from "./testing/manuscript";
import { mutated, randomFrom, type Target, targetsOf } from "./testing/mutation";
import { refusalOf } from "./testing/refusal";
import { Review } from "./testing/review";

/** Every byte of these files is tried by `npm run bench -- mutation`; here one in so many. */
const STEP = 29;
const SEED = 20261122;

let review: Review;
let pack: Uint8Array;
let targets: readonly Target[];

beforeAll(async () => {
  const kinds: Readonly<Record<string, KeyKind>> = { zhao: "rsa", sun: "p256", wu: "sm2" };
  const kindOf = (personId: string) => kinds[personId];
  review = await Review.begin("luan", { kinds: ["rsa", "p256", "sm2"], kindOf, intermediate: true });
  await review.writes(person("wang", "编辑员"), article("正文。"));
  await review.signs(person("zhao", "编辑员"));
  await review.signs(person("sun", "审核员"));
  await review.signs(person("wu", "相关负责人"));
  pack = await review.pack();
  targets = targetsOf(pack, review.city.anchors);
});

describe("one byte changed in what an evidence pack proves by (PKI-44)", () => {
  it("leaves every signature, certificate and list acceptable before it is changed", () => {
    expect(targets.length).toBeGreaterThan(15);
    for (const { name, bytes, judge } of targets) expect(judge(bytes), name).toBeNull();
  });

  it("is refused in the file itself with one of our errors, wherever it is", () => {
    const random = randomFrom(SEED);
    const accepted = targets.flatMap(({ name, bytes, judge }) =>
      Array.from({ length: Math.ceil(bytes.length / STEP) }, (_, i) => i * STEP + random(STEP))
        .filter((place) => place < bytes.length && judge(mutated(bytes, place, random)) === null)
        .map((place) => `${name} byte ${place}`),
    );
    expect(accepted).toEqual([]);
  });

  it("is refused in the pack, and again when the platform itself seals the changed file", async () => {
    const random = randomFrom(SEED + 1);
    const files = readArchive(pack);
    for (const [name, bytes] of files) {
      if (!/\.(?:p7s|der|crl)$/.test(name) || name === "manifest.p7s") continue;
      const changed = new Map([...files, [name, mutated(bytes, random(bytes.length), random)]]);
      const sealed = await reseal(changed, review.city.receiptKey.signer);
      let ok = false;
      refusalOf(() => {
        ({ ok } = verifyPack(sealed, review.city.anchors, nodeCheck));
      });
      expect(ok, name).toBe(false);
    }
  });
});
