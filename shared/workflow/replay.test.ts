import { describe, expect, it } from "vitest";
import type { History } from "./history";
import { profiles } from "./profiles/index";
import { replay } from "./replay";
import { actorOf } from "./testing/cast";
import { digestNumber } from "./testing/proposals";
import { edit, ingest, layout, publish, Story, sendBack } from "./testing/story";

const { luan, tongnan } = profiles;
const wang = actorOf("wang", "编辑员", "信息员");
const zhao = actorOf("zhao", "审核员", "分管负责人");
const qian = actorOf("qian", "分管负责人");
const sun = actorOf("sun", "相关负责人");
const head = actorOf("wu", "主要负责人");
const secrecy = actorOf("chen", "保密审查员");
const keeper = actorOf("zheng", "网站管理员", "发布员");
const office = actorOf("he", "科室负责人");

const valid = (story: Story) =>
  replay(story.history, story.profile)
    .signatures.filter((signature) => signature.valid)
    .map((signature) => signature.step);

describe("replay", () => {
  it("knows no next step before the first text", () => {
    expect(replay([], luan)).toMatchObject({ phase: "draft", next: null, contentHash: null, signatures: [] });
  });

  it("W1: 六安 goes 初审, 复审, 终审, 可发布, 已入库, 已发布", () => {
    const story = new Story(luan).writes(wang);
    const seen = [story.course.next];
    for (const actor of [wang, zhao, sun]) seen.push(story.signs(actor).course.next);
    expect(seen).toEqual(["review-1", "review-2", "review-3", null]);
    expect(story.course.phase).toBe("approved");
    expect(story.does(keeper, ingest()).course).toMatchObject({ phase: "in-repository", repoId: "repo-1" });
    expect(story.does(keeper, publish()).course.phase).toBe("published");
  });

  it("TN-15: 潼南 goes 一审, 二审, 保密审查, 三审, sample page, 一校, 二校, 三校, and 二审 and 三校 share a person", () => {
    const story = new Story(tongnan).writes(wang).signs(wang, zhao, secrecy, head, wang, office, zhao);
    expect(story.course.phase).toBe("approved");
    expect(valid(story)).toEqual(tongnan.review.steps.map((step) => step.id));
  });

  it("W3: a permitted correction at 二审 lets the 一审 signature stand for its version and the item go on at 二审", () => {
    const story = new Story(tongnan).writes(wang).signs(wang);
    const before = story.course.contentHash;
    story.writes(zhao);
    expect(story.course).toMatchObject({ phase: "in-review", next: "review-2", revision: 2, authors: ["wang"] });
    expect(story.course.signatures[0]).toMatchObject({ step: "review-1", valid: true, contentHash: before });
    expect(story.signs(zhao).course.signatures[1]?.contentHash).toBe(story.course.contentHash);
  });

  it("W3: any other change voids every approval, marks the signatures 已失效 and makes its writer an author", () => {
    const told = new Story(luan).writes(wang).signs(wang, zhao);
    const seq = told.history.length;
    const action = edit()({ actor: zhao, course: told.course, profile: luan, number: 77 });
    const state = replay([...told.history, { seq, at: "2026-01-05T09:00:00.000Z", actor: zhao, action }], luan);
    expect(state.signatures.map((signature) => signature.valid)).toEqual([false, false]);
    expect(state).toMatchObject({ phase: "draft", next: "review-1", authors: ["wang", "zhao"] });
  });

  it("W3: a correction by someone not entitled to the step voids instead of standing", () => {
    const told = new Story(tongnan).writes(wang).signs(wang);
    const action = edit()({ actor: sun, course: told.course, profile: tongnan, number: 77 });
    const at = "2026-01-05T09:00:00.000Z";
    const state = replay([...told.history, { seq: told.history.length, at, actor: sun, action }], tongnan);
    expect(state).toMatchObject({ phase: "draft", next: "review-1" });
    expect(state.signatures.every((signature) => !signature.valid)).toBe(true);
  });

  it("2.6.3: text changed after the final review falls back to the first level", () => {
    const story = new Story(luan).writes(wang).signs(wang, zhao, sun).does(wang, edit());
    expect(story.course).toMatchObject({ phase: "draft", next: "review-1", revision: 2 });
    expect(valid(story)).toEqual([]);
  });

  it("TN-15f: a new sample page voids the proofs and nothing else", () => {
    const story = new Story(tongnan).writes(wang).signs(wang, zhao, secrecy, head, keeper, office);
    expect(story.course.next).toBe("proof-3");
    story.does(keeper, layout());
    expect(story.course.next).toBe("proof-1");
    expect(valid(story)).toEqual(["review-1", "review-2", "secrecy", "review-3"]);
    expect(story.signs(keeper, office, zhao).course.phase).toBe("approved");
  });

  it("TN-15f: the same sample page again changes nothing", () => {
    const story = new Story(tongnan).writes(wang).signs(wang, zhao, secrecy, head, keeper);
    const { course } = story;
    story.does(keeper, layout({ layoutHash: course.layoutHash ?? "" }));
    expect(story.course).toEqual(course);
  });

  it("W4: a return voids the cycle's signatures and keeps who, where, category and words", () => {
    const story = new Story(luan)
      .writes(wang)
      .signs(wang)
      .does(zhao, sendBack({ category: "6", text: "合计不符" }));
    expect(story.course).toMatchObject({
      phase: "returned",
      next: "review-1",
      lastReturn: { step: "review-2", category: "6", text: "合计不符", actor: zhao },
    });
    expect(valid(story)).toEqual([]);
    expect(story.does(wang, edit()).course).toMatchObject({ phase: "draft", lastReturn: { category: "6" } });
  });

  it("W4: after a return the same persons may walk the whole way again", () => {
    const story = new Story(luan).writes(wang).signs(wang, zhao).does(sun, sendBack()).writes(wang);
    expect(story.signs(wang, zhao, sun).course.phase).toBe("approved");
  });

  it("2.6.3: a corrector who was returned to is free of the correction in the next cycle, and still no author", () => {
    const story = new Story(tongnan).writes(wang).signs(wang).writes(zhao).signs(zhao);
    story.does(secrecy, sendBack()).writes(wang).signs(wang, qian, secrecy);
    expect(story.course.authors).toEqual(["wang"]);
    expect(story.signs(actorOf("zhao", "主要负责人")).course.next).toBe("proof-1");
  });

  it("TN-25: an edit after publication begins a new full cycle and old authors stay authors", () => {
    const story = new Story(luan).writes(wang).signs(wang, zhao, sun).does(keeper, ingest()).does(keeper, publish());
    story.does(wang, edit());
    expect(story.course).toMatchObject({ phase: "draft", next: "review-1", authors: ["wang"], repoId: null });
    expect(valid(story)).toEqual([]);
  });

  it("keeps a signature that does not fit its place as 已失效 and does not move on", () => {
    const told = new Story(luan).writes(wang).signs(wang);
    const strange: History = told.history.map((entry) =>
      entry.action.kind === "sign" ? { ...entry, action: { ...entry.action, contentHash: digestNumber(5) } } : entry,
    );
    const state = replay(strange, luan);
    expect(state).toMatchObject({ phase: "draft", next: "review-1" });
    expect(state.signatures.map((signature) => signature.valid)).toEqual([false]);
  });

  it("remembers the last statement for the chain, approvals and returns alike", () => {
    const story = new Story(luan)
      .writes(wang)
      .signs(wang)
      .does(zhao, sendBack({ statementHash: digestNumber(99) }));
    expect(story.course.lastStatementHash).toBe(digestNumber(99));
  });
});
