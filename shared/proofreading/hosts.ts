/** Which class a link's host belongs to (NC-22): government, official media, named as bad, or any other. */
import type { Lexicon } from "./rule";

export type HostClass = "own" | "government" | "media" | "bad" | "address" | "other";

/** The host of a link as a person writes it, lower case; empty for links within the site or to a mailbox. */
export function hostOf(link: string): string {
  const rest = link.trim().replace(/^[a-z][a-z0-9+.-]*:(?=\/\/)/i, "");
  if (/^(mailto|tel|javascript|data):/i.test(rest)) return "";
  if (!rest.startsWith("//") && (rest.startsWith("/") || rest.startsWith("#") || rest.startsWith("?") || rest === "")) {
    return "";
  }
  const authority = rest.replace(/^\/\//, "").split(/[/?#\\]/)[0] ?? "";
  // What stands before an @ is a user name, whatever it looks like: https://www.gov.cn@example.com
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  return host.replace(/:\d+$/, "").replace(/\.$/, "").toLowerCase();
}

export function hostClass(link: string, lexicon: Lexicon): HostClass {
  const host = hostOf(link);
  if (host === "") return "own";
  if (lexicon.badHosts.some((known) => isUnder(host, known))) return "bad";
  if (lexicon.governmentHosts.some((known) => isUnder(host, known))) return "government";
  if (lexicon.officialMediaHosts.some((known) => isUnder(host, known))) return "media";
  if (host === "localhost" || /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.startsWith("[")) return "address";
  return "other";
}

export function isUnder(host: string, known: string): boolean {
  return host === known || host.endsWith(`.${known}`);
}

/** Names that only an inner network resolves: one label alone, or an ending no registry gives. */
export function isIntranet(link: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(link.trim())) return false;
  const host = hostOf(link);
  return (
    host !== "" &&
    (/^[a-z0-9-]+$/.test(host) || /\.(?:local|lan|internal|intra|intranet|corp|home|localdomain)$/.test(host))
  );
}

/** Short addresses, file stores and jump pages: where they lead cannot be seen, and they do not last. */
const shorteners: readonly string[] = [
  ..."t.cn url.cn w.url.cn dwz.cn dwz.date dwz.win dwz1.cc suo.im suo.nz suo.yt sourl.cn 985.so mrw.so 3w.cn rrd.me c1n.cn u.nu".split(
    " ",
  ),
  ..."reurl.cc bit.ly tinyurl.com goo.gl is.gd v.gd t.co ow.ly buff.ly cutt.ly rb.gy t.ly s.id tiny.cc adf.ly shorturl.at".split(
    " ",
  ),
  ..."t.me youtu.be m.tb.cn s.click.taobao.com u.jd.com 3.cn v.douyin.com b23.tv xhslink.com v.kuaishou.com kurl.cn z-h.cn".split(
    " ",
  ),
  ..."sina.lt wx.gs dw4.co 6du.in ft12.com 980.so ssur.cc nb3.link cli.im qr61.cn qr.alipay.com u.wechat.com".split(
    " ",
  ),
  ..."pan.baidu.com yun.baidu.com weiyun.com share.weiyun.com 115.com lanzou.com lanzoui.com lanzoux.com lanzous.com".split(
    " ",
  ),
  ..."ctfile.com aliyundrive.com alipan.com cloud.189.cn caiyun.139.com yun.139.com pan.quark.cn pan.xunlei.com 123pan.com".split(
    " ",
  ),
  ..."jianguoyun.com wenshushu.cn cowtransfer.com drive.google.com docs.google.com dropbox.com onedrive.live.com 1drv.ms mega.nz mediafire.com".split(
    " ",
  ),
];

export function isShortener(link: string): boolean {
  const host = hostOf(link);
  if (isUnder(host, "weixin.qq.com") && /weixin\.qq\.com\/(?:r|g)\//.test(link)) return true;
  return shorteners.some((known) => host === known || (known.split(".").length > 2 ? false : host === `www.${known}`));
}
