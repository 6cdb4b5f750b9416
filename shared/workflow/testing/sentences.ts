/** The rules one by one: a story, one more action, and what must come of it. Each row is a sentence that can be false. */
import type { FailureCode } from "../../failure";
import type { Actor } from "../../model/person";
import { base } from "../profiles/base";
import { luan } from "../profiles/luan";
import { tongnan } from "../profiles/tongnan";
import { actorOf } from "./cast";
import { digestNumber } from "./proposals";
import { edit, ingest, layout, type Propose, pass, publish, Story, sendBack, sign, takeDown } from "./story";

export interface Sentence {
  readonly title: string;
  readonly story: () => Story;
  readonly actor: Actor;
  readonly tries: Propose;
  /** A refusal's code, or null when it must be allowed. */
  readonly expect: FailureCode | null;
}

const wang = actorOf("wang", "编辑员", "信息员");
const li = actorOf("li", "编辑员", "信息员");
const zhao = actorOf("zhao", "审核员", "分管负责人");
const qian = actorOf("qian", "审核员", "分管负责人");
const sun = actorOf("sun", "相关负责人");
const head = actorOf("wu", "主要负责人");
const secrecy = actorOf("chen", "保密审查员");
const keeper = actorOf("zheng", "网站管理员", "发布员");
const office = actorOf("he", "科室负责人");
const stale = digestNumber(7);

const written = () => new Story(luan).writes(wang);
const luanAt2 = () => written().signs(wang);
const luanAt3 = () => luanAt2().signs(zhao);
const luanDone = () => luanAt3().signs(sun);
const stored = () => luanDone().does(keeper, ingest());
const out = () => stored().does(keeper, publish());
const down = () => out().does(keeper, takeDown({ role: "发布员" }));
const tnAt2 = () => new Story(tongnan).writes(wang).signs(wang);
const tnAt3 = () => tnAt2().signs(zhao, secrecy);
const tnAtProof = () => tnAt3().signs(head);
const tnSheet = () => tnAtProof().does(keeper, layout());
const corrected = () => tnAt2().writes(zhao).signs(zhao);

const row = (
  expect: FailureCode | null,
  title: string,
  [story, actor, tries]: readonly [() => Story, Actor, Propose],
): Sentence => ({ expect, title, story, actor, tries });

export const sentences: readonly Sentence[] = [
  // writing
  row(null, "an editor begins a new item", [() => new Story(luan), wang, edit()]),
  row("E_PERM", "a reviewer without the first post begins no item", [() => new Story(luan), sun, edit()]),
  row(null, "the author goes on with the draft", [written, wang, edit()]),
  row("E_PERM", "a colleague does not change another's draft", [written, li, edit()]),
  row("E_CONFLICT", "an edit on an older version is a conflict, never an overwrite", [
    written,
    wang,
    edit({ parent: stale }),
  ]),
  row("E_STATE", "an edit that changes nothing is no revision", [
    written,
    wang,
    ({ course, number }) =>
      edit({ contentHash: course.contentHash ?? stale })({ actor: wang, course, profile: luan, number }),
  ]),
  row("E_STAGE", "the author waits for a return while others review", [luanAt2, wang, edit()]),
  row("E_PERM", "LA-41.3: a 六安 reviewer suggests and does not edit", [luanAt2, zhao, edit()]),
  row(null, "TN-15b: the 二审 reviewer may change the text", [tnAt2, zhao, edit()]),
  row("E_PERM", "TN-15b: only the post of 二审 may change the text at 二审", [tnAt2, head, edit()]),
  row("E_PERM", "a reviewer does not choose a lower approver by taking 重要重大 back", [
    () => new Story(base).writes(wang, { important: true }).signs(wang),
    zhao,
    edit({ important: false }),
  ]),
  row(null, "W4: the author changes a returned text", [() => luanAt2().does(zhao, sendBack()), wang, edit()]),
  row(null, "TN-25: the author changes a published text", [() => stored().does(keeper, publish()), wang, edit()]),
  // machine pass
  row("E_HASH", "a machine pass on other content does not count", [written, wang, pass({ contentHash: stale })]),
  row("E_MACHINE", "TN-15a: no 一审 without the machine pass", [
    () => new Story(tongnan).does(wang, edit()),
    wang,
    sign(),
  ]),
  row("E_MACHINE", "NC-18: one changed character makes the pass stale", [
    () => written().does(wang, edit()),
    wang,
    sign(),
  ]),
  row("E_MACHINE", "a signature over another ledger is refused", [written, wang, sign({ ledgerHash: stale })]),
  row("E_FINDING", "R21: an undecided warning stops the signature", [
    () => new Story(luan).does(wang, edit()).does(wang, pass({ undecided: { block: 0, error: 0, warning: 1 } })),
    wang,
    sign(),
  ]),
  row("E_FINDING", "an undecided block finding stops even a step that asks for no pass", [
    () => tnAt3().does(head, pass({ undecided: { block: 1, error: 0, warning: 0 } })),
    head,
    sign(),
  ]),
  row("E_FINDING", "the author does not sign over an ignored block finding", [
    () => new Story(luan).does(wang, edit()).does(wang, pass({ ignoredBlocks: 1 })),
    wang,
    sign(),
  ]),
  row(null, "another editor signs over an ignored block finding", [
    () => new Story(luan).does(wang, edit()).does(wang, pass({ ignoredBlocks: 1 })),
    li,
    sign(),
  ]),
  // order and roles
  row(null, "W1: the author's own 初审 counts as level 1", [written, wang, sign()]),
  row("E_STAGE", "LA-24: 终审 before 复审 is refused", [luanAt2, sun, sign({ step: "review-3" })]),
  row("E_STAGE", "TN-15: 一校 before 三审 is refused", [tnAt3, keeper, sign({ step: "proof-1", layoutHash: stale })]),
  row("E_STAGE", "a step the city does not have is refused", [luanAt2, zhao, sign({ step: "proof-1" })]),
  row("E_PERM", "LA-24: the 审核员 does not do 终审", [luanAt3, zhao, sign()]),
  row("E_PERM", "a role that the account does not hold signs nothing", [luanAt3, zhao, sign({ role: "相关负责人" })]),
  row("E_PERM", "the statement names the role that counts at this step", [
    luanAt2,
    actorOf("qian", "审核员", "编辑员"),
    sign({ role: "编辑员" }),
  ]),
  row("E_PERM", "LAM-22a: a deputy does not give 终审 to a 重大 item", [
    () => new Story(luan).writes(wang, { important: true }).signs(wang, zhao),
    sun,
    sign(),
  ]),
  row(null, "LAM-22a: the 主要负责人 gives 终审 to a 重大 item", [
    () => new Story(luan).writes(wang, { important: true }).signs(wang, zhao),
    head,
    sign(),
  ]),
  row("E_PERM", "XY-8.6: under base a 公告 is not signed by a deputy", [
    () => new Story(base).writes(wang, { itemType: "notice" }).signs(wang, zhao, secrecy),
    sun,
    sign(),
  ]),
  row("E_PERM", "TN-15c: 三审 is not signed by the 分管负责人", [tnAt3, zhao, sign()]),
  // separation of duties
  row("E_SOD", "LA-41.3e: the author does not sign 复审", [luanAt2, wang, sign()]),
  row("E_SOD", "LA-41.3e: the author of version 1 stays author after becoming 审核员", [
    luanAt2,
    actorOf("wang", "审核员"),
    sign(),
  ]),
  row("E_SOD", "W2: the author's second account is the author", [luanAt2, actorOf("wang@2", "审核员"), sign()]),
  row("E_SOD", "W1: nobody signs both 复审 and 终审", [luanAt3, actorOf("zhao", "相关负责人"), sign()]),
  row("E_SOD", "W1: nobody signs both with two accounts", [luanAt3, actorOf("zhao@2", "相关负责人"), sign()]),
  row("E_SOD", "TN-13: the author does not do 保密审查", [
    () => tnAt2().signs(zhao),
    actorOf("wang", "保密审查员"),
    sign(),
  ]),
  row("E_SOD", "TN-15e: 二校 is not done by the person of 一校", [
    () => tnAtProof().signs(keeper),
    actorOf("zheng", "科室负责人"),
    sign(),
  ]),
  row(null, "TN-15: the author does 一校 where 一审 and 一校 are one post", [tnSheet, wang, sign()]),
  row("E_SOD", "under base the author does no proof", [
    () => new Story(base).writes(wang).signs(wang, zhao, secrecy, sun).does(keeper, layout()),
    actorOf("wang", "网站管理员"),
    sign(),
  ]),
  row(null, "TN-15: 二审 and 三校 may be one person", [() => tnAtProof().signs(keeper, office), zhao, sign()]),
  row("E_SOD", "TN-15: 三审 and 二校 may not be one person", [
    () => tnAtProof().signs(keeper),
    actorOf("wu", "科室负责人"),
    sign(),
  ]),
  row("E_SOD", "under base 二审 and 三校 may not be one person", [
    () => new Story(base).writes(wang).signs(wang, zhao, secrecy, sun, keeper, office),
    zhao,
    sign(),
  ]),
  row(null, "W3: the reviewer who corrected at 二审 signs 二审", [() => tnAt2().writes(zhao), zhao, sign()]),
  row("E_SOD", "2.6.3: the reviewer who corrected at 二审 does not sign the next step", [
    corrected,
    actorOf("zhao", "保密审查员"),
    sign(),
  ]),
  row("E_SOD", "2.6.3: nor the next review when another signed 二审", [
    () => tnAt2().writes(zhao).signs(qian, secrecy),
    actorOf("zhao", "主要负责人"),
    sign(),
  ]),
  row("E_SOD", "LA-41.3e: 系统管理 signs nothing, whatever else it holds", [
    luanAt2,
    actorOf("root", "系统管理", "审核员"),
    sign(),
  ]),
  row("E_SOD", "LA-41.3e: 系统管理 writes nothing", [
    () => new Story(luan),
    actorOf("root", "系统管理", "编辑员"),
    edit(),
  ]),
  // what a signature carries
  row("E_HASH", "W3: a signature over other content is refused", [luanAt2, zhao, sign({ contentHash: stale })]),
  row("E_STAGE", "LA-24: a gate left unticked stops the signature", [
    luanAt2,
    zhao,
    sign({ gates: ["政治", "法律", "政策", "保密"] }),
  ]),
  row("E_FORM", "W10: an open line of the checklist stops the signature", [luanAt2, zhao, sign({ checks: [] })]),
  row("E_STAGE", "TN-15c: 三审 without the note is refused", [tnAt3, head, sign({ note: " " })]),
  row("E_STAGE", "TN-15d: no 一校 before the sample page", [tnAtProof, keeper, sign({ layoutHash: stale })]),
  row("E_HASH", "TN-15d: 一校 of an older sample page is refused", [tnSheet, keeper, sign({ layoutHash: stale })]),
  row(null, "TN-15d: 一校 of the current sample page is allowed", [tnSheet, keeper, sign()]),
  // returning
  row(null, "W4: the reviewer returns with category and text", [luanAt2, zhao, sendBack()]),
  row("E_FORM", "W4: a return needs a category of the profile", [luanAt2, zhao, sendBack({ category: "9" })]),
  row("E_FORM", "W4: a return needs words", [luanAt2, zhao, sendBack({ text: "  " })]),
  row("E_PERM", "only the reviewer of the step returns", [luanAt2, sun, sendBack()]),
  row("E_STAGE", "an item is returned once", [() => luanAt2().does(zhao, sendBack()), li, sendBack()]),
  row("E_FORM", "W4: an unchanged text comes back only with an answer", [
    () => luanAt2().does(zhao, sendBack()),
    wang,
    sign({ note: "" }),
  ]),
  // sample page
  row("E_STAGE", "no sample page before 三审", [tnAt3, keeper, layout()]),
  row("E_HASH", "no sample page of other content", [tnAtProof, keeper, layout({ contentHash: stale })]),
  // release
  row("E_STAGE", "NC-17: an item at 复审 is not put into the repository", [luanAt2, keeper, ingest()]),
  row("E_STAGE", "NC-17: an item at 复审 is not published", [luanAt2, keeper, publish()]),
  row("E_REPO", "PB-2: what is not in the repository is not published", [luanDone, keeper, publish()]),
  row(null, "PB-2: an approved item enters the repository", [luanDone, keeper, ingest()]),
  row("E_HASH", "only the signed content enters the repository", [luanDone, keeper, ingest({ contentHash: stale })]),
  row("E_PERM", "a reviewer without the post does not publish", [stored, zhao, publish()]),
  row("E_SOD", "LA-41.3e: the author does not publish", [stored, actorOf("wang", "发布员"), publish()]),
  row("E_SOD", "LA-41.3e: the author does not fill the repository from a second account", [
    luanDone,
    actorOf("wang@2", "发布员"),
    ingest(),
  ]),
  row("E_REPO", "PB-2: another repository number is refused", [stored, keeper, publish({ repoId: "repo-9" })]),
  row(null, "先入库后使用: then it is published", [stored, keeper, publish()]),
  row("E_STATE", "what is published is not published again", [
    () => stored().does(keeper, publish()),
    keeper,
    publish(),
  ]),

  // takedown
  row(null, "TN-26: somebody on duty takes down what is published", [out, zhao, takeDown()]),
  row(null, "TN-26: also the author, who has a post here", [out, wang, takeDown()]),
  row(null, "what is in the repository and not yet out is stopped too", [stored, keeper, takeDown({ role: "发布员" })]),
  row("E_STAGE", "what was never released needs no takedown", [luanDone, keeper, takeDown()]),
  row("E_STATE", "what is down is not taken down again", [down, keeper, takeDown()]),
  row("E_PERM", "a visitor without a post takes nothing down", [out, actorOf("guest", "来访者"), takeDown()]),
  row("E_PERM", "nobody orders in a role that is not theirs", [out, zhao, takeDown({ role: "发布员" })]),
  row("E_SOD", "system administration takes no content down", [
    out,
    actorOf("admin", "系统管理", "发布员"),
    takeDown(),
  ]),
  row("E_REPO", "an order names the number it is about", [out, keeper, takeDown({ role: "发布员", repoId: "repo-9" })]),
  row("E_HASH", "an order over other content is none", [out, keeper, takeDown({ contentHash: stale })]),
  row("E_FORM", "W9: an order says why", [out, keeper, takeDown({ role: "发布员", text: " " })]),
  row("E_STAGE", "TN-25: with the old signatures nothing comes back", [down, keeper, publish()]),
  row("E_STAGE", "TN-25: nor into the repository", [down, keeper, ingest()]),
  row(null, "TN-25: the author changes it, and a new cycle begins", [down, wang, edit()]),
  row("E_STAGE", "TN-25: the changed text goes through every level again", [
    () => down().writes(wang),
    keeper,
    publish(),
  ]),
];
