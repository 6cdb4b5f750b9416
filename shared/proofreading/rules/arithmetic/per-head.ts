/** Prices and grants of one person or one piece that are told in 万元 (MC-06). */
import { logic } from "../../authority";
import type { PatternRule } from "../../rule";

const SMALL = "盒|斤|公斤|千克|立方米|张|小时|瓶|只|度|千瓦时|克|课时|学时|餐|袋|包|本|份|棵|株|米|次|天|日|公里";

export const perHead: PatternRule = {
  id: "calc-per-head",
  category: "amount",
  title: "单价、人均标准的数量级可疑",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=(?:缴费|医保|医疗保险|养老金|养老保险|低保|最低生活保障|救助|补贴|补助|津贴|生活费|餐费|午餐|伙食|学费|保教费|培训费|加班费|基础养老金|高龄|护理|参保|资助|奖励|慰问|个人缴|收费|门票|取暖)[^，。；\d]{0,16}每(?:人|名|位|户|生|学生|人次)(?:每?[年月天次日]|每学[年期])?[^，。；\d]{0,8})(?<mark>(?<value>\d{1,6}(?:\.\d{1,2})?)万元)/g,
      message: "按人、按户的标准不会有这么多，请核对是“元”还是“万元”。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}元`],
      accept: ({ groups }) => Number(groups?.value) >= 60,
    },
    {
      regex: new RegExp(
        `(?<=每(?:${SMALL})[^，。；\\d]{0,8})(?<mark>(?<value>\\d{1,6}(?:\\.\\d{1,2})?)万元)(?!罚|以[上下]|奖)`,
        "g",
      ),
      message: "单价不会有这么多，请核对是“元”还是“万元”。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}元`],
      accept: ({ input, index, groups }) => {
        const before = input.slice(Math.max(0, index - 24), index);
        return (
          /价|费|收|票|药|电|水|气|餐/.test(before) &&
          !/罚|奖|补助|投资|造价|拍卖|设备|每公里|每次|每天|每日|每米/.test(before) &&
          Number(groups?.value) >= 1
        );
      },
    },
    {
      regex:
        /(?<=每(?:人|名|位|户)每(?:月|天|日|次)[^，。；\d]{0,8}|(?:养老金|低保金|工资|津贴)[^，。；\d]{0,8}每月(?:每人)?[^，。；\d]{0,4})(?<mark>(?<value>\d{2,6}(?:\.\d{1,2})?)万元)/g,
      message: "每月的标准不会有这么多，请核对是“元”还是“万元”。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}元`],
    },
    {
      regex:
        /(?:门票|票价|单价|药费|学费|工本费)(?:价格)?(?:为|是)?(?<mark>(?<value>\d{1,6}(?:\.\d{1,2})?)万元)(?=[/每]?(?:人|张|次|份|盒|本))/g,
      message: "单价不会有这么多，请核对是“元”还是“万元”。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}元`],
    },
    {
      regex:
        /(?<=(?:全[县市区省]|[一-龥]{2}[县市区])[^，。；\d]{0,10}(?:一般公共预算收入|一般公共预算支出|地区生产总值|社会消费品零售总额|固定资产投资|规模以上工业增加值)[^，。；\d]{0,6})(?<mark>(?<value>\d{1,3}(?:\.\d{1,2})?)万元)/g,
      message: "全县的总量不会只有这么少，请核对是“万元”还是“亿元”。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}亿元`],
    },
    {
      regex:
        /(?<=(?:工程|项目)(?:概算|估算|计划|预算)?总?投资(?:额|约)?(?:为|达)?)(?<mark>(?<value>\d{2,4}(?:\.\d{1,2})?)元)(?=[，。；])/g,
      message: "工程投资不会只有这么少，请核对是否漏写“万”。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}万元`],
    },
  ],
  wrong: [
    { text: "城乡居民医疗保险个人缴费标准为每人每年⟦400万元⟧。", first: "400元" },
    { text: "该药品价格降到每盒⟦26万元⟧。", first: "26元" },
    { text: "养老金平均每人每月⟦163万元⟧。", first: "163元" },
    { text: "景区门票⟦60万元⟧/人。", first: "60元" },
    { text: "全县一般公共预算收入完成⟦15.6万元⟧。", first: "15.6亿元" },
    { text: "工程总投资⟦800元⟧，分三期建设。", first: "800万元" },
  ],
  right: [
    "城乡居民医疗保险个人缴费标准为每人每年400元。",
    "对引进的人才给予奖励，每人50万元。",
    "该药品价格降到每盒26元，设备每台26万元。",
    "全县一般公共预算收入完成15.6亿元。",
    "工程总投资800万元，分三期建设。",
  ],
};
