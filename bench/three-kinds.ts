/** A finished review whose signatures are of all three kinds of key, for figures about signatures. */
import { article, person } from "../node/testing/manuscript";
import { Review } from "../node/testing/review";
import type { KeyKind } from "../shared/trust/key-kind";

const kinds: Readonly<Record<string, KeyKind>> = { zhao: "rsa", sun: "p256", wu: "sm2" };

export async function threeKinds(): Promise<Review> {
  const kindOf = (personId: string): KeyKind | undefined => kinds[personId];
  const review = await Review.begin("luan", { kinds: ["rsa", "p256", "sm2"], kindOf, intermediate: true });
  await review.writes(person("wang", "编辑员"), article("自2026年12月1日起照常办公。"));
  await review.signs(person("zhao", "编辑员"));
  await review.signs(person("sun", "审核员"));
  await review.signs(person("wu", "相关负责人"));
  return review;
}
