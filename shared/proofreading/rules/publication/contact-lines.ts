/** Numbers to call: another service's hotline, a figure too few, and mail addresses that no server takes (MC-15). */
import { cites } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

const plan = cites("《电信网编号计划》（2017年版）");
const mailFormat = cites("RFC 5321", "2008-10");

/** What is called for and its number; more than one where an older one still answers. */
const services: readonly (readonly [string, readonly string[]])[] = [
  ["火警|消防报警|火灾报警", ["119"]],
  ["急救|医疗急救|医疗救护", ["120"]],
  ["匪警|治安报警", ["110"]],
  ["交通事故报警", ["122", "110"]],
  ["森林防?火警?|森林火情|森林火灾", ["12119", "119"]],
  ["纪检监察(?:机关)?(?:信访)?举报|纪委监委(?:监督)?举报", ["12388"]],
  ["市场监管(?:部门)?投诉举报|市场监督管理(?:部门|局)?投诉举报|消费者投诉(?:举报)?|消费维权", ["12315"]],
  ["政务服务便民|政务服务热线|市民服务", ["12345"]],
  ["人力资源和?社会保障(?:服务|咨询)?|人社(?:服务|咨询)|社保(?:服务|咨询)", ["12333"]],
  ["医疗保障(?:服务|咨询)?|医保(?:服务|咨询)", ["12393"]],
  ["住房公积金(?:服务|咨询)?|公积金(?:服务|咨询)", ["12329"]],
  ["税务|纳税服务|纳税缴费服务|税费服务", ["12366"]],
  ["公共法律服务|法律援助", ["12348"]],
  ["检察服务|检察机关举报", ["12309"]],
  ["妇女维权|妇女儿童维权", ["12338"]],
  ["青少年(?:服务|维权|心理咨询)", ["12355"]],
  ["交通运输服务监督", ["12328"]],
  ["反诈|反电信网络诈骗|反电诈", ["96110"]],
  ["邮政业消费者申诉|邮政业?申诉", ["12305"]],
  ["铁路客户?服务|铁路客服", ["12306"]],
  ["国家安全(?:机关)?举报(?:受理)?", ["12339"]],
  ["电力服务|供电服务|国家电网", ["95598"]],
  ["全国心理援助|心理援助", ["12356"]],
];
const known = new Set(services.flatMap(([, numbers]) => numbers));
const TAIL = "(?:热线|专线|电话|举报|投诉|咨询|监督){0,3}(?:号码)?(?:为|是|：|:|请拨打?|拨打)?";

const hotlines = services.map(
  ([service, numbers]): Pattern => ({
    regex: new RegExp(`(?<=(?:${service})${TAIL})(?<mark>\\d{3,5})(?![\\d\\-—、/或和.%年月日元人号])`, "g"),
    message: `这项服务的电话是${numbers.join("、")}，请核对。`,
    accept: ([number]) => isMistaken(number, numbers),
    suggest: numbers[0] ?? "",
  }),
);

/** 拨打12315热线向市场监管部门投诉举报: the number stands before what it is for. */
const before = services.map(
  ([service, numbers]): Pattern => ({
    regex: new RegExp(
      `(?<=拨打[^，。；\\d]{0,6}|(?:[，。（]|^))(?<mark>\\d{5})(?=[”"]?(?:热线|专线|电话|平台)?(?:向|进行|的)?(?:${service})(?:部门)?(?:热线|专线|电话|平台|投诉|咨询|[，。]|$))`,
      "g",
    ),
    message: `这项服务的电话是${numbers.join("、")}，请核对。`,
    accept: ([number]) => isMistaken(number, numbers),
    suggest: numbers[0] ?? "",
  }),
);

/** The number of another service, or one figure off: any other is a line of the place's own. */
function isMistaken(written: string, numbers: readonly string[]): boolean {
  if (numbers.includes(written)) return false;
  return known.has(written) || numbers.some((number) => isNear(written, number));
}

function isNear(one: string, other: string): boolean {
  // 112 is no service here, and stands one key from the three that are.
  if (one.length === 3 && other.length === 3) return /^1[12]\d$/.test(one);
  if (one.length !== other.length || one.length < 4) return false;
  const off = [...one].filter((figure, i) => figure !== other.charAt(i)).length;
  return off === 1 || (off === 2 && [...one].sort().join() === [...other].sort().join());
}

export const wrongHotline: PatternRule = {
  id: "contact-hotline",
  category: "link",
  title: "服务电话与所说的事项不符",
  severity: "error",
  fix: "suggest",
  authority: [plan()],
  confidence: 0.9,
  checks: ["MC-15"],
  scope: "pattern",
  patterns: [
    ...hotlines,
    ...before,
    {
      regex: /(?<=热线(?:电话)?：?)(?<mark>(?<number>\d{3,5})热线)/g,
      message: "“热线”重复。",
      suggest: ({ groups }) => [groups?.number ?? ""],
      severity: "warning",
    },
  ],
  wrong: [
    { text: "可拨打⟦12384⟧公共法律服务热线咨询。", first: "12348" },
    { text: "火警电话⟦110⟧，发现火情请及时拨打。", first: "119" },
    { text: "急救电话请拨打⟦119⟧。", first: "120" },
    { text: "市场监管投诉举报电话：⟦12135⟧。", first: "12315" },
    { text: "急救电话请拨打⟦112⟧。", first: "120" },
    { text: "投诉热线⟦12345热线⟧，24小时受理。", first: "12345" },
  ],
  right: [
    "火警电话119，急救电话120，纪检监察举报电话12388。",
    "森林火警请拨打12119或者119，法律援助咨询电话12348。",
    "医保咨询电话：12393，税务热线12366，公积金咨询电话：0830-5551234。",
    "投诉热线12345，24小时受理。",
  ],
};

/** Numbers with a dash are called by telephone only where the text says so. */
const isCalled = ({ input, index }: RegExpExecArray): boolean =>
  /(?:电话|热线|传真|咨询|联系|致电|拨打|座机)[^。；\d]{0,16}$|(?:电话|热线|传真)[^。；]{0,40}[、，/或]$/.test(
    input.slice(Math.max(0, index - 60), index),
  );

/** Places with a code of three figures have numbers of eight. */
export const phoneLength: PatternRule = {
  id: "contact-phone-length",
  category: "link",
  title: "电话号码位数不对",
  severity: "warning",
  fix: "none",
  authority: [plan()],
  confidence: 0.92,
  checks: ["MC-15"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<![\d-])(?:010|02\d)[-－—]\d{4,12}(?![\d-])/g,
      message: "区号为三位的固定电话是八位，请核对。",
      accept: (found) => isCalled(found) && found[0].length !== 12,
    },
    {
      regex: /(?<![\d-])0[3-9]\d{2}[-－—]\d{4,12}(?![\d-])/g,
      message: "区号为四位的固定电话是七位或者八位，请核对。",
      accept: (found) =>
        isCalled(found) && ![12, 13].includes(found[0].length) && !/^.{5}(?:\d{5}|9\d{4,5}|1\d{4})$/.test(found[0]),
    },
    {
      regex:
        /(?<=(?:联系电话|咨询电话|手机号?码?|移动电话|举报电话|监督电话|电话)(?:为|是|：|:)[ ]?)(?<mark>1[3-9]\d{8}|1[3-9]\d{10,11})(?!\d)/g,
      message: "手机号码是十一位，请核对。",
    },
    {
      regex: /(?<=(?:邮政编码|邮编)(?:为|是|：|:)?[ ]?)(?<mark>\d{5}|\d{7,8})(?!\d)/g,
      message: "邮政编码是六位，请核对。",
    },
  ],
  wrong: [
    { text: "咨询电话：⟦028-8643210⟧。" },
    { text: "联系电话：⟦0830-555123⟧。" },
    { text: "联系电话：⟦1390834567⟧。" },
    { text: "邮政编码：⟦64300⟧。" },
  ],
  right: [
    "咨询电话：028-86432100，0830-5551234。",
    "邮政编码：643000，联系电话：0571-85551234。",
    "项目编号0230-001323，预算028-2026年度。",
  ],
};

export const mailAddress: PatternRule = {
  id: "contact-mail",
  category: "link",
  title: "电子邮箱书写错误",
  severity: "error",
  fix: "suggest",
  authority: [mailFormat("4.1.2")],
  confidence: 0.93,
  checks: ["MC-15"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<=[A-Za-z0-9_-])(?:@{2,3}|@[.．]|[.．]@|＠@|@＠)(?=[A-Za-z0-9])/g,
      message: "电子邮箱中应只有一个“@”，前后不加点。",
      suggest: "@",
    },
    {
      regex:
        /(?<=(?:邮箱|邮件|E-?mail|email)(?:地址)?(?:为|是|：|:)?[ ]?[A-Za-z0-9_.-]{2,30})(?:#|＃|\(at\)|（at）|&)(?=[A-Za-z0-9-]{2,20}\.(?:com|cn|net|org|gov))/g,
      message: "电子邮箱中应写“@”。",
      suggest: "@",
    },
    {
      regex: /(?<=@[A-Za-z0-9.-]{2,30})[,，。、](?=(?:gov|com|cn|net|org)(?:[.．](?:cn)|(?![A-Za-z0-9])))/g,
      message: "电子邮箱中应用英文句点。",
      suggest: ".",
    },
    {
      regex:
        /(?<=@(?:163|126|qq|sina|gmail|139|189|foxmail|hotmail|outlook|yeah))(?:\.?(?:con|cm|comm|co|om)|com)(?![A-Za-z0-9.])/g,
      message: "电子邮箱的域名有误，请核对。",
      suggest: ".com",
    },
  ],
  wrong: [
    { text: "邮箱：rsj⟦@@⟧example.gov.cn。", first: "@" },
    { text: "报名邮箱：rsj⟦#⟧163.com。", first: "@" },
    { text: "请将材料发送至jyj@example.gov⟦,⟧cn。", first: "." },
    { text: "邮箱：abc@163⟦.con⟧。", first: ".com" },
  ],
  right: [
    "邮箱：rsj@example.gov.cn，请于每周五前发送。",
    "报名邮箱：abc@163.com、def@126.com。",
    "登录www.example.gov.cn查询，C#语言培训报名。",
  ],
};
