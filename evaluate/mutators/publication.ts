/** Links, sources, maps, metadata, structure and leftovers of editing. */

import type { TextBlock } from "../../shared/proofreading/rule";
import { sources } from "../data/administrator";
import { addSentence, paragraphs, sentences } from "../places";
import type { Mutation, Mutator } from "../plant";

const link = { category: "link", nature: "deterministic", severity: "error" } as const;
const publication = { category: "publication", nature: "deterministic", severity: "error" } as const;
const source = { category: "source", nature: "deterministic", severity: "error" } as const;
const map = { category: "map", nature: "deterministic", severity: "block" } as const;
const meta = { category: "metadata", nature: "deterministic", severity: "error" } as const;
const interpretation = { category: "interpretation", nature: "deterministic", severity: "warning" } as const;
const accessibility = { category: "accessibility", nature: "deterministic", severity: "warning" } as const;
const quotation = { category: "quotation", nature: "deterministic", severity: "warning" } as const;

const outside = sentences({ ...link, name: "正文中的外链" }, (random) => {
  const host =
    random.pick(["shop", "www", "m", "news"]) +
    random.pick([".haowu-mall", ".kuaixun8", ".xiaoshuo-wang", ".jiajia-zhuangxiu", ".meiri-taoke"]) +
    random.pick([".com", ".cn", ".net", ".top", ".xyz"]);
  const url = random.pick([
    `https://${host}/a/${random.digits(5)}.html`,
    `http://${host}`,
    `${host.replace(/^(shop|m|news)\./, "www.")}`,
  ]);
  return `详情请登录⟦${url}⟧查询。`;
});
const outsideAnchor: Mutator = {
  ...link,
  name: "文字上的外链",
  mutate: (draft, random) => {
    const block = random.maybe(paragraphs(draft).filter(({ links }) => links === undefined));
    if (block === null) return null;
    const at = 4 + random.below(10);
    const href = `https://${random.pick(["www.haowu-mall.com", "kuaixun8.net", "t.cn", "dwz.cn", "pan.baidu.com"])}/${random.digits(6)}`;
    return rebuiltBlock({ ...block, links: [{ start: at, end: at + 6, href }] });
  },
};
const malformed = sentences({ ...link, name: "写错的网址" }, (random) =>
  random.pick([
    "请登录⟦http//www.yunxi.gov.cn⟧查看。",
    "请登录⟦http:/www.yunxi.gov.cn⟧查看。",
    "请登录⟦https:www.yunxi.gov.cn⟧查看。",
    "请登录⟦htp://www.yunxi.gov.cn⟧查看。",
    "请登录⟦http：//www.yunxi.gov.cn⟧查看。",
    "请登录⟦www.yunxi.gov.com.cn.⟧查看。",
    "请登录⟦www。yunxi。gov。cn⟧查看。",
    "请登录⟦www.yunxi.gov,cn⟧查看。",
    "请登录⟦ww.yunxi.gov.cn⟧查看。",
    "请登录⟦https://www.yunxi. gov.cn⟧查看。",
    "请登录⟦http://http://www.yunxi.gov.cn⟧查看。",
    "请登录⟦https://www.yunxi.gov.cn/index。html⟧查看。",
  ]),
);
const badAnchor: Mutator = {
  ...link,
  name: "链接目标无效",
  mutate: (draft, random) => {
    const block = random.maybe(paragraphs(draft).filter(({ links }) => links === undefined));
    if (block === null) return null;
    const at = 4 + random.below(10);
    const href = random.pick([
      "http://localhost:8080/a.html",
      "file:///C:/Users/a.docx",
      "javascript:void(0)",
      "http://192.168.1.20/x.html",
      "#",
      "C:\\Users\\a.docx",
      "http://127.0.0.1/",
      "about:blank",
      "http://www..gov.cn",
    ]);
    return rebuiltBlock({ ...block, links: [{ start: at, end: at + 6, href }] });
  },
};

const rebuiltBlock = (block: TextBlock): Mutation => ({
  rebuilt: (blocks) => blocks.map((other) => (other.id === block.id ? block : other)),
  anywhereIn: [block.id],
});

const noSource: Mutator = {
  ...source,
  name: "转载缺来源",
  mutate: ({ metadata }, random) =>
    metadata.documentNumber !== ""
      ? null
      : {
          metadata: {
            itemType: "reprint",
            source: random.pick([
              null,
              { name: "", url: "", publishedOn: "" as const },
              { name: "", url: "https://www.gov.cn/a.htm", publishedOn: "" as const },
            ]),
          },
          anywhereIn: ["meta.source", "meta.source.url", "title"],
        },
};
const vagueSource: Mutator = {
  ...source,
  name: "来源含糊或不在名单",
  mutate: (_, random) => ({
    metadata: {
      itemType: "reprint",
      source: {
        name: random.pick([
          "网络",
          "互联网",
          "佚名",
          "某自媒体",
          "今日头条",
          "微信公众号",
          "抖音",
          "百家号",
          "朋友圈",
          "大鱼财经",
        ]),
        url: "",
        publishedOn: "2026-01-05",
      },
    },
    anywhereIn: ["meta.source", "title"],
  }),
};
const sourceInText = sentences({ ...source, name: "文中来源含糊", severity: "warning" }, (random) =>
  random.pick([
    "（⟦来源：网络⟧）",
    "（⟦来源：互联网⟧）",
    "（⟦文章来源：网络整理⟧）",
    "（⟦图片来源：网络⟧）",
    "（⟦素材来源于网络，侵删⟧）",
    "（⟦转自网络⟧）",
    "（⟦来源：微信公众号⟧）",
    "（⟦来源：⟧）",
  ]),
);

const leftover = sentences({ ...publication, name: "编辑残留" }, (random) =>
  random.pick([
    "具体名单⟦XXX⟧。",
    "联系人：⟦×××⟧。",
    "⟦（此处插入图片）⟧",
    "活动地点⟦待定⟧。",
    "⟦（待补充）⟧",
    "⟦【待核实】⟧",
    "⟦（领导审阅后修改）⟧",
    "⟦此处加一段话⟧。",
    "⟦[图片]⟧",
    "⟦点击阅读全文⟧",
    "⟦上一篇：⟧关于印发方案的通知。",
    "⟦责编：小王⟧",
    "⟦复制到剪贴板⟧",
    "⟦TODO⟧：核对数字。",
    "⟦（初稿）⟧",
    "⟦（征求意见稿第三稿）⟧",
    "⟦批注[小李1]⟧：数字核对一下。",
    "⟦{{title}}⟧",
    "⟦<p>⟧",
    "⟦<br/>⟧",
    "⟦&nbsp;&nbsp;⟧",
    "⟦undefined⟧",
    "时间为⟦   年  月  日⟧。",
    "⟦____年__月__日⟧",
    "⟦错误！未找到引用源。⟧",
    "⟦错误!未定义书签。⟧",
    "⟦长按识别二维码⟧",
    "共计⟦#REF!⟧",
    "合计⟦#DIV/0!⟧。",
    "⟦**加强领导**⟧，压实责任。",
    "⟦以上内容由AI生成⟧。",
    "⟦作为一个人工智能助手⟧，我建议加强宣传。",
    "⟦希望以上内容对您有帮助⟧。",
    "⟦扫码关注我们⟧",
    "⟦原标题：⟧",
  ]),
);

const image = (id: string, alt: string, caption: string): TextBlock[] => [
  { id: `${id}.caption`, role: "caption", text: caption },
  {
    id: `${id}.alt`,
    role: "caption",
    text: alt,
    part: { kind: "image", name: "map.png", size: 184_320, caption, decorative: false },
  },
];
const noMapNumber: Mutator = {
  ...map,
  name: "地图无审图号",
  mutate: (draft, random) => {
    const block = random.maybe(paragraphs(draft));
    if (block === null) return null;
    const name = random.pick([
      "云溪市行政区划图",
      "云溪市交通旅游地图",
      "南岭区区位图",
      "全市水系分布图",
      "中国地图",
      "项目区位示意图",
      "安徽省地图",
      "云溪市政区图",
      "云溪市地形图",
      "“一带一路”示意图",
    ]);
    return { added: { after: block.id, blocks: image(`${block.id}m`, name, name) } };
  },
};
const badMapNumber: Mutator = {
  ...map,
  name: "审图号写错",
  severity: "error",
  mutate: (draft, random) => {
    const number = random.pick([
      "GS[2019]1822号",
      "皖S（2021）",
      "GS2019-1822",
      "GS（2019）号",
      "审图号 GS 1822",
      "G S（219）1822号",
      "gs（2019）1822号",
    ]);
    const block = random.maybe(paragraphs(draft));
    if (block === null) return null;
    const text = `云溪市行政区划图（审图号：${number}）`;
    return { added: { after: block.id, blocks: image(`${block.id}m`, text, text) } };
  },
};
const metaFaults: Mutator = {
  ...meta,
  name: "元数据相互矛盾",
  mutate: ({ metadata, today }, random) => {
    const year = Number(today.slice(0, 4));
    const choice = random.pick([
      { generatedOn: `${year + 1}-02-01` },
      { generatedOn: "" as const },
      { disclosure: "" as const },
      { disclosure: "不予公开" as const, disclosureGround: "" },
      { disclosure: "依申请公开" as const },
      { documentNumber: "云政发〔2019〕5号" },
      { disclosure: "不予公开" as const },
      ...(metadata.documentNumber === ""
        ? []
        : [
            { documentNumber: metadata.documentNumber.replace(/\d+号/, "991号") },
            { generatedOn: `${Number(metadata.generatedOn.slice(0, 4)) - 3}-01-08` },
          ]),
    ]);
    return {
      metadata: choice,
      anywhereIn: Object.keys(choice).map((field) => `meta.${field}`),
      isWhole: true,
    };
  },
};
const panelText: Mutator = {
  ...meta,
  name: "索取号、时限与范围写错",
  mutate: ({ metadata }, random) => {
    const year = Number(metadata.generatedOn.slice(0, 4) || "2026");
    const choice = random.pick([
      { indexNumber: `000014349/${year - 4}-02058` },
      { indexNumber: `00001434/${year}-2058` },
      { indexNumber: `000014349／${year}-02058` },
      { indexNumber: `000014349/${year}—02058` },
      { indexNumber: `000014349/${year}02058` },
      { audience: "内部人员" },
      { audience: "不公开" },
      { timeLimit: "永久不公开" },
    ]);
    return { metadata: choice, anywhereIn: Object.keys(choice).map((field) => `meta.${field}`) };
  },
};

/** A section that the kind of document must have is left out. */
const missingSection: Mutator = {
  ...interpretation,
  name: "解读、指南缺要素",
  mutate: ({ blocks, metadata }, random) => {
    if (metadata.itemType !== "guide" && metadata.itemType !== "interpretation") return null;
    const needed = metadata.itemType === "guide" ? /依据|条件|流程|时限|收费|注意/ : /目标|主要内容|解决的问题/;
    const heads = blocks.filter(({ role, text }) => role === "heading" && needed.test(text));
    const head = random.maybe(heads);
    if (head === null) return null;
    const from = blocks.indexOf(head);
    const next = blocks.findIndex(({ role }, index) => index > from && role === "heading");
    const gone = blocks.slice(from, next < 0 ? undefined : next).map(({ id }) => id);
    return {
      rebuilt: (all) => all.filter(({ id }) => !gone.includes(id)),
      isWhole: true,
    };
  },
};
const emptySection: Mutator = {
  ...interpretation,
  name: "解读、指南要素为空",
  mutate: ({ blocks, metadata }, random) => {
    if (metadata.itemType !== "guide" && metadata.itemType !== "interpretation") return null;
    const needed = metadata.itemType === "guide" ? /依据|条件|流程|时限|收费|注意|联系/ : /背景|目标|任务|主要内容/;
    const head = random.maybe(blocks.filter(({ role, text }) => role === "heading" && needed.test(text)));
    if (head === null) return null;
    const from = blocks.indexOf(head);
    const next = blocks.findIndex(({ role }, index) => index > from && role === "heading");
    const gone = blocks.slice(from + 1, next < 0 ? undefined : next).map(({ id }) => id);
    return { rebuilt: (all) => all.filter(({ id }) => !gone.includes(id)), anywhereIn: [head.id], isWhole: true };
  },
};
const noInterpretation: Mutator = {
  ...interpretation,
  name: "政策文件未提解读",
  severity: "hint",
  mutate: ({ blocks, metadata }) => {
    if (metadata.itemType !== "policy") return null;
    const gone = blocks.filter(({ text }) => text.includes("解读")).map(({ id }) => id);
    return gone.length === 0 || gone.includes("title")
      ? null
      : { rebuilt: (all) => all.filter(({ id }) => !gone.includes(id)), isWhole: true };
  },
};

const noAlt: Mutator = {
  ...accessibility,
  name: "图片缺替代文字",
  mutate: (draft, random) => {
    const block = random.maybe(paragraphs(draft));
    if (block === null) return null;
    const alt = random.pick(["", "", "图片", "IMG_2031.jpg", "image1", "微信图片_20260109", "1"]);
    const id = `${block.id}p.alt`;
    return {
      added: {
        after: block.id,
        blocks: [
          {
            id,
            role: "caption",
            text: alt,
            part: { kind: "image", name: "p.png", size: 184_320, caption: "", decorative: false },
          },
        ],
      },
      anywhereIn: [id],
    };
  },
};
const vagueAnchor: Mutator = {
  ...accessibility,
  name: "链接文字不知所指",
  mutate: (draft, random) => {
    const words = random.pick(["点击这里", "点此", "这里", "查看更多", "点击查看", "更多", "详情", "链接"]);
    const mutation = addSentence(draft, random, { lead: "申报系统", wrong: words, tail: "。" });
    const change = mutation?.changes?.[0];
    if (mutation === null || change === undefined) return null;
    const text = `申报系统${words}。`;
    const id = `${change.block}v`;
    const href = "https://www.gov.cn/fuwu/index.htm";
    return {
      added: {
        after: change.block,
        blocks: [{ id, role: "body", text, links: [{ start: 4, end: 4 + words.length, href }] }],
      },
    };
  },
};
const skippedLevel: Mutator = {
  ...accessibility,
  name: "标题层级跳级",
  mutate: ({ blocks }, random) => {
    const heads = blocks.filter(({ part }, index) => part?.kind === "heading" && part.level === 1 && index > 2);
    const head = random.maybe(heads.slice(1));
    if (head === null) return null;
    const from = blocks.indexOf(head);
    const block: TextBlock = {
      id: `${head.id}s`,
      role: "heading",
      text: "工作保障",
      part: { kind: "heading", level: random.pick([3, 4] as const) },
    };
    const next = blocks[from + 1];
    if (next === undefined || next.role === "heading") return null;
    return { added: { after: next.id, blocks: [block] }, anywhereIn: [block.id] };
  },
};
const headless: Mutator = {
  ...accessibility,
  name: "表格缺表头",
  mutate: ({ blocks }, random) => {
    const table = random.maybe(
      blocks.flatMap(({ cell }) => (cell !== undefined && cell.row === 0 && cell.column === 0 ? [cell.table] : [])),
    );
    if (table === null) return null;
    const ids = blocks.filter(({ cell }) => cell?.table === table).map(({ id }) => id);
    return {
      rebuilt: (all) => all.map((block) => (block.cell?.table === table ? withoutPart(block) : block)),
      anywhereIn: ids,
    };
  },
};
const withoutPart = ({ part: _, ...block }: TextBlock): TextBlock => block;

/** A quotation of a text that the packs hold, with a word or two changed. */
const misquoted: Mutator = {
  ...quotation,
  name: "引文与原文不符",
  mutate: (draft, random) => {
    const text = sources[0]?.text ?? "";
    const sentence = random.pick(text.split("。").filter((part) => part.length > 12));
    const at = 3 + random.below(sentence.length - 6);
    const wrong = random.pick([
      sentence.slice(0, at) + sentence.slice(at + 1),
      `${sentence.slice(0, at)}要${sentence.slice(at)}`,
      sentence.slice(0, at) + random.pick([..."大好高新实优"]) + sentence.slice(at + 1),
      sentence.slice(0, at) + sentence.charAt(at + 1) + sentence.charAt(at) + sentence.slice(at + 2),
    ]);
    if (wrong === sentence) return null;
    const lead = random.pick([
      "《云溪市政务服务公约》指出，",
      "《云溪市政务服务公约》提出：",
      "正如《云溪市政务服务公约》所写，",
    ]);
    return addSentence(draft, random, { lead, wrong: `“${wrong}。”`, right: `“${sentence}。”`, tail: "" });
  },
};

const expired: Mutator = {
  ...publication,
  name: "过期的将来时",
  severity: "warning",
  mutate: (draft, random) => {
    const year = Number(draft.today.slice(0, 4)) - random.between(1, 3);
    const form = random.pick([
      `将于${year}年${random.between(1, 12)}月`,
      `定于${year}年${random.between(1, 12)}月${random.between(1, 28)}日`,
      `拟于${year}年${random.between(1, 12)}月`,
    ]);
    return addSentence(draft, random, { lead: "该项活动", wrong: `${form}举行`, tail: "，敬请关注。" });
  },
};

export const pageMutators: readonly Mutator[] = [
  outside,
  outsideAnchor,
  malformed,
  badAnchor,
  noSource,
  vagueSource,
  sourceInText,
  leftover,
  expired,
  noMapNumber,
  badMapNumber,
  metaFaults,
  panelText,
  missingSection,
  emptySection,
  noInterpretation,
  noAlt,
  vagueAnchor,
  skippedLevel,
  headless,
  misquoted,
];
