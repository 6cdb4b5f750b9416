/** E17, A-5: what templates, web pages, word processors and writing machines leave behind. */

import { inspection2019 } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { matchesOf } from "../pattern";

const CROSS = "[XxＸ×ｘ✕╳]";
const X = `${CROSS}{2,}`;
/** In a date or a number: with an end, so that a line of crosses is not read again from each of them. */
const FEW = `${CROSS}{2,8}`;
const CERTAIN = new RegExp(
  `[【〔（(\\[][ ]?(?:待补充?|待定|待填写?|待核实?|待确认|待完善|待更新|此处(?:填写|插入|补充)[^】〕）)\\]\\n]{0,12}|请(?:输入|填写)[^】〕）)\\]\\n]{0,12}|插入图片|图片占位)[】〕）)\\]]|(?:请输入|请填写|点击(?:此处)?(?:输入|添加|编辑)|单击此处(?:输入|添加|编辑))(?:标题|正文|内容|文字|摘要|文本|副标题)|(?<=[：:])待(?:补充|填写|完善|核实|确认)(?=[。，；]|$)|(?<!有)待补充(?=[。，；]|$)|(?:20)?${FEW}年${FEW}月(?:${FEW}日)?|〔(?:20)?${FEW}〕(?:${FEW})?号?|此处(?:插入|添加)(?:图片|表格|链接|附件)|(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])|Lorem ipsum`,
  "g",
);
const LIKELY = new RegExp(
  `(?<![A-Za-z0-9])${X}(?![A-Za-z0-9])(?=(?:省|市|县|区|镇|乡|局|厅|部门|单位|公司|同志|会议|文件|号|路)?)`,
  "g",
);
/** Tools of a page that were copied with its text. A line must hold nothing else, or the tool must be unmistakable. */
const FURNITURE =
  /^(?:(?:浏览|点击|阅读|访问)(?:次数|量|数)[：:]?[ ]?\d{0,9}(?:次)?|我要纠错|打印(?:本页)?|收藏(?:本页)?|分享到?[：:]?|返回(?:顶部|列表|首页|上一页)|关闭(?:本页|窗口)|上一[篇条页][：:]?.{0,40}|下一[篇条页][：:]?.{0,40}|相关(?:推荐|阅读|链接|新闻|文章)[：:]?|(?:您)?(?:当前|现在)的?位置[：:].{0,60}|首页[ ]?[>＞»›].{0,60}|扫一扫.{0,16}|字(?:号|体)[：:].{0,20}|【?(?:大|中|小)[ |]{1,3}(?:大|中|小)(?:[ |]{1,3}(?:大|中|小))?】?|(?:设为首页|加入收藏|网站地图|联系我们)(?:[ |]{1,4}(?:设为首页|加入收藏|网站地图|联系我们|关于我们|版权声明)){0,4}|点赞[ ]?\d{0,6}|(?:图片|视频|页面)?(?:正在)?加载(?:中|失败)[.…]{0,6}|搜索|责编推荐|热门推荐|为您推荐)$/;
const TOOLS =
  /我要纠错|扫一扫(?:在)?手机(?:上)?(?:打开|阅读|浏览)(?:当前|本)页(?:面)?|(?:浏览|点击|阅读)(?:次数|量)[：:][ ]?(?:\d{1,9}(?:次)?)?(?=[ \u3000]|$)|字(?:号|体)[：:][ ]?\[?[【]?大[ \]】|]{0,3}[[【]?中[ \]】|]{0,3}[[【]?小[\]】]?|【(?:打印|关闭|收藏|字体|我要打印|关闭窗口|打印本页)】|\[(?:打印|关闭|收藏|关闭窗口|打印本页)\]/g;
const MACHINE =
  /\[bookmark: ?\w{1,40}\]|错误[!！]\s?(?:未找到引用源|未定义书签|未指定书签|链接无效|不能通过编辑域代码创建对象)|Error! (?:Reference source|Bookmark) not [a-z]{4,9}|\{\{[ ]?\w[^{}\n]{0,40}\}\}|\$\{\w[^{}\n]{0,40}\}|<%[^%\n]{0,40}%>|\[object Object\]|(?<![A-Za-z])(?:undefined|NaN)(?=[\u4e00-\u9fff。，；、）\d]|$)|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|middot|hellip|mdash);|<\/?(?:p|br|div|span|strong|a|img|font|table|td|tr)(?:[ ][^<>\n]{0,80})?\/?>|HYPERLINK "|MERGEFIELD|PAGEREF|\\\* MERGEFORMAT/g;
const CHAT =
  /作为(?:一个|一名)?(?:AI|人工智能)(?:语言)?(?:模型|助手)|(?:以下|下面)是(?:我)?(?:为您|为你|根据您|根据你)(?:的要求|提供的[^，。]{0,10})?(?:撰写|生成|整理|起草|修改|润色|优化)|希望(?:以上|这(?:份|篇|个|些))[^。！]{0,16}(?:对您|对你|能帮)[^。！]{0,8}|如(?:果)?(?:您|你)(?:还)?(?:需要|有)[^。！]{0,16}(?:请随时(?!与|和|同|拨|致电|联系|向|来电|来信|反映|咨询|留言|到|登录|前往)|随时告诉我|可以继续)|(?:当然可以|好的)[！，,。](?:以下|下面|这是)[^。：]{0,20}/g;
const DRAFT_TITLE =
  /[（(〔【](?:送审稿|讨论稿|初稿|修改稿|审议稿|会签稿|草稿|终稿|定稿|最终版|第[一二三四五六七八\d]{1,2}(?:稿|版)|V\d(?:\.\d)?|副本|\d)[）)〕】]$/;

/** What marks of a draft end in. */
const draftEnds: readonly RegExp[] = [/稿[）)〕】]$/, /版[）)〕】]$/, /副本[）)〕】]$/, /\d[）)〕】]$/];
const BLANKS = /[□■]{3,}|_{4,}/g;

/** ××市 after these shows how such names are made, as XX月报 does in a list of examples. */
const SHOWS_FORM = /(?:命名|名称|统一|格式|规范|样式|例如|如|形式|称为|标题|写作|写为|署名)[^。；]{0,30}$/;

/** Cheap looks that spare most blocks the long patterns. */
const SPEAKS_OF_GAPS = /待[补定填核确完更]|请(?:输入|填写)|此处|[XxＸ×ｘ✕╳]{2}|[点单]击|插入|占位|TODO|TBD|FIXME|Lorem/;
const SPEAKS_LIKE_CHAT = /AI|人工智能|[为据][您你]|希望(?:以上|这)|随时|可以继续|好的|当然可以/;
const SPEAKS_IN_SIGNS = /[[{<&$\\]|[!！]|undefined|NaN|HYPERLINK|MERGEFIELD|PAGEREF/;
const HAS_CROSSES = /[XxＸ×ｘ✕╳]{2}/;

const matchesIf = (look: RegExp, block: TextBlock, ...rest: [RegExp, Parameters<typeof matchesOf>[2]]): Match[] =>
  look.test(block.text) ? matchesOf(block, ...rest) : [];

/** 张×× and 李XX are masked names, which is as it should be (TN-13). */
const MASKED_NAME = /[\u4e00-\u9fff]$/;

export const leftover: BlockRule = {
  id: "web-leftover",
  category: "publication",
  title: "模板和网页残留",
  severity: "error",
  fix: "none",
  authority: [inspection2019()],
  confidence: 0.85,
  checks: ["MC-34"],
  scope: "block",
  seeks: [CERTAIN, LIKELY, MACHINE, CHAT, FURNITURE, TOOLS, BLANKS, ...draftEnds],
  find: (block) => [
    ...matchesIf(SPEAKS_OF_GAPS, block, CERTAIN, () => ({ message: "占位文字没有替换，请补齐内容。" })),
    ...matchesIf(SPEAKS_IN_SIGNS, block, MACHINE, () => ({
      message: "文字处理软件或网页代码的残留，应删去。",
      severity: "warning",
    })),
    ...matchesIf(SPEAKS_LIKE_CHAT, block, CHAT, () => ({ message: "写作软件的对话用语残留，应删去。" })),
    ...furniture(block.id, block.text, block.role === "cell"),
    ...matchesOf(block, BLANKS, () =>
      // www.□□□.gov.cn shows how a name is made; the boxes are explained after it.
      /(?:www)?\.[□■]{3}|[□■]{3}\./.test(block.text)
        ? null
        : { message: "疑似待填写的空格，请核对。", severity: "hint" },
    ),
    ...matchesIf(HAS_CROSSES, block, LIKELY, (found) => likely(block.text, found.index)),
    ...(block.role === "title" ? draftTitle(block.id, block.text) : []),
  ],
  wrong: [
    { text: "联系人：⟦XXX⟧，电话：⟦待补充⟧" },
    { text: "⟦XX年XX月XX日⟧" },
    { text: "负责人⟦【待补】⟧负责落实。" },
    { text: "某政办发〔2024〕5号 ⟦请输入标题⟧" },
    { text: "⟦××⟧市人民政府" },
    { text: "⟦浏览次数：128⟧\n会议强调安全。\n⟦我要纠错⟧" },
    { text: "⟦扫一扫在手机打开当前页⟧" },
    { text: "见⟦错误！未找到引用源⟧。" },
    { text: "⟦以下是为您撰写⟧的通知：" },
    { text: "尊敬的⟦{{name}}⟧：" },
    { text: "⟦[bookmark: _GoBack]⟧一、要求" },
    { text: "⟦上一篇：某县召开会议⟧\n⟦下一篇：没有了⟧" },
  ],
  right: [
    "当事人张××、李某某。",
    "使用XXL号，分辨率1024×768。",
    "建立XML接口。",
    "联系人：网站管理科",
    "完善网站浏览次数统计功能，优化搜索。",
    "打印材料一份，收藏文物三件。",
    "发现错误请使用网站的纠错功能。",
    "人工智能模型备案数量增长。",
    "有关事项待确认后另行通知。",
    "账号统一命名为“××市××局”。",
    "子站域名为www.□□□.gov.cn，其中□□□为县名拼音。",
    "栏目如：统计公报、XX月报、XX年报。",
    "如果您还有其他想法，欢迎随时与我们联系。",
    "如您有疑问，请随时拨打服务热线。",
  ],
};

function furniture(block: string, text: string, isCell: boolean): Match[] {
  const message = "网页上的按钮、计数、导航等文字被一起复制进来，应删去。";
  const line = text.trim();
  if (!isCell && line !== "" && line.length <= 70 && FURNITURE.test(line)) {
    const start = text.indexOf(line);
    return [{ block, start, end: start + line.length, message }];
  }
  return hitsOf(text, TOOLS)
    .filter((found) => !/[“‘「设《]$/.test(text.slice(0, found.index)) && isAside(text, found))
    .map((found) => ({ block, start: found.index, end: found.index + found[0].length, message }));
}

/** Between spaces, marks or at an end: running text that speaks of the tool goes on in words. */
function isAside(text: string, found: RegExpExecArray): boolean {
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  return /(?:^|[ \u3000。\]】）)\d])$/.test(before) && /^(?:[ \u3000[【（(]|$)/.test(after);
}

function likely(text: string, at: number): { message: string; severity: "error" | "hint" } | null {
  const before = text.slice(0, at);
  if (SHOWS_FORM.test(before.slice(-40)) || /^[XxＸ×]{2,4}[年季月旬周]报/.test(text.slice(at, at + 8))) return null;
  const isName = MASKED_NAME.test(before) && !/[省市县区镇乡局厅]/.test(text.charAt(at - 1));
  const isLabelled = /(?:联系人|电话|姓名|地址|单位|时间|日期)[:：为][ ]?$/.test(before);
  if (isName && !isLabelled) return null;
  return { message: "疑似占位符，请核对是否需要替换。", severity: isLabelled ? "error" : "hint" };
}

function draftTitle(block: string, text: string): Match[] {
  const found = DRAFT_TITLE.exec(text);
  if (found === null) return [];
  const message = `标题带有稿次标记“${found[0]}”，正式发布前应删去。`;
  return [{ block, start: found.index, end: text.length, message, severity: "warning" }];
}
