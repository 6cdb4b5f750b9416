/** People of a meeting counted twice: 应到215名，实到208名，请假7名; 18人投票，赞成16票、反对1票、弃权1票 (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, shown, sumOf } from "./amount";

const SHOULD = /应(?:该|当)?(?:到|出席|参加|参会|到会)[^，。；]{0,10}$/;
const DID = /(?:实际?(?:到会?|出席|参加|参会)|^出席|^到会)[^，。；]{0,10}$/;
const ABSENT = /(?:请假|缺席|缺勤|未到会?|未出席|未参加|因[事病公故][^，。；]{0,4})[^，。；]{0,8}$/;
const PRO = /(?:赞成|同意)票?[^，。；]{0,4}$/;
const CONTRA = /(?:反对|不同意)票?[^，。；]{0,4}$/;
const OTHERS = /(?:弃权|未按表决器|未(?:参加)?(?:表决|投票)|无效|废票)票?[^，。；]{0,4}$/;
/** What a ballot may say besides. */
const GRADES =
  /(?:优秀|称职|基本称职|不称职|满意|基本满意|较满意|比较满意|不满意|合格|基本合格|不合格|了解|不了解|好|较好|一般|较差|差)票?(?:为|得|有)?$/;
const VOTERS =
  /(?:投票|表决|到会|实到|出席|参加|有效票|收回|有表决权|与会|在场)[^。；]{0,12}$|^[^。；]{0,14}(?:参加|投票|表决|到会|组成人员|委员|代表)/;

const shared = {
  category: "arithmetic",
  severity: "error",
  fix: "none",
  authority: [logic()],
  confidence: 0.9,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
} as const;

export const wrongAbsence: BlockRule = {
  ...shared,
  id: "calc-absence",
  title: "实到与请假人数之和不等于应到人数",
  needs: "应",
  find: (block) => {
    if (!/应(?:该|当)?(?:到|出席|参)/.test(block.text)) return [];
    return sentencesOf(amountsIn(block.text), block.text).flatMap((amounts) => absenceIn(block, amounts));
  },
  wrong: [
    { text: "会议应到委员⟦32名，实到28名，请假5名⟧。" },
    { text: "应出席代表⟦180人，实际出席171人，缺席8人⟧，符合规定。" },
    { text: "应到⟦45人，实到40人，因事请假3人⟧。" },
  ],
  right: [
    "会议应到委员32名，实到28名，请假4名。",
    "应到45人，实到40人，因事请假3人，缺席2人。",
    "应到代表215名，实到208名，符合法定人数。",
  ],
};

export const wrongVotes: BlockRule = {
  ...shared,
  id: "calc-votes",
  title: "各类票数之和不等于投票人数",
  needs: "票",
  find: (block) => {
    if (!/票[，、；][^。；]{0,16}票/.test(block.text)) return [];
    return sentencesOf(amountsIn(block.text), block.text).flatMap((amounts) => votesIn(block, amounts));
  },
  wrong: [
    { text: "参加表决的⟦21人中，赞成18票，反对1票，弃权3票⟧。" },
    { text: "民主测评参加投票⟦52人，优秀40票，称职10票，基本称职3票⟧。" },
    { text: "收回有效票⟦150张，其中同意140票、反对4票、弃权3票⟧。" },
    { text: "出席会议的⟦9名委员，赞成8票，反对0票，弃权2票⟧。" },
  ],
  right: [
    "参加表决的21人中，赞成18票，反对1票，弃权2票。",
    "赞成票达到三分之二以上，获得通过。",
    "收回有效票150张，其中同意143票、反对4票、弃权3票。",
  ],
};

function sentencesOf(amounts: readonly Amount[], text: string): readonly (readonly Amount[])[] {
  const sentences: Amount[][] = [];
  let end = -1;
  for (const amount of amounts) {
    const last = sentences.at(-1);
    if (last === undefined || /[。！？\n]/.test(text.slice(end, amount.start))) sentences.push([amount]);
    else last.push(amount);
    end = amount.end;
  }
  return sentences;
}

function absenceIn(block: TextBlock, amounts: readonly Amount[]): Match[] {
  const at = amounts.findIndex(({ label }) => SHOULD.test(label));
  const should = amounts[at];
  const did = amounts[at + 1];
  if (should === undefined || did === undefined || !DID.test(did.label)) return [];
  const absent = amounts.slice(at + 2).filter(({ label }) => ABSENT.test(label));
  const last = absent.at(-1);
  if (last === undefined || [should, did, ...absent].some(({ isRounded }) => isRounded)) return [];
  const sum = sumOf([did, ...absent]);
  if (sum === should.value) return [];
  const message = `实到与请假、缺席相加为${shown(sum)}，与应到${shown(should.value)}不符，请核对。`;
  return [{ block: block.id, start: should.start, end: last.end, message }];
}

const isVote = (label: string): boolean => [PRO, CONTRA, OTHERS, GRADES].some((kind) => kind.test(label));

function votesIn(block: TextBlock, amounts: readonly Amount[]): Match[] {
  const at = amounts.findIndex(({ label, unit }) => unit === "票" && isVote(label));
  const total = amounts[at - 1];
  if (at < 1 || total === undefined || !["人", "名", "位", "张", "票", "份"].includes(total.unit)) return [];
  const votes: Amount[] = [];
  for (const vote of amounts.slice(at)) {
    if (vote.unit !== "票" || !isVote(vote.label)) break;
    votes.push(vote);
  }
  const last = votes.at(-1);
  const near = total.label + block.text.slice(total.end, amounts[at]?.start);
  if (last === undefined || votes.length < 3 || (total.unit !== "票" && !VOTERS.test(near) && !/票/.test(near)))
    return [];
  const sum = sumOf(votes);
  if (sum === total.value) return [];
  const message = `各类票数相加为${shown(sum)}，与前面的${shown(total.value)}${total.unit}不符，请核对。`;
  return [{ block: block.id, start: total.start, end: last.end, message }];
}
