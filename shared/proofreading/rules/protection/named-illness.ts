/** MC-10: what is said of the illness or disability of a person who is named. */

import { openGovernment, personalInformation } from "../../authority";
import { hitsOf } from "../../hits";
import { SURNAME } from "../../packs/surnames";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { everywhere } from "./personal-numbers";

/** Words begin with surnames too: what cannot stand in a given name ends them. */
const GIVEN = "(?![某患有被因系为是的了在和与等何经者病症癌确诊伤残及或可以应不无未血家])[一-龥]";
const MORE_SURNAMES =
  "(?:康(?![复养健])|[齐尤施洪柳聂庞樊殷倪颜章梅祝骆翟焦凌牛季左屈温芦冉苗蒲阎卓鲍冷简饶涂邢单匡柯喻褚耿詹])";
const NAME = `(?!梅毒|张贴|张挂|安排|安全|宣传|方便|温馨|平时|全面|管理|关注|关爱|包括)(?:${SURNAME}|${MORE_SURNAMES})${GIVEN}(?:${GIVEN})?`;

const CHRONIC = [
  "精神(?:分裂症?|障碍|疾病|病史?|失常|异常)|抑郁症|抑郁|焦虑症|强迫症|躁狂症|躁郁症|双相(?:情感)?障碍|癔症|癫痫|多动症|自闭症|孤独症|唐氏综合[征症]|老年痴呆症?|痴呆症?|阿尔茨海默(?:病|症)|帕金森(?:病|症|综合征)?|智力(?:障碍|低下|缺陷)|智障",
  "艾滋病(?:病毒)?|HIV(?:阳性|感染)?|乙肝(?:大三阳|小三阳)?|丙肝|甲肝|戊肝|乙型肝炎|丙型肝炎|病毒性肝炎|肝炎|肺结核|结核病|活动性肺结核|梅毒|淋病|尖锐湿疣|性病|麻风病?|疟疾|布鲁氏?菌病|血吸虫病|包虫病|新冠(?:肺炎|病毒)?|水痘|手足口病|性传播疾病",
  "(?:胃|肺|肝|骨|脑|肾|喉|舌|眼|乳腺|乳房|食道|食管|结肠|直肠|结直肠|大肠|宫颈|子宫|卵巢|前列腺|膀胱|胰腺|甲状腺|鼻咽|口腔|皮肤|胆囊|胆管|胆|淋巴|神经|视网膜|垂体|纵隔|恶性|良性|平滑肌|软组织)?(?:癌|肿瘤|肉瘤|淋巴瘤|骨髓瘤|胶质瘤|母细胞瘤)(?:症|晚期|早期|中期)?|白血病|尿毒症|血友病|再生障碍性贫血|地中海贫血|红斑狼疮|强直性脊柱炎|类风湿(?:性关节炎|关节炎)?|肌萎缩(?:侧索硬化症?)?|渐冻症|重症肌无力|股骨头坏死|成骨不全症?|脆骨病|白化病|苯丙酮尿症|侏儒症|罕见病",
  "糖尿病|高血压(?:病)?|高血脂|痛风|甲亢|甲状腺功能(?:亢进|减退)|先天性心脏病|先心病|风湿性心脏病|心脏病|冠心病|心肌(?:梗死|梗塞|炎|病)|心力衰竭|心衰|脑瘫|脑(?:梗死?|梗塞|出血|溢血|萎缩|中风)|中风|偏瘫|高位截瘫|截瘫|瘫痪|半身不遂|植物人|肾(?:衰竭|炎|病综合征|功能衰竭|积水)|肝硬化|肝腹水|胰腺炎|哮喘|肺气肿|慢阻肺|尘肺病?|矽肺病?|慢性支气管炎",
  "双目失明|失明|全盲|聋哑|失聪|截肢|重病|重大疾病|大病|慢性病|重症|不孕不?育?症?|习惯性流产|精神残疾|智力残疾|肢体残疾|视力残疾|听力残疾|言语残疾|多重残疾",
].join("|");
const LEVEL = "(?:[一二三四1-4]级|重度|中度|轻度)";
const DISABLED = `(?:${LEVEL}?(?:肢体|视力|听力|言语|智力|精神|多重)(?:残疾|障碍)(?:${LEVEL})?|${LEVEL}残疾(?:人|军人)?|残疾(?:等级)?(?:为|：)?${LEVEL})`;
const HABITS =
  "吸毒史|吸毒成瘾|毒瘾|精神病史|犯罪前科|前科|同性恋|性取向异常|怀孕[一二三四五六七八九\\d]{1,2}个?月|人工流产";
const ILLNESS = `(?:(?:重度|轻度|中度|严重|晚期|慢性|急性|先天性|恶性|良性|原发性|继发性|顽固性|间歇性|遗传性)?(?:${DISABLED}|${CHRONIC}|${HABITS})(?:[一-龥]{0,2}(?:患者|病人|病史|携带者|感染者|家属|残疾人|人员))?)`;

const BEFORE =
  "(?<=^|[，。；：、（(“！？ \u3000]|患者|病人|群众|村民|居民|市民|学生|职工|员工|人员|对象|申请人|当事人|嫌疑人|被告人|死者|伤者|同学|老人|儿童|孩子|[户民员母妻夫子女儿亲父师生妇童兵者])";
const CALLED = "(?:同志|同学|老人|老师|先生|女士|一家|家庭|户)?";
const KIN =
  "(?:之?的?(?:[子女妻夫母父]|儿子|女儿|妻子|丈夫|母亲|父亲|孩子|孙子|孙女|爱人|家属|配偶|长子|次子|长女|次女))?";
const PARTICULARS =
  "(?:[，、（(： ]?(?:[男女]|(?:现年|年仅)?\\d{1,3}(?:周)?岁|(?:19|20)\\d{2}年\\d{1,2}月(?:\\d{1,2}日)?(?:出)?生|[汉回满壮苗彝藏羌蒙]族|低保户?|五保户?|特困(?:户|人员)?|脱贫户|贫困户|学生|农民|退休|无业|致贫原因[：:]?)){0,5}";
const SAYING =
  "(?:[，、（(：: ]{0,2}(?:因病?|因其|由于|长期|现|曾|已|先天|自幼|从小|自小|不幸|近期|突发|突患|经(?:医院|检查|鉴定|体检)?(?:检查|诊断|鉴定)?|被|系|于\\d{4}年(?:\\d{1,2}月)?|体检时?|(?:入院|临床|医院|初步)?诊断(?:结果)?)?(?:患有?|罹患|身患|患了|得了|感染(?:了|上)?|确诊(?:为|患有?|是)?|诊断(?:为|出|是|结果为)|鉴定为|评定为|查出|检出|检查出|系|是|为|有|属于?|突发|伴有|因病致残)?(?:了)?[，：]?)";

/** Stories of people who did not give in, and notices of death, tell of an illness with good reason. */
const TOLD =
  /仍|依然|依旧|却|坚守|坚持|战胜|顽强|抗击|逝世|去世|病逝|离世|自强|奋斗|冠军|金牌|银牌|铜牌|运动员|作家|院士|英雄|模范|烈士|事迹|主席|演员/;
const SENTENCE_REST = /^[^。！？\n]{0,80}/;
const SENTENCE_HEAD = /[^。！？\n]{0,60}$/;

const illness = new RegExp(ILLNESS, "g");
const named = new RegExp(`${BEFORE}${NAME}${CALLED}${KIN}${PARTICULARS}${SAYING}$`);
const namedAfter = new RegExp(
  `^(?:患者|病人|感染者|携带者|残疾人|家庭成员|人员|儿童)?(?!管理|管护|安置|安全|成功|常见|高发|全部|全家|解决|关爱|关怀|经济|经过|查询|支付)${NAME}(?=[，。；、（(的被在因已等]|$)`,
);
/** 患有艾滋病的陈建国: what the person has stands before the name. */
const SUFFERS = /(?:患有?|身患|罹患|感染了?|确诊)$/;
const namedOf = new RegExp(`^的(?:[一-龥]{0,2}(?:民|工|生|员|人))?${NAME}(?=[，。；、（(享被在因已等领获]|$)`);
const LOOK_BACK = 70;

function illnessesIn(block: TextBlock): Match[] {
  const { text } = block;
  return hitsOf(text, illness).flatMap((found) => {
    const end = found.index + found[0].length;
    const before = text.slice(Math.max(0, found.index - LOOK_BACK), found.index);
    const after = text.slice(end, end + LOOK_BACK);
    const isOf = /(?:患者|病人|感染者|携带者|残疾人|人员)$/.test(found[0]);
    const follower = isOf ? namedAfter.exec(after) : SUFFERS.test(before) ? namedOf.exec(after) : null;
    if (follower === null && !named.test(before)) return [];
    const around = `${SENTENCE_HEAD.exec(before)?.[0] ?? ""}${SENTENCE_REST.exec(after)?.[0] ?? ""}`;
    if (TOLD.test(around)) return [];
    return [{ block: block.id, start: found.index, end: end + (follower?.[0].length ?? 0), message: MESSAGE }];
  });
}

const MESSAGE = "病情、残疾情况是敏感个人信息：写出姓名时请删去病情，或者把姓名改为“某某”。";

export const namedIllness: BlockRule = {
  id: "privacy-named-illness",
  category: "privacy",
  title: "公开他人病情、残疾情况",
  severity: "warning",
  fix: "none",
  authority: [personalInformation("第二十八条"), openGovernment("第十五条")],
  confidence: 0.85,
  checks: ["MC-10"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "block",
  seeks: [
    /病|[炎癌瘤症瘫痪盲聋疟痫]|残疾|障碍|抑郁|失[明聪]|中风|痛风|脑出血|脑梗|结核|尘肺|前科|毒[史瘾]|成瘾|怀孕|HIV|血压|高血脂|甲亢|肝|衰竭|硬化|萎缩|截肢/,
  ],
  find: illnessesIn,
  wrong: [
    { text: "救助名单中，患有⟦艾滋病的陈建国⟧享受专项补助。" },
    { text: "救助⟦尿毒症患者王建国⟧。" },
    { text: "困难群众赵国栋患有⟦精神分裂症⟧，已纳入救助。" },
    { text: "村民张丽娟患有⟦乙肝⟧，享受低保。" },
    { text: "学生李明确诊⟦肺结核⟧。" },
    { text: "李秀英，女，⟦肢体残疾三级⟧。" },
    { text: "资助对象：李小明（⟦先天性心脏病⟧）。" },
    { text: "周海燕是⟦乙肝病毒携带者⟧。" },
    { text: "贫困户王大山，⟦高位截瘫⟧，生活不能自理。" },
    { text: "孙丽之子患⟦自闭症⟧。" },
  ],
  right: [
    "救助名单中，患有艾滋病的陈某某享受专项补助。",
    "困难群众赵某某患有重病，已纳入救助。",
    "对患有精神障碍的困难群众给予救助。",
    "肺结核患者可以到定点医院就诊。",
    "驻村干部赵国栋身患癌症，仍坚守扶贫一线。",
    "任何患有精神障碍的人都受法律保护。",
    "高血压、糖尿病等慢性病纳入门诊保障。",
    "促进精神障碍患者康复，精神疾病患者康复后依法就业。",
    "免费提供艾滋病、梅毒、乙肝检测，或者张贴艾滋病防治公益广告。",
  ],
};
