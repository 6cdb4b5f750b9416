/** Questions that end in a full stop, and statements about a question that end in a question mark (GB/T 15834-2011 4.2). */
import { gb15834 } from "../../authority";
import type { PatternRule } from "../../rule";

const NUMBERED = "(?:[一二三四五六七八九十\\d]{1,3}[、.．]|（[一二三四五六七八九十\\d]{1,3}）|问[：:]|Q[：:])?";
const ASKING = "哪些|哪类|哪几|什么|怎么|怎样|如何|多少|多久|多长|几天|哪里|哪儿|何时|谁|为何|是否";
/** What leads in a question that is not asked: 研究如何推进. */
const TOLD =
  "研究|部署|讨论|探讨|思考|思索|摸索|探索|说明|介绍|明确|知道|了解|弄清|搞清|说清|查清|分清|清楚|明白|查明|回答|反思|总结|交流|解读|讲解|演示|安排|掌握|关注|取决于";

export const questionMark: PatternRule = {
  id: "punct-question",
  category: "punctuation",
  title: "问句用了句号，或陈述句用了问号",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.1、4.2")],
  confidence: 0.85,
  checks: ["MC-01"],
  roles: ["heading", "body", "list"],
  scope: "pattern",
  patterns: [
    {
      // The question is the whole block: 哪些人可以申请。
      regex: new RegExp(
        `^\\s{0,4}(?<lead>${NUMBERED})(?:请问)?(?<asked>[^，。；？！：“”《》]{0,18}(?:${ASKING})[^，。；？！：“”]{1,24})(?<mark>。)\\s{0,4}$`,
        "g",
      ),
      message: "这是问句，句末用问号。",
      suggest: "？",
      accept: ({ groups }) => isAsked(groups?.asked ?? "", groups?.lead ?? ""),
    },
    {
      regex: new RegExp(
        `^\\s{0,4}(?:问|Q)[：:][^？！]{0,60}(?:${ASKING}|吗|呢|能不能|可不可以|是不是|有没有)[^，。；？！：”]{0,24}(?<mark>[^，。；？！：”])\\s{0,4}$`,
        "g",
      ),
      message: "问题末尾缺少问号。",
      suggest: "$0？",
    },
    {
      regex: new RegExp(
        `(?<=(?:^|[，。；])[^，。；？！：“”你您谁吗]{0,16}(?:${TOLD})(?:了|好|过|出)?(?:[^，。；？！：“”你您]{0,10})(?:如何|怎样|怎么|为什么|为何|哪些|什么|是否)[^，。；？！：“”呢吗]{1,30})？(?=$|[一-龥])`,
        "g",
      ),
      message: "这里只是提到一个问题，全句是陈述，句末用句号。",
      suggest: "。",
      accept: ({ input, index }) =>
        !/你|您|难道|怎么才|谁(?:能|会)|能否|如何[^，。；]{0,6}(?:了解|知道|掌握|安排|总结)/.test(
          input
            .slice(0, index)
            .split(/[。；？！]/)
            .at(-1) ?? "",
        ),
    },
  ],
  wrong: [
    { text: "哪些家庭可以申请公租房⟦。⟧", first: "？" },
    { text: "3.补缴医保费需要带哪些材料⟦。⟧", first: "？" },
    { text: "问：灵活就业人员怎样参保⟦。⟧", first: "？" },
    { text: "问：换领驾驶证要多长时⟦间⟧", first: "间？" },
    { text: "会议研究了如何做好秋冬造林⟦？⟧", first: "。" },
    { text: "请各乡镇说明为什么进度偏慢⟦？⟧各部门要按月通报。", first: "。" },
  ],
  right: [
    "哪些家庭可以申请公租房？",
    "会议研究了如何做好秋冬造林。",
    "你了解如何参保吗？",
    "如何了解办理进度？",
    "哪些事项由街道办理由县政府决定。",
    "怎么办理怎么方便由群众说了算。",
    "无论什么时候都要守住底线。",
    "问：换领驾驶证要多长时间？",
    "问：如何报名？答：登录网站报名。",
  ],
};

const DECLARES = new RegExp(
  `${TOLD}|无论|不论|不管|任何|决定|取决|都|也|没有什么|不什么|是大家|看|说|算|由|公布|公开|列明|注明|写明|告知|告诉|一次性|规定|谁[^谁]{1,8}谁|什么[^什]{1,8}什么|哪里[^哪]{1,8}哪里|怎么[^怎]{1,8}怎么|多少[^多]{1,8}多少`,
);

/** The words before the asking word name at most a subject and its 需要, 可以, 有; nothing declares. */
function isAsked(asked: string, lead: string): boolean {
  if (/[问Q][：:]$/.test(lead)) return true;
  if (DECLARES.test(asked) || /[了的]$/.test(asked)) return false;
  return (
    /^(?:哪些|哪类|哪几|什么|怎么|怎样|如何|多少|为何|为什么)[^。]{3,40}(?:可以|能|需要|应当|应该|有|申请|办理|享受|参加|查询|领取|缴纳|缴费|报名|申报|认定|计算|报销|处理|退费)/.test(
      asked,
    ) ||
    /(?:需要|应当|应该|可以|能|要|有|是|到|去|在|交|带|花|包括)(?:具备|满足|符合|提供|提交|准备|携带|经过|享受|办理|缴纳)?(?:哪些|哪几|什么|哪里|哪儿|多少|多久|多长|几天|何时)[^。]{0,12}$|(?:怎么办|如何办理|怎样办理|怎么申请|如何申请|怎样申请)$/.test(
      asked,
    )
  );
}
