/** 茶农张成林 and in the next paragraph 张成琳说: a person who was introduced speaks under another name (MC-42). */
import { editing } from "../../authority";
import { unitTable } from "../../characters";
import { hitsAt } from "../../hits";
import { remembered } from "../../memo";
import { SURNAME } from "../../packs/surnames";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { areConfusable } from "../names/near-miss";

interface Person {
  readonly name: string;
  readonly start: number;
  /** What he or she is called by in front of the name; empty where nobody is introduced. */
  readonly role: string;
  /** 副 before the role. */
  readonly isDeputy: boolean;
  readonly isListed: boolean;
}

const ROLE =
  "[省市县区州旗镇乡局院所站校队厂处科股会园馆村组班台社校厅部团组]长|书记|主任|主席|委员|经理|总监|理事长|董事长|秘书长|检察长|指挥长|河长|负责人|联系人[：:]?|当事人|申请人|承包人|传承人|创始人|带头人|经营者|获得者|志愿者|消费者|就业者|创业者|村民|居民|市民|群众|业主|户主|农户|茶农|果农|菜农|棉农|粮农|花农|蜂农|瓜农|药农|种植户|养殖户|种粮大户|大户|脱贫户|监测户|低保户|党员|职工|工人|司机|店主|游客|学生|同学|考生|老师|教师|教授|医生|医师|护士|护理员|药师|专家|研究员|工程师|农艺师|技术员|调解员|网格员|辅导员|信息员|护林员|巡护员|保洁员|采购员|驾驶员|饲养员|管理员|讲解员|宣讲员|特派员|联络员|指导员|评审员|检查员|记者|通讯员|民警|辅警|法官|检察官|律师|老人|大爷|大妈|奶奶|队员|选手|运动员|教练|作者|工匠|匠人|艺人|书法家|画家|代表|干部|军人|老兵|战士|先生|女士|同志|烈士|模范|弟弟|哥哥|姐姐|妹妹|父亲|母亲|妻子|丈夫|儿子|女儿|孙子|孙女|邻居|爱人|老伴|名叫|同伴|朋友|同事|搭档|战友|老乡|伙伴";
const TOLD =
  "说|表示|介绍|告诉|强调|指出|要求|认为|坦言|回忆|笑着|感慨|高兴|激动|解释|透露|建议|提醒|来到|带领|带着|率|家|家里|深入|主持|出席|参加|扎根|同志|老人|一家|负责|致辞|宣布|讲话|作了|汇报|发言|感到|深有|算了|指着|拿着|看着|站在|正在|每天|从小|从事|退休|毕业|获得|荣获|被评|当选|先后|坚持|连续|还|也";
/** What a surname begins with is asked first: hardly any place of a text has it. */
const BEGINS = `(?=[${SURNAME.replace(/[^\u4e00-\u9fff]/g, "")}])`;
const LONG_NAME = `(?<name>${SURNAME}[一-龥]{2})`;
const SHORT_NAME = `(?<name>${SURNAME}[一-龥])`;
const AFTER_ROLE = `(?<=(?<deputy>副?)(?<role>${ROLE}))`;
const AFTER_STOP = "(?<=^|[，。；：！？”’\\s])";
const INTRODUCED = new RegExp(`${BEGINS}${AFTER_ROLE}${LONG_NAME}`, "g");
const SPEAKS = new RegExp(`${BEGINS}${AFTER_STOP}${LONG_NAME}(?=${TOLD})`, "g");
const ADDRESSED = new RegExp(
  `${BEGINS}(?<=[交向与由找给请同为被让对和])${LONG_NAME}(?=同志|联系|代表|委员|老师|医生|反映|报送|作了|颁发|一家|家中|老人|户|学习|致)`,
  "g",
);
const SHORT_INTRODUCED = new RegExp(`${BEGINS}${AFTER_ROLE}${SHORT_NAME}(?=${TOLD}|[，。（])`, "g");
const SHORT_SPEAKS = new RegExp(`${BEGINS}${AFTER_STOP}${SHORT_NAME}(?=${TOLD})`, "g");
/** What follows a name of two characters, taken for its third. */
const NO_NAME =
  /[的在是了和与一从带等及对将被为有能表介告指强要率来到说家也还就都又已以向任同主出参深把给让做作走看这那很]/;

/** Names begin with a surname: a table finds those in a fraction of the time that the patterns take to look for one. */
const SURNAMES = unitTable(SURNAME.replace(/[^\u4e00-\u9fff]/g, ""));
const AT_SURNAMES = [INTRODUCED, SPEAKS, ADDRESSED, SHORT_INTRODUCED, SHORT_SPEAKS].map(
  ({ source }) => new RegExp(source, "y"),
);

function surnamesIn(text: string): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) if (SURNAMES[text.charCodeAt(at)] === 1) places.push(at);
  return places;
}

const personsIn = remembered((text): { readonly persons: readonly Person[] | null } => {
  const places = surnamesIn(text);
  const persons = AT_SURNAMES.flatMap((pattern) =>
    hitsAt(text, pattern, places).map((found): Person => {
      const { name = "", role = "", deputy = "" } = found.groups ?? {};
      const start = found.index;
      const before = text.charAt(start - role.length - deputy.length - 1);
      const isListed = /[、和与]/.test(text.charAt(start + name.length)) || before === "、";
      return { name, start, role, isDeputy: deputy !== "", isListed };
    }),
  );
  return { persons: persons.length === 0 ? null : persons };
});

const shared = {
  category: "leader",
  severity: "warning",
  authority: [editing("前后一致")],
  checks: ["MC-42"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [INTRODUCED, SPEAKS, ADDRESSED, ADDRESSED, SHORT_INTRODUCED, SHORT_SPEAKS],
  facts: ({ text }: { readonly text: string }) => personsIn(text).persons,
} as const;

export const onePersonApart: DocumentRule<readonly Person[]> = {
  ...shared,
  id: "agree-person",
  title: "同一人姓名前后差一个字",
  fix: "suggest",
  confidence: 0.85,
  judge: (facts, { blocks }) => {
    const all = placed(facts);
    if (all.length < 2 || all.length > MOST) return [];
    return all
      .flatMap((person) => wrongName(person, all))
      .filter(({ name }) => !isTold(name, blocks))
      .map(({ match }) => match);
  },
  wrong: [
    { text: "茶农张成林家有茶园12亩。\n“合作社统一收购。”⟦张成琳⟧说。", first: "张成林" },
    { text: "村党支部书记周德贵带头流转土地。\n⟦邹德贵⟧介绍，全村有水田1260亩。", first: "周德贵" },
    { text: "村民赵永福种了莲藕。\n⟦赵福永⟧表示，去年收入有十万元。", first: "赵永福" },
    { text: "县气象局局长周立新作了介绍。\n县气象局局长⟦周立兴⟧说，要加强监测预警。", first: "周立新" },
  ],
  right: [
    "茶农张成林家有茶园12亩。\n“合作社统一收购。”张成林说。",
    "茶农张成林和弟弟张成军承包茶园。\n张成军说，今年收成好。",
    "村民李强家种了莲藕。\n李强说，收入有十万元。",
    "村民张成家有茶园12亩。\n张成说，合作社统一收购。",
    "县长李文、副县长李雯出席。\n李雯强调，要压实责任。",
  ],
};

interface Placed extends Person {
  readonly block: string;
  readonly order: number;
}

const MOST = 300;

const placed = (facts: readonly BlockFact<readonly Person[]>[]): readonly Placed[] =>
  facts.flatMap(({ block, index, fact }) =>
    fact.map((person) => ({ ...person, block, order: index * 10_000 + person.start })),
  );

/** Nobody introduced the name, or the same office stands before another. */
function wrongName(person: Placed, all: readonly Placed[]): { readonly name: string; readonly match: Match }[] {
  const own = all.filter(({ name }) => name === person.name);
  if (own.some(({ order, isListed }) => order !== person.order || isListed)) return [];
  const meant = all.find(
    (other) =>
      other.role !== "" &&
      other.order < person.order &&
      (person.role === "" || person.role === other.role) &&
      isNear(person.name, other.name) &&
      !(person.role !== "" && isTwice(other, all)),
  );
  if (meant === undefined) return [];
  const message = `前面写作“${meant.name}”，此处写作“${person.name}”，请核对是否同一人。`;
  const { block, start, name } = person;
  return [{ name, match: { block, start, end: start + name.length, message, suggestions: [meant.name] } }];
}

/** The name stands in a second place as well: two persons. */
const isTold = (name: string, blocks: readonly TextBlock[]): boolean =>
  blocks.reduce((sum, { text }) => sum + text.split(name).length - 1, 0) > 1;

/** Two of one office: 副县长方志明 and 副县长方志刚 spoke one after the other. */
const isTwice = (other: Placed, all: readonly Placed[]): boolean =>
  /长$|书记|主任|主席/.test(other.role) === false
    ? false
    : all.filter(({ role, isDeputy }) => role === other.role && isDeputy === other.isDeputy).length > 2;

function isNear(one: string, other: string): boolean {
  if (one === other || one.length !== other.length) return false;
  const apart = [...one].flatMap((char, at) => (char === other.charAt(at) ? [] : [at]));
  const [first = 0, second] = apart;
  if ([...one, ...other].some((char, at) => at % one.length !== 0 && NO_NAME.test(char))) return false;
  if (one.length === 2) return apart.length === 1 && first === 1 && areConfusable(one.charAt(1), other.charAt(1));
  if (apart.length === 1) return true;
  return (
    apart.length === 2 &&
    first === 1 &&
    second === 2 &&
    one.charAt(1) === other.charAt(2) &&
    one.charAt(2) === other.charAt(1)
  );
}

export const onePostApart: DocumentRule<readonly Person[]> = {
  ...shared,
  id: "agree-post",
  title: "同一人正职、副职前后不一",
  fix: "none",
  confidence: 0.8,
  judge: (facts) => {
    const all = placed(facts).filter(({ role, name }) => name.length === 3 && /长$|书记|主任|主席|经理/.test(role));
    return all.flatMap((person): Match[] => {
      const other = all.find(
        ({ name, role, isDeputy, order }) =>
          name === person.name && role === person.role && isDeputy !== person.isDeputy && order < person.order,
      );
      if (other === undefined || NO_NAME.test(person.name.slice(1))) return [];
      const [before, here] = [other, person].map(({ isDeputy, role }) => `${isDeputy ? "副" : ""}${role}`);
      const message = `前面是“${before ?? ""}${person.name}”，此处是“${here ?? ""}${person.name}”，请核对职务。`;
      const start = person.start - (here ?? "").length;
      return [{ block: person.block, start, end: person.start + person.name.length, message }];
    });
  },
  wrong: [
    { text: "副县长方志明主持会议。\n⟦县长方志明⟧要求，各单位要压实责任。" },
    { text: "县医院院长潘秀珍参加义诊。\n⟦副院长潘秀珍⟧介绍，义诊每月一次。" },
    { text: "村委会副主任何少峰带队巡河。\n村委会⟦主任何少峰⟧说，河水清了。" },
  ],
  right: [
    "副县长方志明主持会议。\n副县长方志明要求，各单位要压实责任。",
    "县长方志明主持会议，副县长方志刚参加。",
    "副县长方志明主持会议。\n方志明要求，各单位要压实责任。",
  ],
};
