/** Errors of official form: document numbers, addressees, attachments, titles and closings (GB/T 9704). */
import { addSentence, changeAt, placesOf, rewriting, sentences } from "../places";
import type { Mutator } from "../plant";
import type { Random } from "../random";

const documentNumber = { category: "document-number", nature: "deterministic", severity: "error" } as const;
const form = { category: "document-form", nature: "deterministic", severity: "warning" } as const;
const attachment = { category: "attachment", nature: "deterministic", severity: "warning" } as const;

const NUMBER = /([\u4e00-\u9fff]{2,6})〔(20\d\d)〕(\d{1,3})号/g;
function damaged(groups: readonly string[], random: Random): string {
  const [organ = "", year = "", serial = ""] = groups;
  return random.pick([
    `${organ}[${year}]${serial}号`,
    `${organ}（${year}）${serial}号`,
    `${organ}(${year})${serial}号`,
    `${organ}【${year}】${serial}号`,
    `${organ}［${year}］${serial}号`,
    `${organ}〔${year}〕第${serial}号`,
    `${organ}〔${year}〕0${serial}号`,
    `${organ}〔${year}年〕${serial}号`,
    `${organ}〔${year.slice(2)}〕${serial}号`,
    `${organ}${year}〔${serial}〕号`,
    `${organ}〔${year}]${serial}号`,
    `${organ}〔${year}〕${serial}`,
  ]);
}
const numberOfText = rewriting({ ...documentNumber, name: "文中发文字号" }, NUMBER, ({ groups }, random) =>
  damaged(groups, random),
);
const addedNumber = sentences({ ...documentNumber, name: "引用的发文字号" }, (random) => {
  const organ = random.pick([
    "国发",
    "国办发",
    "云政发",
    "云政办函",
    "财建",
    "发改投资",
    "人社部发",
    "云教字",
    "民发",
    "云政规",
  ]);
  const year = String(random.between(2012, 2026));
  const serial = String(random.between(1, 160));
  return `根据上级文件（⟦${damaged([organ, year, serial], random)}→${organ}〔${year}〕${serial}号⟧）要求，现就有关事项明确如下。`;
});
const metaNumber: Mutator = {
  ...documentNumber,
  name: "元数据中的发文字号",
  mutate: ({ metadata }, random) => {
    const found = /^([\u4e00-\u9fff]{2,6})〔(20\d\d)〕(\d{1,3})号$/.exec(metadata.documentNumber);
    if (found === null) return null;
    return { metadata: { documentNumber: damaged(found.slice(1), random) }, anywhereIn: ["meta.documentNumber"] };
  },
};

const addressee = rewriting(
  { ...form, name: "主送机关后的冒号" },
  /(?<=^[^。]{4,60}(?:政府|部门|机构|局|单位))：$/g,
  (_, random) => random.pick(["，", "。", "、", "；", ""]),
);
const closing: Mutator = {
  ...form,
  name: "结束语缺句号",
  mutate: (draft, random) => {
    const body = draft.blocks.filter(({ role }) => role === "body").at(-1);
    if (body === undefined) return null;
    const text = random.pick([
      "特此通知",
      "特此报告",
      "此复",
      "特此函复",
      "特此公告",
      "特此通告",
      "妥否，请批示",
      "特此批复",
    ]);
    const marked = text + random.pick(["", "，", "；"]);
    return { added: { after: body.id, blocks: [{ id: `${body.id}c`, role: "body", text: marked }] } };
  },
};
const titleMark: Mutator = {
  ...form,
  name: "标题末尾有标点",
  mutate: (draft, random) => {
    const title = draft.blocks.find(({ role }) => role === "title");
    if (title === undefined || /[）”》]$/.test(title.text)) return null;
    return {
      changes: [{ block: title.id, at: title.text.length, remove: 0, insert: random.pick(["。", "，", "；", "："]) }],
    };
  },
};
const headingMark = rewriting(
  { ...form, name: "独行标题末尾有标点" },
  /(?<=^[一二三四五六七八九十]{1,3}、\p{Script=Han}{3,20})$/gu,
  // A full stop could make it a sentence.
  (_, random) => random.pick(["；", "，", "："]),
);
const nested: Mutator = {
  ...form,
  name: "转发标题层叠",
  mutate: (draft, random) => {
    const title = draft.blocks.find(({ id }) => id === "title");
    const found = /^(.*关于)(.*)的(通知|批复|意见|函)$/.exec(title?.text ?? "");
    if (title === undefined || found === null) return null;
    const [, lead = "", middle = "", kind = ""] = found;
    const insert = random.pick([`${lead}${middle}的${kind}的${kind}`, `${lead}关于${middle}的${kind}`]);
    return { changes: [{ block: title.id, at: 0, remove: title.text.length, insert }] };
  },
};
const lawTitle: Mutator = {
  ...form,
  name: "成文日期用汉字或补零",
  mutate: (draft, random) => {
    const place = random.maybe(placesOf(draft, /^(20\d\d)年(\d{1,2})月(\d{1,2})日$/g, ["body"]));
    if (place === null) return null;
    const [year = "", month = "", day = ""] = place.groups;
    const han = [...year].map((digit) => "〇一二三四五六七八九".charAt(Number(digit))).join("");
    return {
      changes: [
        changeAt(
          place,
          random.pick([
            `${year}.${month}.${day}`,
            `${year}年${month.padStart(2, "0")}月${day.padStart(2, "0")}日`.replace(
              /^(20\d\d)年(1\d)月([123]\d)日$/,
              "$1.$2.$3",
            ),
            `${han}年${month}月${day}日`,
            `${year}-${month}-${day}`,
            `${year}年${month}月${day}`,
          ]),
        ),
      ],
    };
  },
};
const wrongClosing: Mutator = {
  ...form,
  name: "文种与结束语不符",
  mutate: (draft, random) => {
    const title = draft.blocks.find(({ id }) => id === "title")?.text ?? "";
    const last = draft.blocks.filter(({ role }) => role === "body").at(-1);
    const kind = /(通知|批复|公告|通告|函)$/.exec(title)?.[1];
    if (last === undefined || kind === undefined) return null;
    const others = ["特此通知。", "此复。", "特此公告。", "特此通告。", "特此函复。", "特此请示。"].filter(
      (text) =>
        !text.includes(kind) && !(kind === "批复" && text === "此复。") && !(kind === "函" && text.includes("函")),
    );
    return { added: { after: last.id, blocks: [{ id: `${last.id}k`, role: "body", text: random.pick(others) }] } };
  },
};

const attachmentMark = rewriting(
  { ...attachment, name: "附件说明的标点" },
  /^附件：(?:1\. ?)?[^。]{3,40}$/g,
  ({ text }, random) =>
    random.pick([
      `${text}。`,
      text.replace("附件：", "附件 "),
      text.replace("附件：", "附件:"),
      `${text}；`,
      text.replace("：1.", "：1、"),
    ]),
);
const attachmentTitle: Mutator = {
  ...attachment,
  name: "附件名称加书名号、序号不连",
  mutate: (draft, random) => {
    const body = draft.blocks.filter(({ role }) => role === "body").at(-1);
    if (body === undefined || draft.blocks.some(({ text }) => text.startsWith("附件"))) return null;
    const names = random.shuffle(["任务分工表", "报名登记表", "联系人名单", "项目清单", "申报表"]);
    const [a = "", b = "", c = ""] = names;
    const lines = random.pick([
      [`附件：1. ${a}`, `3. ${b}`],
      [`附件：1. ${a}`, `1. ${b}`],
      [`附件：1. ${a}`, `2. ${b}`, `4. ${c}`],
      [`附件：${a}。`],
      [`附件：《${a}》`],
      [`附件：1、${a}`, `2、${b}`],
      [`附件:1. ${a}`, `2. ${b}`],
    ]);
    const files = lines.map((line, index) => ({
      id: `${body.id}f${index}.name`,
      role: "caption" as const,
      text: `${line.replace(/^附件[：:]|^\d[.、] ?|[《》。]/g, "").replace(/^\d[.、] ?/, "")}.docx`,
      part: {
        kind: "file",
        size: 40_960,
        mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      } as const,
    }));
    const blocks = lines.map((text, index) => ({ id: `${body.id}a${index}`, role: "body" as const, text }));
    return { added: { after: body.id, blocks: [...blocks, ...files] } };
  },
};
const absentAttachment = sentences({ ...attachment, name: "提到的附件不存在" }, (random) => {
  const serial = random.between(4, 9);
  return random.pick([
    `具体分工⟦详见附件${serial}⟧。`,
    `有关要求⟦见附件${serial}⟧。`,
    `请按⟦附件${serial}⟧格式填报。`,
    `联系方式（⟦详见附件${serial}⟧）将动态更新。`,
  ]);
});
const badNumberRange: Mutator = {
  ...documentNumber,
  name: "令号与年份不合理",
  severity: "warning",
  mutate: (draft, random) => {
    const organ = random.pick(["国办发", "国发", "云政发", "云政办发", "人社部发"]);
    const year = random.pick([2035, 1897, 2048, 2062, 2091]);
    return addSentence(draft, random, {
      lead: "此前印发的相关文件（",
      wrong: `${organ}〔${year}〕${random.between(1, 60)}号`,
      tail: "）与本通知不一致的，以本通知为准。",
    });
  },
};

export const documentMutators: readonly Mutator[] = [
  numberOfText,
  addedNumber,
  metaNumber,
  badNumberRange,
  addressee,
  closing,
  titleMark,
  headingMark,
  nested,
  lawTitle,
  wrongClosing,
  attachmentMark,
  attachmentTitle,
  absentAttachment,
];
