/** MC-10: numbers of the papers by which a person is known: passport, licence, service card, social insurance, register … */
import { personalInformation } from "../../authority";
import type { BlockRule } from "../../rule";
import { everywhere } from "./personal-numbers";
import { masking } from "./personal-traces";

/** Papers that speak of one person. Licences of trades, 不动产权证 and the like are published for good reasons. */
const PAPERS = [
  "护照|旅行证|通行证|签注|回乡证|台胞证|外国人(?:永久)?居留(?:证|许可)|居留许可|永居证|签证",
  "军官证|警官证|文职(?:干部|人员)证|士官证|军士证|士兵证|义务兵证|学员证|军人(?:身份)?证|军人保障(?:卡|标识牌)|退伍证|退役证|复员证|转业证|离休证|退休证|残疾军人证|伤残(?:军人|人民警察)证|(?:退役军人|烈属|军属)?优待证|人民警察证|警察证|保障卡",
  "居住证|暂住证|户口[簿本]|户口|户籍|户号|常住人口登记[卡表]|身份证件?|公民身份|身份号码",
  "驾驶证|驾照|行驶证|驾驶执照|(?:驾驶证|人事|个人|干部|退休)档案",
  "社会保障卡?|社会保险|社保卡?|医疗保险|医保卡?|医疗证|养老保险|失业保险|工伤保险|新农合|合作医疗证|公积金|参保",
  "残疾人?证|低保证?|五保证|特困证|救助证|贫困证|建档立卡|优抚证|失业证|就业失业登记证|就业创业证|求职登记证|老年证|独生子女证|生育(?:服务)?证|准生证|计生证",
  "结婚证|离婚证|婚姻登记证|出生(?:医学)?证明?|死亡(?:医学)?证明|收养登记证|预防接种证|接种证|健康证",
  "学籍|学生证|学号|考籍|毕业证书?|学位证书?|结业证书?|肄业证书?",
  "病历|病案|住院|门诊|就诊卡?|诊疗卡|挂号|体检|检验单|化验单|标本|处方|病理",
  "存折|存单|工资卡|一卡通|信用卡|储蓄卡",
].join("|");
const NUMBERED = "(?:编号|证号|卡号|账号|帐号|号码|代码|字号|序号|号)";
/** G4201…, 南字第544678号, 川军残字第0123号, 2019-00123. Other words before a figure are a count: 证核发等162项. */
const NUMBER =
  "(?:[A-Za-z]{1,4}-?\\d{5,20}[Xx]?|\\d{6,20}[Xx]?|\\d{2,8}-\\d{2,12}(?:-\\d{1,8})?|[一-龥]{1,6}(?:字(?:第|〔\\d{4}〕|（\\d{4}）)?|第)[\\s　]?\\d{3,12}号?)";

/** Stands in whatever gives such a number: cheap to look for. */
const GIVES =
  /[证照籍户卡险金保号件信宝折单](?:[编号卡证账帐代字序][号码]?|码)?(?:为|是)?[：:，,（( ]?\s?(?:[A-Za-z]{1,4}-?|[一-龥]{1,7})?\d{2}/;
const maskNumbers = masking(
  "passport",
  new RegExp(
    `(?:(?:${PAPERS})(?:${NUMBERED})|(?:护照|通行证|军官证|士兵证|警官证|居住证|驾驶证|残疾证|学籍|病历))(?:为|是)?[：:，,（( ]{0,2}[\\s　]?(?<mark>${NUMBER})(?![A-Za-z0-9*×]|[本人份张件册万元年月日])`,
    "dg",
  ),
  "证件、账户号码属个人信息，公开前须脱敏。",
);

export const passport: BlockRule = {
  id: "privacy-passport",
  category: "privacy",
  title: "个人证件号码",
  severity: "block",
  fix: "suggest",
  authority: [personalInformation("第二十八条")],
  confidence: 0.95,
  checks: ["MC-10"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "block",
  needs: "0123456789",
  seeks: [GIVES],
  find: (block, context) => (GIVES.test(block.text) ? maskNumbers(block, context) : []),
  wrong: [
    { text: "护照号码：⟦E12345678⟧", first: "E1*****78" },
    { text: "持港澳居民来往内地通行证⟦H0123456789⟧入境。" },
    { text: "护照号⟦EA1234567⟧已登记。" },
    { text: "学生李某（学籍号⟦G510104201203041234⟧）转入。" },
    { text: "军官证号：⟦北字第0123456号⟧" },
    { text: "残疾证号⟦51010419800101123442⟧" },
    { text: "驾驶证档案编号：⟦510100123456⟧" },
    { text: "社保卡号为⟦C12345678⟧，已停用。" },
    { text: "住院号：⟦20230456⟧" },
  ],
  right: [
    "护照号码：E1*****78",
    "申请护照请携带身份证原件。",
    "今年签发护照123456本。",
    "办理居住证20230000人次除外的，按规定执行。",
    "社会保险基金收入1234567元。",
    "学籍号实行全国统一编码，共19位。",
    "咨询户籍业务请拨打0817-1234567。",
    "机动车驾驶证换领等206项事项全程网办，签发普通护照及签注3208本。",
  ],
};
