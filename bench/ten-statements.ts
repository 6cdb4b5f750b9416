/** A review with returns, until ten statements are signed with keys of one kind. */
import { article, person } from "../node/testing/manuscript";
import { Review } from "../node/testing/review";
import type { KeyKind } from "../shared/trust/key-kind";

export async function tenStatements(kind: KeyKind): Promise<Review> {
  const kinds = kind === "rsa" ? (["rsa"] as const) : (["rsa", kind] as const);
  const review = await Review.begin("luan", { kinds, kindOf: () => kind });
  const writer = person("wang", "编辑员");
  const [first, second, third] = [person("zhao", "编辑员"), person("sun", "审核员"), person("wu", "相关负责人")];
  for (const draft of ["初稿。", "二稿。"]) {
    await review.writes(writer, article(draft));
    await review.signs(first);
    await review.returns(second);
  }
  await review.writes(writer, article("三稿。"));
  await review.signs(first);
  await review.signs(second);
  await review.returns(third);
  await review.writes(writer, article("自2026年12月1日起照常办公。"));
  for (const each of [first, second, third]) await review.signs(each);
  return review;
}
