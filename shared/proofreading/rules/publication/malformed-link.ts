/** MC-15: a web address that no browser opens: `http：//`, spaces, one slash (RFC 3986). */
import { cites } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { matchesOf } from "../pattern";

interface Slip {
  readonly regex: RegExp;
  readonly right: (found: RegExpExecArray) => string;
}

const scheme = (text: string): string => (/s[^a-z]{0,6}$/i.test(text.replace(/Ｓ/g, "s")) ? "https://" : "http://");

const slips: readonly Slip[] = [
  {
    regex:
      /(?:https?|ＨＴＴＰＳ?)(?:[ \u3000]?：[ \u3000]?[/／]{0,2}|:[ \u3000]?／{1,2}|:\/(?!\/)|:[ \u3000]{1,4}\/\/|\/\/|;\/\/|[.。]\/\/|:\\{1,2}|::\/\/|:\/{3,4})[ \u3000]?(?=[\w.-]{3})/gi,
    right: ({ 0: text }) => scheme(text),
  },
  { regex: /https?:(?=www\.)/gi, right: ({ 0: text }) => scheme(text) },
  { regex: /(?<=https?:\/\/)[ \u3000]{1,4}(?=[\w.-]{3})/gi, right: () => "" },
  {
    // A gap in the path, of an address that goes on to a bracket or to Chinese text.
    regex:
      /(?<=https?:\/\/[\w.-]{3,60}(?:\/[\w.~%-]{1,40}){0,6}\/)[ \u3000]{1,2}(?=[\w-]{2,40}(?:[/.][\w-]{1,40}){0,6}\/?(?:[）)，。；\u4e00-\u9fff]|$))/g,
    right: () => "",
  },
  { regex: /https?:\/\/(?=https?:)/gi, right: () => "" },
  {
    regex: /(?<![A-Za-z])(?:htpp|htttp|hhtp|hhttp|httpp|htp|hppt|hptt|ttp|tthp)s?:\/\//gi,
    right: ({ 0: text }) => scheme(text),
  },
  { regex: /(?<![A-Za-z])(?:htps|htpps|htttps|httsp|htpst):\/\//gi, right: () => "https://" },
  {
    regex: /(?<![\w.])(?:www(?:[。，．、]|\.\.|[ ]\.|\.[ ]|,)|wwww\.|ww\.|[ｗＷ]{3}[.．。])(?=[A-Za-z0-9-]{2})/gi,
    right: () => "www.",
  },
  {
    regex: /(?<=[A-Za-z0-9-]{2})(?:[。．，、,]|[ ]{1,2}\.[ ]{0,2}|\.[ ]{1,2}|\.\.)(?=(?:gov|com|org|edu|net)[.。．])/g,
    right: () => ".",
  },
  {
    regex:
      /(?<=[A-Za-z0-9]\.(?:gov|com|org|net|edu))(?:[。．，、,]|[ ]{1,2}\.[ ]{0,2}|\.[ ]{1,2}|\.\.)(?=cn(?![A-Za-z0-9]))/g,
    right: () => ".",
  },
  {
    regex:
      /(?<=[A-Za-z0-9-]{2})\.(?:govcn|gov\.c|gov\.cm|gov\.nc|gov\.ch|gvo\.cn|goc\.cn|gob\.cn|gav\.cn|gow\.cn|gove\.cn|gov\.con|g0v\.cn)(?![A-Za-z0-9.])/g,
    right: () => ".gov.cn",
  },
  {
    regex:
      /(?<=[A-Za-z0-9_-])(?:[。．，、,]|[ ]{1,2}\.|\.[ ]{1,2})(?=(?:s?html?|aspx?|jsp|php|pdf|docx?|xlsx?|jpe?g|png|gif|zip|rar)(?![A-Za-z0-9]))/gi,
    right: () => ".",
  },
  { regex: /(?<=https?:\/\/[\w.-]{3,60}(?:\/[\w.-]{0,40}){0,3})／/g, right: () => "/" },
];

/** Most blocks name no address at all, and few have a Latin letter. */
const HAS_LATIN = /[A-Za-zＡ-Ｚａ-ｚ]/;
const SPEAKS_OF_ADDRESS = /[:：;.。]?[/／\\]|www?|ｗｗ|ＷＷ|gov|com|org|edu|net|https?/i;

export const malformedLink: BlockRule = {
  id: "link-malformed",
  category: "link",
  title: "网址书写错误",
  severity: "error",
  fix: "suggest",
  authority: [cites("RFC 3986", "2005-01")()],
  confidence: 0.95,
  checks: ["MC-15"],
  carried: "links",
  seeks: [HAS_LATIN],
  scope: "block",
  find: (block) => {
    const isSilent = !HAS_LATIN.test(block.text) || !SPEAKS_OF_ADDRESS.test(block.text);
    if (isSilent) return block.links === undefined ? [] : deadLinks(block);
    const slipped = slips.flatMap(({ regex, right }) =>
      matchesOf(block, regex, (found) => ({
        message: "网址书写有误，无法打开，应使用半角符号且不留空格。",
        suggestions: [right(found)],
      })),
    );
    return [...slipped, ...deadLinks(block)];
  },
  wrong: [
    { text: "网址：⟦http：//⟧www.luan.gov.cn", first: "http://" },
    { text: "网址：⟦https:/⟧www.luan.gov.cn/a", first: "https://" },
    { text: "网址：⟦www。⟧luan.gov.cn", first: "www." },
    { text: "见⟦htpp://⟧www.luan.gov.cn", first: "http://" },
    { text: "登录http://www.luan.gov.cn/⟦ ⟧zwgk查询。", first: "" },
    { text: "登录www.luan.gov⟦。⟧cn查询", first: "." },
    { text: "登录www.luan⟦.govcn⟧查询", first: ".gov.cn" },
    { text: "⟦http://⟧http://www.luan.gov.cn", first: "" },
    { text: "见https://www.luan.gov.cn/list⟦。⟧html一页", first: "." },
    { text: "⟦http:\\\\⟧www.luan.gov.cn", first: "http://" },
  ],
  right: [
    "网址：http://www.luan.gov.cn",
    "访问www.luan.gov.cn。",
    "采用HTTPS://协议，HTTPS 加密。",
    "域名以.gov.cn结尾，英文域名和中文域名各一个。",
    "网址为www.luan.gov.cn，cn为国家域名。",
  ],
};

/** A link whose address leads nowhere, whatever its text says. */
function deadLinks(block: TextBlock): Match[] {
  return (block.links ?? []).flatMap(({ start, end, href }) => {
    const why = whyDead(href.trim());
    return why === "" || start === end ? [] : [{ block: block.id, start, end, message: `链接打不开：${why}。` }];
  });
}

function whyDead(href: string): string {
  if (
    /^(?:#?|\/{2,}|about:.{0,20}|javascript:.{0,200}|(?:https?:\/\/)?(?:undefined|null|none|todo|url|xx+|[x×＊*]{2,}|请输入.{0,20}|网址|链接)\/?|mailto:|tel:)$/i.test(
      href,
    )
  )
    return "没有填写网址";
  if (/^(?:file:|[a-z]:[\\/]|\\\\)/i.test(href)) return "指向本机或局域网的文件";
  if (/^(?:https?:?\/{0,3})?(?:www\.?)?$/i.test(href)) return "网址只有开头";
  if (/^(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/i.test(href))
    return "指向本机或局域网";
  if (/^(?:https?[;.]|https?:(?!\/\/)|https?\/\/|(?:htp|htpp|htttp|hhtp|ttp|hppt)s?:)/i.test(href))
    return "网址的开头写错了";
  if (/^https?:\/\/(?:[^/]{0,200}\.\.|[./]|[^/.:]{1,60}(?:[/:?#]|$)|[^/]{1,200}\.(?:[/:?#]|$))/i.test(href))
    return "网址的域名不完整";
  if (/[\s\u3000：／。，]/.test(href)) return "网址中有空格或全角符号";
  return "";
}
