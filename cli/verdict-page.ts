/** A verdict as a page that needs nothing but itself: no script, nothing loaded; what it comes to stands first. */
import { styleSource } from "../shared/publication/style-source";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char] ?? char);

const css = `
body { font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 90em; margin: 2em auto; padding: 0 2em; color: #222 }
h1 { font-size: 1.5em }
p { padding: 0.6em 1em; border-left: 0.4em solid; font-size: 1.1em }
.good { border-color: #1a7f37; background: #eef8f0 }
.care { border-color: #c8261f; background: #fdf1f0 }
pre { font: 14px/1.8 "Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono", NSimSun, monospace; overflow-x: auto }
`;

/** `verdict`: what the command line prints. Its ruled lines fit a terminal's font alone. */
export function verdictPage(file: string, verdict: string): string {
  const lines = verdict.split("\n").filter((line) => !/^[─\s]+$/.test(line) || line === "");
  const conclusions = lines.filter((line) => /^(?:结论：|✗ )/.test(line));
  const rest = lines.filter((line) => !conclusions.includes(line));
  const kind = conclusions.length > 0 && conclusions.every((line) => line.startsWith("结论：有效")) ? "good" : "care";
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${styleSource(css)}">
<title>核验证据包 ${escaped(file)}</title>
<style>${css}</style>
<h1>核验证据包</h1>
${conclusions.map((line) => `<p class="${kind}">${escaped(line)}</p>`).join("\n")}
<pre>${escaped(rest.join("\n"))}</pre>
</html>
`;
}
