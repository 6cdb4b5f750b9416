/** The mark after a number of an item (GB/T 15834-2011 附录B.3, GB/T 9704-2012 7.3.3). */
import { gb9704, gb15834 } from "../../authority";
import type { PatternRule } from "../../rule";

const HAN = "[一二三四五六七八九十]{1,3}";

export const hanNumberMark: PatternRule = {
  id: "punct-seq-hanzi-dot",
  category: "sequence-punctuation",
  title: "汉字序号后应用顿号",
  severity: "error",
  fix: "safe",
  authority: [gb15834("附录B.3.2", "verified"), gb9704("7.3.3", "verified")],
  confidence: 0.95,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?=[一二三四五六七八九十])(?<=^[\\s\\u3000]{0,8}|[。；][\\s\\u3000]{0,4})(?!${HAN}·[一二三四五六七八九十])(${HAN})(?:、?[.．,，:：·]、?)(?=[\\s\\u3000]?(?:[\\u4e00-\\u9fff“《（]|\\d{1,4}[年月—]))`,
        "g",
      ),
      message: "汉字数字的序号后面应使用顿号。",
      suggest: "$1、",
    },
  ],
  wrong: [
    { text: "⟦二.⟧主要任务", first: "二、" },
    { text: "⟦三，⟧保障措施", first: "三、" },
    { text: "⟦十一．⟧附则", first: "十一、" },
    { text: "要抓好两件事。⟦一.⟧抓排查。", first: "一、" },
    { text: "⟦三.⟧2026年主要目标", first: "三、" },
    { text: "⟦四、.⟧工作要求", first: "四、" },
    { text: "⟦五．⟧9月1日至3日开展检查。", first: "五、" },
  ],
  right: ["二、主要任务", "二是主要任务", "增幅为三点五倍", "（三）保障措施", "七·七事变以后，全国抗战爆发。"],
};

export const bracketedNumberMark: PatternRule = {
  id: "punct-seq-paren-dun",
  category: "sequence-punctuation",
  title: "带括号序号后不用点号",
  severity: "error",
  fix: "safe",
  authority: [gb15834("附录B.3.4", "verified")],
  confidence: 0.95,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?=[（(\\d①-⑳])(?<=^[\\s\\u3000]{0,8}|[。；：][\\s\\u3000]{0,4})([（(](?:${HAN}|\\d{1,2})[)）]|\\d{1,2}[)）]|[①-⑳])[、，,.．。：:](?=[\\s\\u3000]{0,2}(?:[\\u4e00-\\u9fff“《A-Za-z]|\\d{1,4}[年—\\u4e00-\\u9fff]))`,
        "g",
      ),
      message: "带括号或带圈的序号后面不再用标点。",
      suggest: "$1",
    },
  ],
  wrong: [
    { text: "⟦（二）、⟧完善机制", first: "（二）" },
    { text: "⟦（3）.⟧按月通报", first: "（3）" },
    { text: "⟦①、⟧摸清底数", first: "①" },
    { text: "⟦（三），⟧18路公交调整。", first: "（三）" },
    { text: "任务如下：⟦（1），⟧摸清底数。", first: "（1）" },
  ],
  right: ["（二）完善机制", "有第八条第（一）、（二）项情形的", "（一）、（二）项所列情形", "①摸清底数；②建立台账。"],
};

export const arabicNumberMark: PatternRule = {
  id: "punct-seq-arabic-dun",
  category: "sequence-punctuation",
  title: "阿拉伯数字序号后应用下脚点",
  severity: "warning",
  fix: "safe",
  authority: [gb15834("附录B.3.3", "verified"), gb9704("7.3.3", "verified")],
  confidence: 0.9,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?=\d{1,2}[.．、，])(?<=^[\s\u3000]{0,8}|[。；：][\s\u3000]{0,4})(?<!\d[：:])(\d{1,2})(?:[.．]?[、，]|、[.．])(?=[\s\u3000]?(?:[\u4e00-\u9fff“《A-Za-z（]|20\d{2}年[\u4e00-\u9fff]))/g,
      message: "阿拉伯数字的序号后面应使用下脚点“.”。",
      suggest: "$1.",
      // 得分：98，位居第一 is no list: inside a text a comma needs the neighbour of its number.
      accept: (found, { text }) => {
        if (!found[0].endsWith("，") || text.slice(0, found.index).trim() === "") return true;
        const number = Number(found[1]);
        return new RegExp(`(?:^|[^\\d.])(?:${number - 1}|${number + 1})[、，.．](?!\\d)`).test(text);
      },
    },
  ],
  wrong: [
    { text: "⟦2、⟧建立督查机制。", first: "2." },
    { text: "流程：⟦1、⟧受理；⟦2、⟧审核；⟦3、⟧办结。", first: "1." },
    { text: "⟦12，⟧归档保存。", first: "12." },
    { text: "⟦2．、⟧体检和考察。", first: "2." },
    { text: "　　⟦7、⟧定期轮岗。", first: "7." },
    { text: "步骤如下。⟦1、⟧登录平台。", first: "1." },
    { text: "⟦5．、⟧公示拟聘人员名单。", first: "5." },
  ],
  right: [
    "2.建立督查机制。",
    "空气质量指数：35，优于上月。",
    "座位号：1、2、5号。",
    "（2）建立督查机制。",
    "2024、2025年度计划",
  ],
};

export const ordinalMark: PatternRule = {
  id: "punct-seq-di-dun",
  category: "sequence-punctuation",
  title: "“第一、”“首先、”后应用逗号",
  severity: "hint",
  fix: "safe",
  authority: [gb15834("附录B.3.1", "verified")],
  confidence: 0.9,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=^[\\s\\u3000]{0,8}|[。；：，][\\s\\u3000]{0,4})(第${HAN}|首先|其次|再次|最后|其一|其二|其三)、(?=[\\u4e00-\\u9fff“《])(?!第|[一二三四五六七八九十]{1,3}(?:[、和届条款项章节期批次审]|$))`,
        "g",
      ),
      message: ({ 1: word }) => `“${word ?? ""}”后面应使用逗号。`,
      suggest: "$1，",
    },
  ],
  wrong: [
    { text: "⟦第一、⟧统一思想；⟦第二、⟧细化措施。", first: "第一，" },
    { text: "⟦首先、⟧要摸清底数。", first: "首先，" },
    { text: "要做到：⟦其次、⟧完善台账。", first: "其次，" },
    { text: "⟦第三、⟧严格考核。", first: "第三，" },
  ],
  right: ["第一，统一思想；第二，细化措施。", "第一、第二产业协调发展。", "第一、二批名单", "首先要摸清底数。"],
};

export const yishiMark: PatternRule = {
  id: "punct-seq-yishi-comma",
  category: "sequence-punctuation",
  title: "“一是”后不用点号",
  severity: "hint",
  fix: "suggest",
  authority: [gb15834("附录B.3.7", "verified")],
  confidence: 0.88,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=^[\\s\\u3000]{0,8}|[。；：，][\\s\\u3000]{0,4})((?:${HAN})[是要])[，、：,:](?=[\\u4e00-\\u9fff“《])`,
        "g",
      ),
      message: ({ 1: word }) => `“${word ?? ""}”后面不用标点。`,
      suggest: "$1",
    },
  ],
  wrong: [
    { text: "⟦一是，⟧健全制度；⟦二是，⟧强化培训。", first: "一是" },
    { text: "做法如下：⟦三是：⟧公开结果。", first: "三是" },
    { text: "⟦四是、⟧接受监督。", first: "四是" },
    { text: "会议强调，⟦一要，⟧守住底线。", first: "一要" },
  ],
  right: [
    "一是健全制度；二是强化培训。",
    "做法如下：三是公开结果。",
    "统一是，分散也是。",
    "其一是健全制度，其二是强化培训。",
  ],
};
