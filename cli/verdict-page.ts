/** A verdict as a page that needs nothing but itself: no script, nothing loaded, no style but its own. */
import { styleSource } from "../shared/publication/style-source";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char] ?? char);

const css = `
body { font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 72em; margin: 2em auto; padding: 0 2em; color: #222 }
pre { font: 15px/1.7 "Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono", NSimSun, monospace; white-space: pre-wrap }
`;

export function verdictPage(file: string, verdict: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${styleSource(css)}">
<title>核验证据包 ${escaped(file)}</title>
<style>${css}</style>
<h1>核验证据包</h1>
<pre>${escaped(verdict)}</pre>
</html>
`;
}
