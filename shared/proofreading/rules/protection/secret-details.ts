/** MC-07: what tells a stranger too much: troops, coordinates, passwords, addresses of the inner network. */
import { cites, mapRegulation, openGovernment } from "../../authority";
import type { PatternRule } from "../../rule";
import { everywhere } from "./personal-numbers";

const DRAFT_MARK = /^[\s　]{0,20}[（(]?此件(?:不予|不)公开[）)]?[\s　]{0,10}$/;

export const publicityAttribute: PatternRule = {
  id: "secret-publicity-attr",
  category: "secrecy",
  title: "公开属性与发布冲突",
  severity: "hint",
  fix: "none",
  authority: [openGovernment("第十六条")],
  confidence: 0.9,
  checks: ["MC-07"],
  scope: "pattern",
  patterns: [
    {
      // A line of its own says it of this very document (R15).
      regex: /^[\s　]{0,20}(?<mark>[（(]?此件(?:不予公开|不公开|不宜公开|不得公开)[）)]?)[\s　]{0,10}$/g,
      message: "文末标注“此件不公开”，不得发布：请核对公开属性。",
      severity: "block",
    },
    {
      regex: /^[\s　]{0,20}(?<mark>[（(]?此件依申请公开[）)]?)[\s　]{0,10}$/g,
      message: "文末标注“依申请公开”，不属于主动公开：请核对公开属性后再发布。",
      severity: "warning",
    },
    {
      regex:
        /(?:公开方式|公开属性|公开类别|公开类型|公开选项|公开形式|信息公开选项)[：:][\s　]{0,3}(?<mark>不予公开|不公开|依申请公开|内部公开|不宜公开)/g,
      message: "公开方式写为“$0”，与公开发布冲突：请核对公开属性。",
      accept: (found, block, context) =>
        !DRAFT_MARK.test(block.text) && context.metadata?.disclosure !== found.groups?.mark,
    },
    {
      regex: /^[\s　]{0,20}(?<mark>[（(]此件(?:公开发布|主动公开)[）)])[\s　]{0,10}$/g,
      message: "文末标注“此件公开发布”，而公开方式选的不是主动公开：请核对。",
      accept: (_, __, context) =>
        context.metadata !== null && context.metadata.disclosure !== "" && context.metadata.disclosure !== "主动公开",
    },
  ],
  wrong: [
    { text: "公开方式：⟦不予公开⟧" },
    { text: "⟦（此件不公开）⟧" },
    { text: "信息公开选项：⟦依申请公开⟧" },
    { text: "⟦（此件公开发布）⟧", metadata: { disclosure: "不予公开" } },
  ],
  right: [
    "公开方式：主动公开",
    "（此件公开发布）",
    "依申请公开的政府信息，按照条例办理。",
    { text: "公开方式：依申请公开", metadata: { disclosure: "依申请公开" } },
    "对不予公开的信息应当说明理由。",
  ],
};

const SITE =
  "军用机场|弹药库|军火库|弹药仓库|导弹阵地|雷达阵地|雷达站|军用油库|潜艇基地|军用仓库|军事指挥所|指挥坑道|人防指挥所";

export const military: PatternRule = {
  id: "secret-military",
  category: "secrecy",
  title: "涉军敏感信息",
  severity: "error",
  fix: "none",
  authority: [cites("《中华人民共和国军事设施保护法》", "2021-08-01")(), cites("新闻出版保密规定", "1992-10-01")()],
  confidence: 0.9,
  checks: ["MC-07"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "pattern",
  patterns: [
    {
      regex: /(?<![\d０-９.])(?<mark>[\d０-９]{5}部队)(?:[^，。；]{0,10}(?:营区|位置|驻地|坐标|番号))?/g,
      message: "部队代号与驻地、任务同现可能泄露军事秘密：请改为“驻地某部队”，并经保密审查。",
    },
    {
      regex: new RegExp(
        `(?<mark>(?:${SITE})(?:的)?(?:具体)?(?:位于|坐落于|坐落在|设在|建在|坐标|经纬度|方位|布防|部署在)[^，。；]{0,20})`,
        "g",
      ),
      message: "写出军事设施的位置可能泄露军事秘密，请删除并报保密审查员。",
    },
    {
      regex:
        /(?<mark>(?:部队|军队|旅|团|营区)(?:的)?(?:兵力部署|武器配备|装备数量|布防图|营区坐标|布防情况|换防时间)(?:为|是|如下|[：:]))/g,
      message: "部队的部署、装备、换防属军事秘密，请删除并报保密审查员。",
    },
  ],
  wrong: [
    { text: "驻某地⟦12345部队⟧营区位置。" },
    { text: "⟦61234部队⟧官兵参加抢险。" },
    { text: "该⟦雷达站位于某山北坡⟧，海拔900米。" },
    { text: "我县⟦弹药仓库坐标已标注⟧。" },
    { text: "⟦部队兵力部署如下⟧" },
  ],
  right: [
    "驻地部队官兵参与植树。",
    "禁止在军用机场净空保护区域内修建超高建筑物。",
    "慰问驻地某部队，送去20000元慰问金。",
    "气象观测站位于城北公园。",
    "保护军事设施是公民的义务。",
  ],
};

export const geography: PatternRule = {
  id: "secret-geo",
  category: "secrecy",
  title: "精确坐标",
  severity: "warning",
  fix: "none",
  authority: [cites("《中华人民共和国测绘法》", "2017-07-01")(), mapRegulation()],
  confidence: 0.88,
  checks: ["MC-07"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<![\d.])(?<mark>\d{1,3}\.\d{5,12}[°度]?\s?[NSEWnsew]?\s?[，,、；;／/\s]{1,3}(?:[东西]经|[南北]纬|[EeNn]|经度|纬度)?[：:]?\s?\d{1,3}\.\d{5,12}[°度]?)(?![\d%％])/g,
      message: "公布精度达到米级的坐标可能涉密或涉及测绘管理：非必要不写，必要时降低精度并经审查。",
      accept: (found) => isPlace(found[0]),
    },
    {
      regex:
        /(?<mark>(?:[东西]经|[南北]纬|[EN])?\s?\d{1,3}\s?[°度]\s?\d{1,2}\s?[′'’分]\s?\d{1,2}(?:\.\d{1,6})?\s?(?:[″"”]|秒|''))/g,
      message: "坐标写到秒：非必要不写，必要时降低精度并经审查。",
    },
    {
      regex: /(?<mark>(?:[东西]经|[南北]纬|经度|纬度)[：:]?\s?\d{1,3}\.\d{5,12}\s?[°度]?)/g,
      message: "公布精度达到米级的坐标可能涉密或涉及测绘管理：非必要不写，必要时降低精度并经审查。",
    },
  ],
  wrong: [
    { text: "水库坐标 ⟦30.123456，104.123456⟧。" },
    { text: "位于⟦东经104°12′33″⟧、⟦北纬30°05′18.6″⟧处。" },
    { text: "中心点⟦经度：104.123456⟧" },
    { text: "点位：⟦104.06578, 30.65984⟧" },
  ],
  right: [
    "水库位于县城以北。",
    "震中位于北纬32.12度、东经104.05度。",
    "汇率为7.12345，0.98765。",
    "我国位于东经73°40′至135°2′之间。",
    "系数取0.123456、0.654321。",
  ],
};

/** Two numbers that can be latitude and longitude of a place in China, in either order. */
function isPlace(found: string): boolean {
  const [a = 0, b = 0] = Array.from(found.matchAll(/\d{1,3}\.\d{5,12}/g), ([number]) => Number(number));
  const [low, high] = a < b ? [a, b] : [b, a];
  return low >= 3 && low <= 54 && high >= 73 && high <= 136;
}

const SECRET_WORD =
  "密码|口令|passw(?:or)?d|pwd|passcode|密钥|私钥|secret(?:[_-]?key)?|access[_-]?key|api[_-]?key|token|令牌";

export const password: PatternRule = {
  id: "secret-password",
  category: "secrecy",
  title: "口令、密钥、内网地址外泄",
  severity: "block",
  fix: "none",
  authority: [
    cites("《中华人民共和国网络安全法》", "2017-06-01")("第二十一条"),
    cites("GB/T 22239-2019《网络安全等级保护基本要求》", "2019-12-01")(),
  ],
  confidence: 0.9,
  checks: ["MC-07"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?:${SECRET_WORD})(?:统一)?(?:均?为|是|[：:=＝])?\\s?["“'‘]?(?<mark>(?=[^\\s一-龥]{0,30}(?:\\d|[^A-Za-z\\s一-龥]))[A-Za-z0-9@#$%^&!~+_=.-]{5,60}[A-Za-z0-9@#$%^&!~+_=])`,
        "gi",
      ),
      message: "正文写出了口令或密钥：请立即删除，并更换该口令。",
      accept: (found) => isKey(found.groups?.mark ?? ""),
    },
    {
      regex: /(?<mark>-{5}BEGIN [A-Z ]{0,20}PRIVATE KEY-{5})/g,
      message: "正文含有私钥：请立即删除，并更换密钥。",
    },
    {
      regex:
        /(?:内网|专网|政务外网|后台|服务器|IP|地址|登录|访问|https?:\/\/)[^。；\d]{0,12}(?<mark>(?:10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d{1,3}\.\d{1,3}(?::\d{2,5})?)(?![\d.])/gi,
      message: "正文写出了内部网络地址：公开前请删除。",
      severity: "error",
    },
  ],
  wrong: [
    { text: "后台账号admin，密码⟦Abc@1234⟧。" },
    { text: "初始密码为⟦a123456⟧，请登录后修改。" },
    { text: "系统地址：http://⟦192.168.10.21:8080⟧/admin" },
    { text: "密码：⟦20230101⟧" },
    { text: "api_key=⟦sk9f8e7d6c5b4a3210⟧" },
    { text: "请访问内网⟦10.12.3.45⟧下载。" },
  ],
  right: [
    "请使用统一身份认证登录。",
    "密码长度不少于8位，须含字母和数字。",
    "初始密码为身份证号码后六位。",
    "密码：******",
    "《中华人民共和国密码法》2020年1月1日起施行。",
    "忘记密码请拨打010-12345678。",
  ],
};

/** Words are no passwords: digits alone of six or more, or letters mixed with digits or signs. */
function isKey(value: string): boolean {
  if (/^\d{6,16}$/.test(value)) return true;
  return /[A-Za-z]/.test(value) && /[\d@#$%^&!~+_=]/.test(value) && !/^(?:https?|www)/i.test(value);
}
