/** MC-10: a masked name with the real one beside it, an account beside a name, a list of those who keep secrets. */
import { openGovernment, personalInformation, stateSecrets } from "../../authority";
import { SURNAME } from "../../packs/surnames";
import type { PatternRule } from "../../rule";
import { everywhere } from "./personal-numbers";

const GIVEN = "[一-龥]{1,2}";
const MASKED = "(?:[某×xX＊*○]{1,2}|[一-龥]?[某×＊*○]{1,2})";
const REAL = "(?:真名|真实姓名|本名|原名|实名|真实名字|姓名)";

export const unmaskedName: PatternRule = {
  id: "privacy-mask-undone",
  category: "privacy",
  title: "隐去的姓名又被写明",
  severity: "error",
  fix: "none",
  authority: [personalInformation("第二十八条"), openGovernment("第十五条")],
  confidence: 0.92,
  checks: ["MC-10"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "pattern",
  patterns: [
    {
      // 张某某（张伟）: the same surname, then a whole name.
      regex: new RegExp(
        `(?<family>${SURNAME})${MASKED}(?<mark>[（(](?:即|系)?(?<real>\\k<family>(?!某)${GIVEN})[)）])`,
        "g",
      ),
      message: "前面已隐去姓名，括号里又写出真名，请删去。",
      accept: ({ groups }) => !/[某×＊*○等男女]/.test(groups?.real ?? ""),
    },
    {
      regex: new RegExp(
        `(?<=(?:某|化名|小[一-龥])[”"]?[（(，,])(?<mark>(?:${REAL}(?:为|是|叫|：|:)?)(?<real>${SURNAME}(?!某)${GIVEN}))(?=[)），。,])`,
        "g",
      ),
      message: "前面已隐去姓名，这里又写出真名，请删去。",
    },
    {
      regex: new RegExp(
        `(?<=${SURNAME}${MASKED}[^，。；\\n]{0,4}[（(])(?<mark>(?:居民)?身份证(?:号码?)?(?:：|:|为)?\\d{6}[\\dXx]{9,12})(?=[)）])`,
        "g",
      ),
      message: "前面已隐去姓名，这里又写出证件号码，请隐去。",
    },
  ],
  wrong: [
    { text: "张某某⟦（张伟）⟧因交通肇事被追究刑事责任。" },
    { text: "被告人刘某（⟦真名刘大力⟧）供认不讳。" },
    { text: "文中的小美（⟦本名何美玲⟧）均为化名。" },
  ],
  right: [
    "张某某（男，35岁）因交通肇事被追究刑事责任。",
    "被告人刘某（另案处理）、王某某（在逃）供认不讳。",
    "文中的小美（化名）已经返校，张某（张某某之父）到场。",
  ],
};

export const payAccount: PatternRule = {
  id: "privacy-account",
  category: "privacy",
  title: "未脱敏的个人账户",
  severity: "error",
  fix: "none",
  authority: [personalInformation("第二十八条"), openGovernment("第十五条")],
  confidence: 0.88,
  checks: ["MC-10"],
  roles: everywhere,
  alsoInQuotations: true,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=(?:工资|个人|一卡通|惠农|社保|补贴|补助|发放|领款|收款人?)(?:银行)?(?:账户|账号|卡号|存折账?号?)(?:为|是|：|:)?[ ]?)(?<mark>\d{12,19})(?!\d)/g,
      message: "个人账户的号码是个人信息，公开前请隐去中间各位。",
      accept: ({ input, index }) =>
        !/公司|单位|财政局|专户|对公|保证金|非税/.test(input.slice(Math.max(0, index - 24), index)),
    },
    {
      regex: /(?<=银行卡(?:号|账号|卡号)(?:为|是|：|:)?[ ]?)(?<mark>\d{16,19})(?!\d)/g,
      message: "银行卡号是个人信息，公开前请隐去中间各位。",
    },
    {
      regex: /(?<=残疾(?:人)?证(?:号码?)?(?:为|是|：|:)?[ ]?)(?<mark>\d{17}[\dXx]\d{2})(?!\d)/g,
      message: "残疾人证号码含有身份证号码，公开前请隐去。",
    },
  ],
  wrong: [
    { text: "何某，工资账户⟦621700361000123456⟧。" },
    { text: "王某，银行卡号⟦6222021234567890123⟧，每月发放补助560元。" },
    { text: "惠农一卡通账号：⟦6214123456789012345⟧" },
    { text: "周某，残疾证号⟦51101119700101123443⟧。" },
  ],
  right: [
    "何某，工资账户6217****3456。",
    "收款单位：某县财政局非税专户，收款账号：2303012345678901。",
    "惠农一卡通账号可到网点查询。",
  ],
};

export const secretKeepers: PatternRule = {
  id: "secret-keepers",
  category: "secrecy",
  title: "涉密人员、涉密载体的清单",
  severity: "error",
  fix: "none",
  authority: [stateSecrets()],
  confidence: 0.88,
  checks: ["MC-07"],
  roles: everywhere,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:涉密(?:人员|岗位|载体|计算机|设备|文件|会议)|保密(?:要害部门|要害部位)|定密责任人)(?:花名册|名册|名单|台账|清单|一览表|登记表|目录|通讯录)/g,
      message: "涉密人员、涉密载体的清单不得在网站公开，请核对。",
      accept: ({ input, index }) =>
        !/建立|健全|完善|制定|编制|更新|规范|管理|严禁|不得|制度/.test(
          input.slice(Math.max(0, index - 14), index + 20),
        ),
    },
  ],
  wrong: [
    { text: "附件⟦涉密人员花名册⟧.xlsx请各乡镇下载。" },
    { text: "附：⟦涉密计算机登记表⟧" },
    { text: "现将⟦涉密岗位一览表⟧发给你们。" },
  ],
  right: ["要建立涉密人员台账，落实保密责任。", "加强涉密载体清单管理。", "附：联系人名单"],
};
