/** MC-14: each URL, linked or written out, by the class of its host (NC-22). */
import { domains2018, siteGuide2017 } from "../../authority";
import { hostClass, hostOf, isIntranet, isShortener } from "../../hosts";
import type { BlockLink, BlockRole, BlockRule, Match, ProofContext, TextBlock } from "../../rule";
import { addressesIn, outsideSeverity } from "./addresses";

const roles: readonly BlockRole[] = ["title", "heading", "body", "list", "cell", "caption", "attachment", "meta"];
type Judge = (link: BlockLink, context: ProofContext) => Omit<Match, "block" | "start" | "end"> | null;

const find =
  (judge: Judge) =>
  (block: TextBlock, context: ProofContext): Match[] =>
    addressesIn(block).flatMap((link) => {
      const verdict = judge(link, context);
      return verdict === null ? [] : [{ block: block.id, start: link.start, end: link.end, ...verdict }];
    });

export const externalLink: BlockRule = {
  id: "link-external",
  category: "link",
  title: "外部链接",
  severity: "warning",
  fix: "none",
  authority: [siteGuide2017()],
  confidence: 0.95,
  checks: ["MC-14"],
  roles,
  carried: "links",
  words: [".", "://"],
  scope: "block",
  find: find(({ href }, { lexicon }) => {
    const host = hostOf(href);
    const kind = hostClass(href, lexicon);
    if (kind === "bad") return { severity: "block", message: `链接指向已列入禁止名单的网站${host}，请删除。` };
    if (kind !== "other" || isShortener(href) || isIntranet(href)) return null;
    return {
      severity: outsideSeverity(lexicon),
      message: `链接指向${host}，不是政府网站或官方权威媒体，请核实或删除。`,
    };
  }),
  wrong: [
    { text: "报名请登录 ⟦https://www.example.com/a⟧ 。" },
    { text: "访问⟦www.example.com⟧了解详情" },
    { text: "⟦https://www.gov.cn@example.com/x⟧是仿冒网址" },
    { text: "⟦http://gov.cn.example.net/⟧" },
    { text: "资料在⟦down.example.org/doc?id=3⟧下载" },
    { text: "请登录⟦WWW.EXAMPLE.COM⟧报名。" },
    { text: "网址：⟦www.example.store/a⟧" },
    { text: "参见⟦Www.Example.de⟧，" },
  ],
  right: [
    "报名请登录 https://www.gov.cn/zhengce/a.htm 。",
    "市政府网站www.nanchong.gov.cn，子站○○○.nanchong.gov.cn。",
    "人民网http://politics.people.com.cn/a报道",
    "省政府网站WWW.SC.GOV.CN，市政府网站Www.nanchong.gov.cn。",
    "文件www.docx，写成www.或www.example的不是网址。",
    "邮箱wzgl@example.com，文件a.docx，版本2.0。",
  ],
};

export const shortLink: BlockRule = {
  id: "link-shorturl",
  category: "link",
  title: "短链接、网盘和跳转链接",
  severity: "warning",
  fix: "none",
  authority: [siteGuide2017()],
  confidence: 0.95,
  checks: ["MC-14"],
  roles,
  carried: "links",
  words: [".", "://"],
  scope: "block",
  find: find(({ href }, { lexicon }) =>
    hostClass(href, lexicon) === "other" && isShortener(href)
      ? {
          severity: outsideSeverity(lexicon),
          message: `${hostOf(href)}是短链接、网盘或跳转地址，看不出实际去向，也可能失效，请换成政府网站上的原地址。`,
        }
      : null,
  ),
  wrong: [
    { text: "表格下载：⟦http://t.cn/A6abcd⟧" },
    { text: "附件见⟦https://pan.baidu.com/s/1abcDEF⟧，提取码1234" },
    { text: "扫码或打开⟦dwz.cn/xyz123⟧报名" },
    { text: "直播地址⟦https://v.douyin.com/iAbCd/⟧" },
    { text: "请打开⟦https://bit.ly/3abc⟧" },
  ],
  right: [
    "表格下载：https://www.nanchong.gov.cn/upload/a.docx",
    "见https://www.news.cn/a.htm",
    "百度网盘不得用于存储工作文件。",
    "联系邮箱a@t.cn-mail.gov.cn",
  ],
};

const SPOKEN_IP = /(?:网址|地址|访问|登录|登陆|链接|打开)[：:为是]?[ ]?(?<ip>\d{1,3}(?:\.\d{1,3}){3})(?![\d.])/g;

export const addressLink: BlockRule = {
  id: "link-ip",
  category: "link",
  title: "链接用IP地址或内网名称",
  severity: "warning",
  fix: "none",
  authority: [domains2018()],
  confidence: 0.95,
  checks: ["MC-14", "MC-41"],
  roles,
  carried: "links",
  words: [".", "://"],
  scope: "block",
  find: (block, context) => {
    if (block.links === undefined && !block.text.includes(".") && !block.text.includes("://")) return [];
    return [
      ...find(({ href }, { lexicon }) => {
        if (hostClass(href, lexicon) !== "address" && !isIntranet(href)) return null;
        return {
          severity: outsideSeverity(lexicon),
          message: `链接使用了IP地址、本机或内网名称${hostOf(href)}，公众可能无法访问，请改用政府网站域名。`,
        };
      })(block, context),
      ...Array.from(/\d\.\d/.test(block.text) ? block.text.matchAll(SPOKEN_IP) : [], (found): Match => {
        const ip = found.groups?.ip ?? "";
        const end = found.index + found[0].length;
        const message = `网址使用了IP地址${ip}，公众可能无法访问，请改用政府网站域名。`;
        return { block: block.id, start: end - ip.length, end, message };
      }),
    ];
  },
  wrong: [
    { text: "请登录⟦http://203.0.113.8/login⟧办理" },
    { text: "系统地址⟦http://192.168.1.10:8080/oa⟧" },
    { text: "网址：⟦198.51.100.7⟧，账号另发。" },
    { text: "打开⟦http://oa/index.jsp⟧填报" },
    { text: "见⟦http://localhost:3000/a⟧" },
    { text: "⟦http://portal.intra.local/a⟧" },
  ],
  right: [
    "请登录https://www.nanchong.gov.cn/login办理",
    "软件版本为10.2.0.15。",
    "坐标系采用2000.1.2.3格式",
    "编号192.168号楼",
  ],
};
