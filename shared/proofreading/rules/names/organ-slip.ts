/** MC-42: short names of local organs with a character that sounds or looks like the right one. */
import { cites } from "../../authority";
import { shortOrgans } from "../../packs/organs";
import type { BlockRule } from "../../rule";
import type { NearMiss } from "../../slips/near-miss";
import { NearMisses } from "../../slips/near-misses";

let finder: NearMisses | null = null;

export const organSlip: BlockRule = {
  id: "org-name-slip",
  category: "organ",
  title: "机构名称误字",
  severity: "error",
  fix: "suggest",
  authority: [cites("各级机构编制部门公布的机构名称")()],
  confidence: 0.9,
  checks: ["MC-03", "MC-42"],
  scope: "block",
  needs: "局剧居句厅听委员院会室中心队处所社台部",
  find: ({ id, text }) => {
    finder ??= new NearMisses(shortOrgans.trim().split(/\s+/));
    const names = finder;
    return names.find(text).flatMap((miss) => {
      const { form, start, end } = miss;
      const right = names.form(form).text;
      if (!isInner(miss, text, right)) return [];
      const message = `“${text.slice(start, end)}”疑为“${right}”，请核对机构名称。`;
      return [{ block: id, start, end, message, suggestions: [right] }];
    });
  },
  wrong: [
    { text: "市⟦应急管理剧⟧发布预警。", first: "应急管理局" },
    { text: "县⟦工商业联和会⟧换届。", first: "工商业联合会" },
    { text: "由市⟦生态环镜局⟧负责。", first: "生态环境局" },
    { text: "县⟦人民捡察院⟧提起公诉。", first: "人民检察院" },
    { text: "经市⟦人民攻府办公室⟧同意。", first: "人民政府办公室" },
  ],
  right: [
    "市应急管理局、县工商业联合会、市生态环境局。",
    "人民检察院和人民法院，人民政府办公厅（室）。",
    "交通运输厅、文化和旅游厅、自然资源局和规划局。",
    "成立人民检察委员会，召开居民会议。",
  ],
};

/** What follows an organ at once: what it does, or what is its own. */
const FOLLOWED =
  /^(?:[^一-龥]|$|的|发[布出文]|印发|负责|答复|联合|组织|召开|关于|会同|将|对|在|提[供醒起]|开展|工作|举[办行]|接到|受理|批复|公[布示告]|审[批核]|党[组委]|主[要办]|局长|副|领导|干部|有关|相关|等|和|与|及)/;

/** What stands before and behind a name may make another word of its ends: 交通运输|行政, 最|高人民法院. */
function isInner({ kind, start, end, at }: NearMiss, text: string, right: string): boolean {
  if (at === 0 || kind === "doubled") return false;
  const last = end - start - 1;
  const closed = FOLLOWED.test(text.slice(end));
  if (kind === "changed") return at < last || closed;
  if (kind === "swapped") return at + 1 < last || closed;
  return closed && at > 1 && right.charAt(at) !== "和" && right.length > 6;
}
