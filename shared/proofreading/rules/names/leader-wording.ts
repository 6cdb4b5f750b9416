/** How leaders are spoken of. */
import { cites, newsWording } from "../../authority";
import type { PatternRule } from "../../rule";
import { currentTable } from "./region-table";

const LEVEL = "省市县区州旗盟镇乡";

/** Characters of the longest name of a division. */
const LONGEST_PLACE = 12;

function endsPlace(text: string): boolean {
  const { placesOf, provinceOf, provinces } = currentTable();
  for (let length = 2; length <= Math.min(LONGEST_PLACE, text.length); length += 1) {
    const name = text.slice(-length);
    if (placesOf.has(name) || provinceOf.has(name) || provinces.includes(name)) return true;
  }
  return false;
}

export const leaderTitleDuplicate: PatternRule = {
  id: "leader-title-duplicate",
  category: "leader",
  title: "职务重字",
  severity: "error",
  fix: "suggest",
  authority: [newsWording()],
  confidence: 0.92,
  checks: ["MC-03"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=[一-龥×X*])(?<mark>(?<level>[${LEVEL}])\\k<level>)(?=委(?:副)?(?:书记|常委|秘书长|委员|[、，。]))`,
        "g",
      ),
      message: (found) => `“${found.groups?.mark ?? ""}委”重字，应为“${found.groups?.level ?? ""}委”。`,
      suggest: (found) => [found.groups?.level ?? ""],
      // 富县县委, 北京市市委: the name of the place ends there.
      severity: "warning",
      accept: ({ index }, { text }) => !endsPlace(text.slice(0, index + 1)),
    },
    {
      regex:
        /(?<mark>书记书记|市长市长|主任主任|局长局长|主席主席|部长部长|副副(?=市长|省长|县长|区长|书记|主任|主席|局长)|常委常委|秘书长秘书长)(?![一-龥]{0,2}联席)/g,
      message: "职务重复，请删去一个。",
      suggest: (found) => [(found.groups?.mark ?? "").slice(0, (found.groups?.mark ?? "").length / 2)],
    },
  ],
  wrong: [
    { text: "中共某⟦省省⟧委书记出席。", first: "省" },
    { text: "某⟦市市⟧委副书记主持。", first: "市" },
    { text: "某⟦县县⟧委常委、组织部部长参加。", first: "县" },
    { text: "某市⟦副副⟧市长到会。", first: "副" },
    { text: "⟦市长市长⟧李某强调", first: "市长" },
  ],
  right: [
    "中共某省委书记出席。",
    "某市委书记周某。",
    "上海市市长、重庆市市长到会。",
    "北京市市委书记、富县县委书记、歙县县委常委到会。",
    "上海市市长周某出席会议。",
    "某州州长到访。",
    "某市市场监督管理局局长。",
  ],
};

const LOCAL = `(?:[${LEVEL}局处科厅](?:委|政府)?(?:副)?(?:书记|长|主任)|领导|主要负责人|一把手|党委书记|主任|局长|校长|院长)`;

export const leaderInPerson: PatternRule = {
  id: "leader-qinzi",
  category: "leader",
  title: "慎用“亲自”“莅临”",
  severity: "hint",
  fix: "none",
  authority: [newsWording()],
  confidence: 0.75,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<!总)${LOCAL}(?:[一-龥]{2,3})?(?<mark>亲自)(?=到|来|去|前往|赴|参加|出席|主持|看望|慰问|视察|指挥|带队|上门|过问)`,
        "g",
      ),
      message: "领导干部工作是职责所在，不写“亲自”。",
    },
    {
      regex:
        /(?<=领导|书记|[省市县区州局厅]长|主任|嘉宾|各位)(?:[一-龥]{0,6})(?<mark>莅临)(?!指导|视察|检查指导)(?=[一-龥]{0,8}(?:指导|视察|检查|调研|会议|现场|大会|我[市县区省局校]|活动))/g,
      message: "“莅临”多余，写“到”“出席”即可。",
    },
    {
      regex: /(?<mark>莅临(?:指导|视察|检查指导))/g,
      message: "“莅临指导”不宜用于新闻和公文，写“到……调研”即可。",
    },
    {
      regex:
        /(?<=(?:工作|动员|部署|总结|座谈|专题|例|推进|调度|表彰)(?:会议|大会|会))(?:[一-龥0-9]{0,12})?(?<mark>隆重(?:召开|举行))/g,
      message: "一般会议不写“隆重”，写“召开”“举行”即可。",
    },
  ],
  wrong: [
    { text: "县长⟦亲自⟧到现场调研。" },
    { text: "局领导⟦亲自⟧主持座谈。" },
    { text: "感谢各级领导⟦莅临指导⟧。" },
    { text: "全市工作会议⟦隆重召开⟧。" },
  ],
  right: [
    "县长到现场调研。",
    "请申请人本人亲自到窗口办理。",
    "国庆大典在北京隆重举行。",
    "总书记亲自谋划、亲自部署、亲自推动。",
    "党员干部要亲自动手。",
  ],
};

const CHIEF = "(?:书记|[省市县区州旗镇乡局厅处科所站校院](?:长|领导)|主任|部长)";

export const leaderBoss: PatternRule = {
  id: "leader-boss",
  category: "leader",
  title: "对领导干部称“老板”“大人”",
  severity: "warning",
  fix: "none",
  authority: [newsWording(), cites("《关于新形势下党内政治生活的若干准则》", "2016-10-27")()],
  confidence: 0.88,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(`(?<mark>${CHIEF}(?:大人|老板|老大|老爷))(?![一-龥]{0,2}(?:民|企))`, "g"),
      message: "领导干部不称“大人”“老板”“老大”，请写职务。",
    },
    {
      regex: new RegExp(`(?<mark>(?:老板|老大)(?=${CHIEF}))`, "g"),
      message: "领导干部不称“老板”，请写职务。",
    },
    {
      regex: /(?<mark>父母官|(?<=市委|县委|省委|区委|党委|国企)大?老板)/g,
      message: "对领导干部、国有企业负责人不称“父母官”“老板”，请写职务。",
    },
  ],
  wrong: [
    { text: "镇里的⟦老板⟧书记到任。" },
    { text: "请⟦县长大人⟧批示。" },
    { text: "当好⟦父母官⟧，办好百姓事。" },
    { text: "⟦局长老板⟧发话了。" },
  ],
  right: [
    "镇党委书记到任。",
    "理发店老板李某说。",
    "县长大会上讲话。",
    "企业老板、书记员到庭。",
    "校长、老大爷参加活动。",
  ],
};
