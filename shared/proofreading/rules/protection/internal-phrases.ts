/** MC-07, MC-10: words by which a paper calls itself internal inside a sentence, and illnesses of named persons. */
import { openGovernment, personalInformation, stateSecrets } from "../../authority";
import { SURNAME } from "../../packs/surnames";
import type { PatternRule } from "../../rule";
import { everywhere } from "./personal-numbers";

const KEEP =
  "(?:不得|请勿|严禁|禁止|切勿|谢绝|勿)(?:对外|向外|擅自|随意)?(?:外传|公开|翻印|外泄|泄露|转发|上网|复制|扩散|传播|转载|引用|摘抄|拍照|外借|提供|发布)";
const KIND = "资料|文件|材料|刊物|参考|使用|掌握|传阅|信息|情况|通报|讨论稿|征求意见稿|稿件|事项|学习|交流";
/** Rules about such papers name them; here the paper speaks of itself. */
const RULED =
  /(?:不得|不准|严禁|禁止|防止|杜绝|避免|应当|注明|标注|标明|印有|加盖|字样|规定|制度|管理|任何|凡)[^，。；]{0,24}$/;

export const internalPhrase: PatternRule = {
  id: "secret-internal-phrase",
  category: "secrecy",
  title: "内部事项字样",
  severity: "error",
  fix: "none",
  authority: [openGovernment("第十六条"), stateSecrets()],
  confidence: 0.9,
  checks: ["MC-07"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<mark>内部(?:${KIND})[，,、；;：: 　（(·]{0,2}(?:${KEEP}|注意保[存密管]|妥善保管|请保密|仅供参考))`,
        "g",
      ),
      message: "发现内部事项字样：内部材料不得公开发布，请删除或先办理公开审查。",
      accept: (found, { text }) => !RULED.test(text.slice(Math.max(0, found.index - 26), found.index)),
    },
    {
      regex: new RegExp(
        `(?<mark>(?:(?:属于?|系|为|是)(?:我[省市县区局委]的?|单位|本单位|机关)?(?:工作秘密|敏感信息|内部事项|涉密(?:文件|材料|资料|内容)|国家秘密))[，,、；;](?:[一-龥]{0,4})?(?:${KEEP}|注意保[存密管]|妥善保管|请保密))`,
        "g",
      ),
      message: "发现内部事项字样：工作秘密、内部事项不得公开发布，请先办理公开审查。",
      accept: (found, { text }) => !RULED.test(text.slice(Math.max(0, found.index - 26), found.index)),
    },
    {
      regex:
        /阅后即焚|阅后即毁|阅后销毁|阅后(?:请)?(?:收回|退回|删除|归还)|看后(?:即|请)?(?:删|销毁)|知悉范围(?:仅限|限于|为|：)[^，。；]{1,20}|(?:此件|本件|本文|本表|本材料|本文件|该材料|以下内容)[^，。；]{0,4}(?:仅供|只供|仅限|只限|限)(?:内部|领导|机关|本单位|班子|系统内|本系统|本局|党内)[^，。；]{0,6}|(?:仅供|只供|仅限|只限)(?:内部|领导|机关内部|本单位内部|系统内部?|党内)(?:使用|传阅|参考|掌握|参阅|学习|阅读|知悉|交流|发行)|(?:此件|本件|本文|本表|本材料|本文件|该材料)[^，。；]{0,4}(?:不对外|请勿外传|严禁外传|不得外传|切勿外传|勿外传|不得公开|不宜公开|不予公开)|(?:涉密|敏感|保密)(?:文件|材料|资料|内容|信息)[，,、 ]{1,2}(?:请勿|严禁|禁止|不得)[^，。；]{2,8}/g,
      message: "发现内部事项字样：内部材料不得公开发布，请删除或先办理公开审查。",
      accept: (found, { text }) => !RULED.test(text.slice(Math.max(0, found.index - 26), found.index)),
    },
  ],
  wrong: [
    { text: "本材料为⟦内部参考，不得公开⟧。" },
    { text: "⟦阅后即焚⟧，请勿转发。" },
    { text: "本表⟦系工作秘密，严禁外传⟧。" },
    { text: "⟦本材料仅限内部讨论⟧。" },
  ],
  right: [
    "任何单位不得将内部资料外传。",
    "涉密文件应当按规定登记、传阅和清退。",
    "工作秘密管理办法由保密部门制定。",
    "属于国家秘密的，不得公开。",
  ],
};

const NAME = `${SURNAME}(?!某)[一-龥](?:(?!某)[一-龥])?`;
const DISEASE =
  "精神(?:分裂症?|障碍|疾病|病|残疾)|艾滋病|(?:HIV|HIV感染)|乙肝|丙肝|乙型肝炎|丙型肝炎|肝炎|肺结核|结核病|梅毒|淋病|性病|抑郁症|双相(?:情感)?障碍|癫痫|白血病|尿毒症|[一-龥]{0,4}癌(?:症|晚期|早期|中期)?|[一-龥]{0,3}肿瘤|糖尿病|高血压|心脏病|冠心病|脑瘫|脑梗死?|肾衰竭|肝硬化|红斑狼疮|血友病|重病|重大疾病|慢性病|不孕不?育?症?|自闭症|孤独症|老年痴呆症?|阿尔茨海默病|帕金森病?";

export const namedIllness: PatternRule = {
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
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=(?:群众|患者|病人|村民|居民|学生|职工|人员|对象|申请人|当事人|嫌疑人|[户民员母妻夫子女儿亲父]|^|[，。；：、“（])${NAME}(?:因|系|为|，|（|\\(|[男女，、\\d岁]{0,6})?(?:长期|因|现|曾|先天|不幸|被查出|被诊断为|被确诊为|确诊|身)?)(?<mark>(?:患有?|罹患|身患|感染|确诊(?:为|患有?)?|被诊断(?:为|出)?|查出|系|为|有)(?:了|重度|轻度|严重|晚期|慢性|先天性|恶性|急性)?(?:${DISEASE})(?:患者|病人|感染者)?)`,
        "g",
      ),
      message: "病情、残疾情况是敏感个人信息：写出姓名时请删去病情，或者把姓名改为“某某”。",
    },
    {
      regex: new RegExp(
        `(?<mark>(?:${DISEASE})(?:患者|病人|感染者|家庭成员)${SURNAME}(?!某)[一-龥](?!某)[一-龥]?)(?=[，。；、（(的被在因已]|$)`,
        "g",
      ),
      message: "病情是敏感个人信息：写出姓名时请删去病情，或者把姓名改为“某某”。",
    },
  ],
  wrong: [
    { text: "困难群众赵国栋⟦患有精神分裂症⟧，已纳入救助。" },
    { text: "村民张丽娟⟦患有乙肝⟧，享受低保。" },
    { text: "学生李明⟦确诊肺结核⟧。" },
  ],
  right: [
    "困难群众赵某某患有重病，已纳入救助。",
    "对患有精神障碍的困难群众给予救助。",
    "肺结核患者可以到定点医院就诊。",
  ],
};
