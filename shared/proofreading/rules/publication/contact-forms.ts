/** Numbers and addresses keyed with another mark: 0563一2217315, rsj＠example.gov.cn, htt:// (MC-15). */
import { cites } from "../../authority";
import type { PatternRule } from "../../rule";

const plan = cites("《电信网编号计划》（2017年版）");
const mailFormat = cites("RFC 5321", "2008-10");
const urlFormat = cites("RFC 3986", "2005-01");

/** The text says that it is a number to call. */
const CALLED = /(?:电话|热线|传真|咨询|联系|致电|拨打|座机)[^。；\d]{0,16}$|(?:电话|热线|传真)[^。；]{0,40}[、，/或]$/;
const isCalled = ({ input, index }: RegExpExecArray): boolean =>
  CALLED.test(input.slice(Math.max(0, index - 60), index));

export const phoneMark: PatternRule = {
  id: "contact-phone-mark",
  category: "link",
  title: "电话号码中的连接号、数字有误",
  severity: "warning",
  fix: "suggest",
  authority: [plan()],
  confidence: 0.9,
  checks: ["MC-15"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<![\d-])(?<code>0[1-9]\d{1,2})(?<mark>[一—~～、。.·:：_=+﹣–―]{1,2})(?=\d{7,8}(?!\d))/g,
      message: "区号与号码之间用连接号“-”。",
      suggest: "-",
      accept: isCalled,
    },
    {
      regex:
        /(?<![\dA-Za-z-])(?:0[1-9]\d{1,2}[-－—]?)?(?=[\dOolI]{7,8}(?![\dA-Za-z]))\d{0,7}(?<mark>[OolI]{1,2})\d{0,7}/g,
      message: "电话号码里混入了字母，请核对。",
      suggest: ({ groups }) => [(groups?.mark ?? "").replace(/[Oo]/g, "0").replace(/[lI]/g, "1")],
      accept: isCalled,
    },
    {
      regex: /(?<![\d-])0[3-9]\d{2}[-－—]\d{5}(?![\dOolI-])/g,
      message: "区号为四位的固定电话是七位或者八位，请核对。",
      accept: (found) => isCalled(found) && !/^.{5}(?:9|1[0-2])/.test(found[0]),
    },
    {
      regex: /[（(]0[3-9]\d{2}[）)](?<mark>\d{5,6}|\d{9,10})(?![\d-])/g,
      message: "区号为四位的固定电话是七位或者八位，请核对。",
      accept: isCalled,
    },
    {
      regex: /(?<=0[1-9]\d{1,2}[-－—])\d{1,4}[-－— ]\d{3,4}(?![\d-])/g,
      message: "电话号码被隔开，请核对。",
      accept: (found) =>
        found[0].replace(/\D/g, "").length <= 8 &&
        /电话|热线|传真/.test(found.input.slice(Math.max(0, found.index - 30), found.index)),
    },
    {
      regex: /(?<=热线(?:电话)?(?:为|是|：|:))(?<mark>1234|12354|12435|13245|1245)(?!\d)/g,
      message: "政务服务便民热线是12345，请核对。",
      suggest: "12345",
    },
    {
      regex: /转(?=[。；，]?$)(?<=\d{7,8} ?转)/g,
      message: "“转”后面没有分机号，请补上或删去。",
    },
  ],
  wrong: [
    { text: "监督举报电话：0563⟦一⟧2217315。", first: "-" },
    { text: "咨询电话：0563⟦、⟧2217315。", first: "-" },
    { text: "传真：0563-22199⟦O⟧2。", first: "0" },
    { text: "申请人可拨打⟦0563-22189⟧咨询办理进度。" },
    { text: "联系电话：（0563）⟦221731⟧。" },
  ],
  right: [
    "监督举报电话：0563-2217315，传真：0563-2217316。",
    "咨询电话：（0563）2217315。",
    "客服电话：0563-12345，0563-95598。",
    "项目编号0563、2217315两项。",
  ],
};

export const addressForm: PatternRule = {
  id: "contact-address-form",
  category: "link",
  title: "邮箱、网址书写有误",
  severity: "warning",
  fix: "suggest",
  authority: [mailFormat("4.1.2"), urlFormat("3")],
  confidence: 0.9,
  checks: ["MC-15"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<=[A-Za-z0-9_-])[＠﹫](?=[A-Za-z0-9])/g,
      message: "电子邮箱中应写半角的“@”。",
      suggest: "@",
    },
    {
      regex:
        /(?<=@[A-Za-z0-9-]{2,30})(?<mark>govcn|gov(?![A-Za-z0-9.])|(?<=[a-z0-9])gov\.?cn)(?![A-Za-z0-9.])(?<!\.gov\.cn)/g,
      message: "电子邮箱的域名不完整，请核对。",
      accept: ({ input, index }) => input.charAt(index - 1) !== "." || !/^gov\.cn/.test(input.slice(index)),
    },
    {
      regex:
        /(?<=(?:邮箱|电子邮件|E-?mail)(?:地址)?(?:为|是|：|:)[ ]?)(?<mark>[A-Za-z0-9_-]{2,30}(?:\.[a-z0-9-]{1,20}){1,3})(?![\w@.])/g,
      message: "电子邮箱里没有“@”，请核对。",
    },
    {
      regex:
        /(?<=(?:邮箱|电子邮件|E-?mail)(?:地址)?(?:为|是|：|:)[ ]?)(?<mark>[A-Za-z0-9_.-]{2,30}@)(?![A-Za-z0-9@.])/g,
      message: "电子邮箱不完整，请补上域名。",
    },
    {
      regex:
        /(?<![A-Za-z])(?:htt|http|https|htp|htpps?|hppts?|httpss|httts?)(?::\/\/?|：\/\/|:\\\\|；\/\/|;\/\/|\/\/)(?=[A-Za-z0-9])/g,
      message: "网址的开头写错了，请核对。",
      accept: ([mark]) => mark !== "http://" && mark !== "https://",
      suggest: ([mark]) => [mark.startsWith("https") ? "https://" : "http://"],
    },
    {
      regex: /(?<=[a-z0-9-]\.)(?:gvo|gav|gob|gove|ogv|go|giv|gvo|govv)(?=\.cn(?![a-z]))/g,
      message: "政府网站域名应以“.gov.cn”结尾，请核对。",
      suggest: "gov",
    },
    {
      regex: /(?<=\.gov)(?:[,，。、;；:：]| \.|\. )(?=cn(?![A-Za-z0-9]))/g,
      message: "域名中应用英文句点。",
      suggest: ".",
    },
    {
      regex: /(?<=\.gov\.)(?:c|cm|nc|ch|cnn|can|com)(?![A-Za-z0-9.])/g,
      message: "政府网站域名应以“.gov.cn”结尾，请核对。",
      suggest: "cn",
    },
    {
      regex: /(?<![A-Za-z0-9.@/-])(?:ww|wwww|wwv|vvvw|www\.www|w\.ww)\.(?=[a-z0-9-]{2,30}\.)/g,
      message: "网址应以“www.”开头，请核对。",
      suggest: "www.",
    },
    {
      regex: /(?<![A-Za-z0-9])www[,，。、：:](?=[a-z0-9-]{2,30}\.)/g,
      message: "域名中应用英文句点。",
      suggest: "www.",
    },
    {
      regex: /(?<=\.(?:gov\.cn|com|cn))[。，](?:cn|com|gov)(?![A-Za-z0-9])/g,
      message: "网址的结尾有误，请核对。",
    },
  ],
  wrong: [
    { text: "电子邮箱：yxrsj⟦＠⟧yunxi.gov.cn。", first: "@" },
    { text: "邮箱：⟦yxrsjyunxi.gov.cn⟧。" },
    { text: "请登录⟦htt://⟧www.yunxi.gov.cn查询。", first: "http://" },
    { text: "请登录www.yunxi.⟦gvo⟧.cn查询。", first: "gov" },
    { text: "请登录⟦ww.⟧yunxi.gov.cn查询。", first: "www." },
  ],
  right: [
    "电子邮箱：yxrsj@yunxi.gov.cn，网址：http://www.yunxi.gov.cn。",
    "请登录https://zwfw.yunxi.gov.cn查询。",
    "邮箱：abc@163.com。",
    "请关注“＠云溪发布”官方微博。",
  ],
};
