/** Links that lead out or nowhere, and sources that are missing or vague. */

import type { TextBlock } from "../../shared/proofreading/rule";
import { paragraphs, sentences } from "../places";
import type { Mutation, Mutator } from "../plant";

const link = { category: "link", nature: "deterministic", severity: "error" } as const;
const rebuiltBlock = (block: TextBlock): Mutation => ({
  rebuilt: (blocks) => blocks.map((other) => (other.id === block.id ? block : other)),
  anywhereIn: [block.id],
});

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

const source = { category: "source", nature: "deterministic", severity: "error" } as const;
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

export const linkMutators: readonly Mutator[] = [
  outside,
  outsideAnchor,
  malformed,
  badAnchor,
  noSource,
  vagueSource,
  sourceInText,
];
