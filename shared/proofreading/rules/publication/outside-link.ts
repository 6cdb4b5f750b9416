/** MC-14: each URL, linked or written out, by the class of its host (NC-22). */

import { siteGuide2017 } from "../../authority";
import type { Severity } from "../../finding";
import { hostClass, hostOf } from "../../hosts";
import type { BlockLink, BlockRule, Match, ProofContext, TextBlock } from "../../rule";

const TLD =
  "com|cn|net|org|gov|edu|info|top|xyz|vip|cc|me|tv|io|app|shop|site|club|biz|co|hk|tw|online|live|pro|link|wang|mobi";
const BARE = new RegExp(
  `(?:https?|ftp):\\/\\/[\\w@:.-]{1,200}[\\w\\u4e00-\\u9fff.-]{0,100}(?:[/?#][\\w\\-./?%&=+#~:;,@!$*]{0,500})?|(?<![\\w@.%/=&-])(?:[A-Za-z0-9-]{1,63}\\.){1,5}(?:${TLD})(?![\\w-]|\\.[A-Za-z])(?:[/?#][\\w\\-./?%&=+#~:]{0,500})?`,
  "g",
);

const severities: Readonly<Record<"block" | "reason" | "warn", Severity>> = {
  block: "block",
  reason: "error",
  warn: "warning",
};

export const outsideLink: BlockRule = {
  id: "outside-link",
  category: "link",
  title: "外部链接",
  severity: "warning",
  fix: "none",
  authority: [siteGuide2017()],
  confidence: 0.95,
  roles: ["title", "heading", "body", "list", "cell", "caption", "meta"],
  scope: "block",
  find: (block, context) => links(block).flatMap((link) => judge(block, link, context)),
  wrong: [
    { text: "详见 ⟦https://www.example.com/a⟧ 。" },
    { text: "访问⟦www.example.com⟧了解详情" },
    { text: "登录⟦http://203.0.113.8/login⟧办理" },
    { text: "⟦https://www.gov.cn@example.com/x⟧是仿冒网址" },
    { text: "⟦http://gov.cn.example.net/⟧" },
  ],
  right: [
    "详见 https://www.gov.cn/zhengce/a.htm 。",
    "市政府网站www.luan.gov.cn，子站○○○.luan.gov.cn。",
    "人民网http://politics.people.com.cn/a报道",
    "邮箱wzgl@example.com，文件a.docx，版本2.0。",
  ],
};

function links(block: TextBlock): readonly BlockLink[] {
  const linked = block.links ?? [];
  const bare = Array.from(block.text.matchAll(BARE), (found) => {
    const href = found[0].replace(/[.,;:!?]+$/, "");
    return { start: found.index, end: found.index + href.length, href };
  });
  return [
    ...linked,
    ...bare.filter((link) => !linked.some((other) => other.start < link.end && link.start < other.end)),
  ];
}

function judge(block: TextBlock, link: BlockLink, context: ProofContext): Match[] {
  const place = { block: block.id, start: link.start, end: link.end };
  const host = hostOf(link.href);
  switch (hostClass(link.href, context.lexicon)) {
    case "own":
    case "government":
    case "media":
      return [];
    case "bad":
      return [{ ...place, severity: "block", message: `链接指向已列入禁止名单的网站${host}，请删除。` }];
    case "address":
      return [{ ...place, message: `链接使用了IP地址或本机地址${host}，公众可能无法访问，请改用政府网站域名。` }];
    case "other": {
      const severity = severities[context.lexicon.outsideLink ?? "warn"];
      return [{ ...place, severity, message: `链接指向${host}，不是政府网站或官方权威媒体，请核实或删除。` }];
    }
  }
}
