/** What a link says and where it goes (GB/T 37668-2019, LA-14). */

import { cites, domains2018 } from "../../authority";
import { hitsOf } from "../../hits";
import { hostClass, hostOf, isUnder } from "../../hosts";
import type { BlockRule, Lexicon, Match } from "../../rule";
import { addressesIn } from "./addresses";

export const accessible = cites("GB/T 37668-2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》", "2020-03-01");

const VAGUE =
  /(?:点击|(?<![重试网站景地特亮难热焦盲痛堵置起终要优缺观弱整时\d一二三四五六七八九十两])点|戳|单击|猛戳|请点)(?:这里|此处|此|我|链接|下方链接|下面链接|以下链接|下方|查看|进入)(?![\u4e00-\u9fff]{0,2}(?:附件|图标|按钮|菜单|栏目))|(?:查看)?(?:更多|详情|了解更多|阅读全文)[ ]?(?:>>|>|》》|＞＞|»|›|→)|(?<!热线|电话|[\d）])(?:点击|查看|了解|阅读|浏览|获取|展开)(?:更多|详情|全文|原文)(?=[。！；，）]|$)|(?<![A-Za-z])(?:click here|read more)(?![A-Za-z])/gi;
/** Cheap to look for in blocks that hold none of it. */
const SIGN =
  /[点击戳](?:这|此|我|链|下|以|查|进)|(?:更多|详情|全文|原文)(?:[。！；，）]|$)|[多情文][ ]?[>》＞»›→]|[Cc][Ll][Ii][Cc][Kk] |[Rr][Ee][Aa][Dd] /;
const EMPTY_TEXTS =
  /^(?:这里|这儿|此处|点击|点此|点我|链接|此链接|本链接|网址|地址|网页|网站|页面|附件|详情|详细|更多|查看|下载|进入|打开|阅读|浏览|(?:点击|点此|请|立即|马上|戳)?(?:查看|了解|阅读|浏览|获取|进入|下载|打开|展开|跳转|访问|参与|报名)(?:更多|详情|详细|全文|原文|链接|网址|网页|页面|此处|这里|内容|信息)?|更多(?:信息|内容|详情)|详[见情]链接|阅读原文|全文|原文|here|link|url|more|details?|download|click|[>》»›.…]{1,4})$/i;

export const emptyLinkText: BlockRule = {
  id: "link-text-empty",
  category: "accessibility",
  title: "链接文字没有意义",
  severity: "hint",
  fix: "none",
  authority: [accessible()],
  confidence: 0.85,
  checks: ["MC-43"],
  carried: "links",
  seeks: [SIGN],
  scope: "block",
  find: (block) => {
    if (block.links === undefined && !SIGN.test(block.text)) return [];
    const message = "链接文字应说明链接的内容，如“查看办事指南”，不用“点击这里”“更多”一类。";
    const said = hitsOf(block.text, VAGUE).map((found) => ({
      block: block.id,
      start: found.index,
      end: found.index + found[0].length,
      message,
    }));
    const linked = (block.links ?? [])
      .filter(({ start, end }) =>
        EMPTY_TEXTS.test(block.text.slice(start, end).replace(/[\s。，！：:；“”（）()【】]/g, "")),
      )
      .filter(({ start, end }) => !said.some((other) => other.start < end && start < other.end))
      .map(({ start, end }) => ({ block: block.id, start, end, message }));
    return [...said, ...linked];
  },
  wrong: [
    { text: "申报条件请⟦点击这里⟧。" },
    { text: "通知公告⟦更多>>⟧" },
    { text: "详情请⟦点击此处⟧" },
    { text: "⟦点击链接⟧，观看直播回放。" },
    { text: "⟦Click here⟧ for more" },
    { text: "请登录报名系统⟦查看更多⟧。" },
  ],
  right: [
    "可拨打12333热线了解详情，集中安置点我们看过，洪峰于8点进入库区。",
    "申报条件请查看《申报指南》。",
    "点击“我要办”按钮进入办理页面。",
    "更多群众参与到志愿服务中。",
    "在系统中单击此菜单可以导出。",
  ],
};

/** Text that is an address of one host over a link to another: the reader is led astray. */
export const mismatchedLink: BlockRule = {
  id: "link-mismatch",
  category: "link",
  title: "链接文字与实际地址不符",
  severity: "error",
  fix: "none",
  authority: [cites("RFC 3986", "2005-01")()],
  confidence: 0.95,
  checks: ["MC-15"],
  carried: "links",
  scope: "block",
  find: (block) =>
    (block.links ?? []).flatMap(({ start, end, href }): Match[] => {
      const text = block.text.slice(start, end).trim();
      if (!/^(?:https?:\/\/)?(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,8}(?:[/?#:].{0,500})?$/.test(text)) return [];
      const [shown, real] = [hostOf(text), hostOf(href)].map((host) => host.replace(/^www\./, ""));
      if (shown === undefined || real === undefined || real === "" || shown === real) return [];
      if (!/\.(?:cn|com|net|org|gov)$/.test(shown) || isUnder(real, shown) || isUnder(shown, real)) return [];
      return [{ block: block.id, start, end, message: `链接文字写的是${shown}，实际指向${real}，请改成一致。` }];
    }),
  setting: { href: "https://www.example.com/a" },
  wrong: [
    { text: "⟦www.nanchong.gov.cn⟧" },
    { text: "⟦https://www.gov.cn/zhengce/⟧" },
    { text: "⟦zwfw.example.gov.cn/guide⟧" },
  ],
  right: ["办事指南", "www.example.com/a", "https://example.com/a?x=1"],
};

const OWN_SITE =
  /(?:本(?:网站|站|网)|我[省市县区局委]|政府(?:门户)?网站|官方网站|官网|门户网站)[^。；\n]{0,12}(?:网址|域名|地址)?[^。；\n]{0,4}$/;

/** MC-41: the own site under a domain that is not the government's, or not in the register. */
export const ownSiteDomain: BlockRule = {
  id: "own-site-domain",
  category: "link",
  title: "本网站域名不规范",
  severity: "warning",
  fix: "none",
  authority: [domains2018()],
  confidence: 0.85,
  checks: ["MC-41"],
  carried: "links",
  words: [".", "://"],
  scope: "block",
  find: (block, { lexicon }) =>
    addressesIn(block).flatMap(({ start, end, href }): Match[] => {
      const host = hostOf(href);
      if (host === "" || hostClass(href, lexicon) === "media") return [];
      const place = { block: block.id, start, end, severity: "error" as const };
      const register = lexicon.siteHosts ?? [];
      const isGovernment = hostClass(href, lexicon) === "government";
      if (register.some((own) => isUnder(host, own))) return [];
      if (!isGovernment && looksLikeOwn(host, lexicon))
        return [{ ...place, message: `${host}形似本网站域名，但不在域名登记中，请核对。` }];
      const isSaidOwn = /政府|本/.test(OWN_SITE.exec(block.text.slice(Math.max(0, start - 30), start))?.[0] ?? "");
      if (isGovernment || !isSaidOwn || hostClass(href, lexicon) !== "other") return [];
      return [{ ...place, message: `政府网站应使用.gov.cn域名，${host}不是，请核对。` }];
    }),
  setting: { lexicon: { siteHosts: ["luan.gov.cn"] } },
  wrong: [
    { text: "登录⟦www.luan-x.com⟧查询" },
    { text: "市政府门户网站（⟦www.luangov.com⟧）" },
    { text: "县政府网站网址：⟦www.example.com⟧" },
    { text: "本网站域名为⟦example.net⟧" },
  ],
  right: [
    "登录www.luan.gov.cn查询",
    "市政府门户网站（zwgk.luan.gov.cn）",
    "国务院网站www.gov.cn",
    "报名网址：www.example.com",
    "人民网www.people.com.cn",
  ],
};

function looksLikeOwn(host: string, lexicon: Lexicon): boolean {
  return (lexicon.siteHosts ?? []).some((own) => {
    const label = own.replace(/^www\./, "").split(".")[0] ?? "";
    return (
      label.length >= 3 &&
      host
        .split(".")
        .some(
          (part) => part === label || part.startsWith(`${label}-`) || part === `${label}gov` || part === `${label}zf`,
        )
    );
  });
}
