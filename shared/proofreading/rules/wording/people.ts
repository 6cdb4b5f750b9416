/** MC-05: how people are named: disability, ethnic groups, religion, suspects, sexes. */
import { cites, newsWording } from "../../authority";
import type { PatternRule, TermRule } from "../../rule";
import { termsOf } from "./term-rows";

const disabled = cites("《中华人民共和国残疾人保障法》", "2018-10-26");
const women = cites("《中华人民共和国妇女权益保障法》", "2023-01-01");
const criminal = cites("《中华人民共和国刑事诉讼法》", "2018-10-26");
const ethnicNames = cites("国家民委《关于民族称谓的通行规范》");
const religious = cites("《宗教事务条例》", "2018-02-01");

export const disabledPeople: TermRule = {
  id: "wording-disabled",
  category: "people",
  title: "残疾人称谓",
  severity: "error",
  fix: "suggest",
  authority: [disabled("第三条"), newsWording()],
  confidence: 0.95,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: termsOf(
    [
      ["残废人", "残疾人"],
      ["残废军人", "残疾军人"],
      ["残废证", "残疾人证"],
      ["独眼龙", "视力残疾人"],
      ["瞎子", "盲人", ["瞎子阿炳", "瞎子摸", "黑瞎子"]],
      ["聋子", "听力残疾人", ["聋子的耳朵"]],
      ["哑巴", "言语残疾人", ["哑巴吃黄连", "哑巴亏"]],
      ["傻子", "智力残疾人"],
      ["呆子", "智力残疾人", ["书呆子"]],
      ["弱智儿童", "智力障碍儿童"],
      ["弱智人", "智力残疾人"],
      ["弱智学生", "智力障碍学生"],
      ["瘸子", "肢体残疾人"],
      ["跛子", "肢体残疾人"],
      ["瘫子", "肢体残疾人"],
      ["疯子", "精神障碍患者"],
      ["低能儿", "智力障碍儿童"],
    ],
    "带有歧视",
  ),
  wrong: [
    { text: "为⟦残废人⟧办理补贴。", first: "残疾人" },
    { text: "为⟦弱智儿童⟧提供康复服务。", first: "智力障碍儿童" },
    { text: "村里的⟦瘸子⟧也领到了低保。", first: "肢体残疾人" },
  ],
  right: ["为残疾人办理补贴。", "黑瞎子岛生态保护区正式开放。", "民间音乐家瞎子阿炳的作品。", "不让老实人吃哑巴亏。"],
};

const groups: readonly (readonly [string, string])[] = [
  ["(?<![内外古])蒙族", "蒙古族"],
  ["维族", "维吾尔族"],
  ["哈族(?=群众|同胞|牧民|自治|人|干部)", "哈萨克族"],
  ["朝族(?=群众|同胞|自治|人|干部|学校)", "朝鲜族"],
  ["鲜族(?<!朝鲜族)(?=群众|同胞|人|学校)", "朝鲜族"],
  ["回民(?=群众|同胞|干部|党员)", "回族"],
  ["蒙古大夫", "庸医"],
  ["(?<![薛王李张刘陈杨赵周吴])蛮子(?![岭沟村屯营寨湾])", "南方人"],
  ["老蒙子|蒙鞑子|鞑子(?!沟|营|屯|村)", "蒙古族群众"],
  ["老回回|回子(?=群众|人)", "回族群众"],
  ["藏民(?=群众|同胞)", "藏族"],
  ["高山族(?=群众|同胞|人)(?<=台湾(?:的)?高山族)", "少数民族"],
  ["少数民族(?:落后|野蛮)(?=地区|群众)", "少数民族"],
  ["侗家佬|苗子(?=寨|族|人)|倮倮族|罗罗族", "少数民族"],
  ["民族独立自治|民族独立区", "民族区域自治"],
];

export const ethnic: PatternRule = {
  id: "wording-ethnic",
  category: "people",
  title: "民族称谓",
  severity: "error",
  fix: "suggest",
  authority: [ethnicNames(), newsWording("民族宗教类")],
  confidence: 0.92,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: groups.map(([source, right]) => ({
    regex: new RegExp(source, "g"),
    message: `民族称谓应用规范全称，写“${right}”。`,
    suggest: right,
  })),
  wrong: [
    { text: "慰问⟦蒙族⟧群众。", first: "蒙古族" },
    { text: "⟦维族⟧同胞载歌载舞。", first: "维吾尔族" },
    { text: "走访⟦回民⟧群众。", first: "回族" },
  ],
  right: ["慰问蒙古族群众。", "焉耆回族自治县、回民区、回民中学。", "维护民族团结。"],
};

export const religion: TermRule = {
  id: "wording-religion",
  category: "people",
  title: "宗教用语",
  severity: "warning",
  fix: "suggest",
  authority: [religious(), newsWording("民族宗教类")],
  confidence: 0.92,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: termsOf(
    [
      [
        "回教",
        "伊斯兰教",
        ["回教室", "回教育", "回教学", "回教材", "回教师", "回教练", "回教委", "回教会", "中华回教"],
      ],
      ["喇嘛教", "藏传佛教"],
      ["穆斯林国家", "伊斯兰国家"],
      ["伊斯兰教民", "穆斯林"],
      ["回教徒", "穆斯林"],
      ["伊斯兰教清真寺", "清真寺"],
      ["佛教和尚庙", "佛教寺院"],
      ["天主教牧师", "天主教神父"],
      ["基督教神父", "基督教牧师"],
      ["基督新教神父", "基督教牧师"],
      ["伊斯兰教和尚", "阿訇"],
      ["道教和尚", "道士"],
      ["佛教道士", "僧人"],
    ],
    "不是规范的宗教用语",
  ),
  wrong: [
    { text: "组织⟦回教⟧活动场所检查。", first: "伊斯兰教" },
    { text: "走访⟦喇嘛教⟧寺院。", first: "藏传佛教" },
    { text: "与⟦穆斯林国家⟧开展贸易。", first: "伊斯兰国家" },
  ],
  right: ["组织伊斯兰教活动场所检查。", "学生陆续返回教室。", "与伊斯兰国家开展贸易。"],
};

export const suspect: PatternRule = {
  id: "wording-suspect",
  category: "people",
  title: "判决前称“罪犯”",
  severity: "error",
  fix: "suggest",
  authority: [criminal("第十二条"), newsWording("法律类")],
  confidence: 0.88,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:抓获|逮捕|拘留|刑拘|抓捕|缉拿|传唤|审讯|讯问|盘查|押解)(?:了|到|涉案)?(?:[\d一二三四五六七八九十百两多余]{0,5}[名个位])?(?:涉嫌[^，。；\n]{0,10}的)?(?<mark>罪犯|犯人|嫌犯|犯罪分子|疑犯|嫌疑犯)(?!嫌疑|的?家属|改造)/g,
      message: "人民法院判决有罪前，不得称“罪犯”，应称“犯罪嫌疑人”。",
      suggest: "犯罪嫌疑人",
    },
    {
      regex: /(?<=涉嫌[^，。；\n]{1,12}的?)(?<mark>罪犯|犯人|嫌犯|疑犯)/g,
      message: "人民法院判决有罪前，不得称“罪犯”，应称“犯罪嫌疑人”。",
      suggest: "犯罪嫌疑人",
    },
    {
      regex: /犯罪嫌疑犯|嫌疑犯|(?<![涉无避])嫌犯(?!罪)/g,
      message: "规范称谓是“犯罪嫌疑人”，提起公诉后称“被告人”。",
      suggest: "犯罪嫌疑人",
    },
    {
      regex: /(?<=(?:杀人|盗窃|诈骗|抢劫|强奸|贩毒|纵火))犯(?=(?:被|已被)?(?:抓获|逮捕|刑拘|落网|归案))/g,
      message: "判决前应写“犯罪嫌疑人”。",
      suggest: "犯罪嫌疑人",
    },
  ],
  wrong: [
    { text: "警方抓获3名⟦罪犯⟧，案件正在侦办。", first: "犯罪嫌疑人" },
    { text: "民警将⟦嫌疑犯⟧带回调查。", first: "犯罪嫌疑人" },
    { text: "讯问⟦犯人⟧时全程录音。", first: "犯罪嫌疑人" },
  ],
  right: ["警方抓获3名犯罪嫌疑人，案件正在侦办。", "监狱依法对罪犯进行教育改造。", "严厉打击犯罪分子的嚣张气焰。"],
};

export const gender: PatternRule = {
  id: "wording-gender",
  category: "people",
  title: "性别歧视",
  severity: "hint",
  fix: "none",
  authority: [women("第四十三条")],
  confidence: 0.85,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:仅|只)?限男性?(?!女|厕|式|装|篮|排|足|子)(?=[，。；、）]|生|公民|应聘|报名)|(?:限|仅限|只限)招男性?|男性优先|女性勿扰|女生勿扰|不招女性?|女性(?:不予|谢绝|免谈)/g,
      message: "招录、招聘不得限定性别，法律规定不适合女性的岗位除外。",
    },
    {
      regex:
        /(?:已婚未育|已育|未婚)(?:者|女性)?(?:优先|勿扰|不予)|(?:限|要求)未婚女性|不得怀孕|[一两三]年内不[得能](?:结婚|怀孕|生育)/g,
      message: "不得以婚育状况限制妇女就业。",
    },
    {
      regex:
        /妇道人家|头发长见识短|剩女|女流之辈|贤妻良母式?的?女干部|美女(?:局长|书记|干部|警察|法官)|(?<!家庭)妇女之仁/g,
      message: "带有性别刻板印象，请改写。",
    },
  ],
  wrong: [
    { text: "招录⟦限男性⟧，⟦女性勿扰⟧。" },
    { text: "岗位要求：⟦已婚未育优先⟧。" },
    { text: "关心大龄“⟦剩女⟧”婚恋问题。" },
  ],
  right: ["招录对象为符合岗位条件者。", "限男女各十名报名参赛。", "依法保障妇女平等就业权利。"],
};
