import { describe, expect, it } from "vitest";
import { mayActAt, mayEdit, mayRelease, roleFor, waitingFor } from "./available";
import { stepOf } from "./course";
import { decide } from "./decide";
import { profiles } from "./profiles/index";
import { trace } from "./replay";
import { rules } from "./rules";
import { actorOf, casts } from "./testing/cast";
import { proposeRelease, proposeSign } from "./testing/proposals";
import { randomFrom } from "./testing/random";
import { ingest, publish, Story, sendBack } from "./testing/story";
import { walk } from "./testing/walk";

const { luan, tongnan } = profiles;
const wang = actorOf("wang", "编辑员", "信息员");
const li = actorOf("li", "编辑员", "信息员");
const zhao = actorOf("zhao", "审核员", "分管负责人");
const sun = actorOf("sun", "相关负责人");
const keeper = actorOf("zheng", "网站管理员", "发布员");

const waiting = (story: Story) =>
  [wang, li, zhao, sun, keeper]
    .filter((actor) => waitingFor(actor, story.history, story.profile))
    .map(({ name }) => name);

describe("whose turn it is", () => {
  it("follows the item from person to person", () => {
    const story = new Story(luan);
    expect(waiting(story)).toEqual([]);
    expect(waiting(story.writes(wang))).toEqual(["wang", "li"]);
    expect(waiting(story.signs(wang))).toEqual(["zhao"]);
    expect(waiting(story.signs(zhao))).toEqual(["sun"]);
    expect(waiting(story.signs(sun))).toEqual(["zheng"]);
    expect(waiting(story.does(keeper, ingest()))).toEqual(["zheng"]);
    expect(waiting(story.does(keeper, publish()))).toEqual([]);
  });

  it("W4: a returned item waits for its authors only", () => {
    expect(waiting(new Story(luan).writes(wang).signs(wang).does(zhao, sendBack()))).toEqual(["wang"]);
  });

  it("LA-41.3e: the author's own item never waits for the author as reviewer or publisher", () => {
    const story = new Story(luan).writes(wang).signs(wang);
    expect(waitingFor(actorOf("wang@2", "审核员"), story.history, luan)).toBe(false);
    const done = story.signs(zhao, sun);
    expect(waitingFor(actorOf("wang@2", "发布员"), done.history, luan)).toBe(false);
    expect(mayRelease(actorOf("wang@2", "发布员"), done.history, luan)).toMatchObject({ code: "E_SOD" });
  });

  it("says which step is next and why a person may not act there", () => {
    const { history } = new Story(luan).writes(wang).signs(wang);
    expect(mayActAt(zhao, history, luan)).toMatchObject({ step: { id: "review-2" }, decision: { allowed: true } });
    expect(mayActAt(sun, history, luan).decision).toMatchObject({ allowed: false, code: "E_PERM" });
    expect(mayActAt(sun, [], luan)).toMatchObject({ step: null, decision: { code: "E_STAGE" } });
  });

  it("LAM-22a: names the role in which a person would sign", () => {
    const last = stepOf(luan, "review-3");
    if (last === null) throw new Error("六安 has a 终审");
    const both = actorOf("zhou", "主要负责人", "相关负责人");
    expect(roleFor(both, last, { itemType: "news", important: false })).toBe("相关负责人");
    expect(roleFor(both, last, { itemType: "news", important: true })).toBe("主要负责人");
    expect(roleFor(sun, last, { itemType: "news", important: true })).toBeNull();
  });

  it("TN-15b, LA-41.3: the 二审 of 潼南 may edit, the 复审 of 六安 may not", () => {
    expect(mayEdit(zhao, new Story(tongnan).writes(wang).signs(wang).history, tongnan).allowed).toBe(true);
    expect(mayEdit(zhao, new Story(luan).writes(wang).signs(wang).history, luan).allowed).toBe(false);
  });

  it("agrees with decide about a complete signature or release at every moment of 300 random histories", () => {
    let asked = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      walk({ profile: tongnan, cast: casts.tongnan, random: randomFrom(seed), rules, tries: 40 }, ({ history }) => {
        for (let length = 1; length <= history.length; length += 1) {
          const past = history.slice(0, length);
          const course = trace(past, tongnan);
          const ready =
            course.pass?.undecided.block === 0 && course.pass.undecided.error === 0 && course.pass.ignoredBlocks === 0;
          const open = (course.next === null ? course.phase !== "published" : ready) && course.phase !== "returned";
          if (!open || (stepOf(tongnan, course.next)?.layout === true && course.layoutHash === null)) continue;
          for (const actor of casts.tongnan) {
            const number = 500;
            const action =
              course.next === null
                ? proposeRelease(course, course.phase === "approved" ? "ingest" : "publish")
                : proposeSign({ actor, course, profile: tongnan, number });
            asked += 1;
            expect(waitingFor(actor, past, tongnan)).toBe(decide(action, actor, past, tongnan).allowed);
          }
        }
      });
    }
    expect(asked).toBeGreaterThan(1_000);
  });
});
