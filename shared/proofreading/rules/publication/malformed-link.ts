/** A web address that no browser opens: `http：//`, spaces, one slash (RFC 3986). */
import { cites } from "../../authority";
import type { BlockRule } from "../../rule";
import { matchesOf } from "../pattern";

const pattern =
  /(?:https?|ＨＴＴＰＳ?)(?:[ \u3000]?：[ \u3000]?[/／]{1,2}|:[ \u3000]?／{1,2}|:\/(?!\/)|:[ \u3000]+\/\/|\/\/|;\/\/)[ \u3000]?(?=[\w.-]{3})|(?<=https?:\/\/)[ \u3000]+(?=[\w.-]{3})|(?<![\w.])www(?:[。，．]|\.\.)(?=[\w.-]{3})/gi;

export const malformedLink: BlockRule = {
  id: "malformed-link",
  category: "link",
  title: "网址书写错误",
  severity: "error",
  fix: "suggest",
  authority: [cites("RFC 3986", "2005-01")()],
  confidence: 0.95,
  scope: "block",
  find: (block) =>
    matchesOf(block, pattern, ({ 0: text }) => ({
      message: "网址书写有误，无法打开，应使用半角符号且不留空格。",
      suggestions: [repaired(text)],
    })),
  wrong: [
    { text: "网址：⟦http：//⟧www.luan.gov.cn", first: "http://" },
    { text: "网址：⟦https:/⟧www.luan.gov.cn/a", first: "https://" },
    { text: "网址：⟦www。⟧luan.gov.cn", first: "www." },
  ],
  right: ["网址：http://www.luan.gov.cn", "访问www.luan.gov.cn。", "采用HTTPS://协议，HTTPS 加密。"],
};

function repaired(text: string): string {
  if (text.trim() === "") return "";
  if (/^www/i.test(text)) return "www.";
  return /s/i.test(text.replace(/ＨＴＴＰＳ/, "s")) ? "https://" : "http://";
}
