/** The page that says why the workstation did not start: it needs nothing but itself, and stays readable after the program has ended. */
import { styleSource } from "../../shared/publication/style-source";

/** What is told, whoever tells it: desk or launcher. */
export interface Told {
  readonly heading: string;
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly safe: string;
  readonly steps: readonly string[];
  readonly ask: string;
}

/** What an administrator asks first. No address of a server is among it (BD-4). */
export interface Facts {
  readonly version: string;
  readonly dataFolder: string;
  readonly now: Date;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char] ?? char);

const css = `
body { font: 16px/1.8 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; max-width: 44em; margin: 4em auto; padding: 0 2em; color: #222 }
h1 { font-size: 1.6em; margin-bottom: .6em }
h2 { font-size: 1.05em; margin: 1.6em 0 .3em }
p, ol { margin: .3em 0 }
ol { padding-left: 1.6em }
.what { padding: .7em 1em; border-left: .35em solid #c8261f; background: #fdf1f0; font-size: 1.1em; overflow-wrap: anywhere }
.safe { padding: .7em 1em; border-left: .35em solid #1a7f37; background: #eef8f0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1.5em; margin: .5em 0; padding: .9em 1.2em; background: #f5f6f8 }
dt { color: #555 }
dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, "Noto Sans Mono CJK SC", monospace }
.plain { margin-top: 2em; color: #555; font-size: .9em }
`;

export function refusalPage(told: Told, facts: Facts): string {
  const rows: readonly (readonly [string, string])[] = [
    ["出错代码", told.code],
    ["版本", facts.version],
    ["本机时间（UTC）", facts.now.toISOString().slice(0, 19).replace("T", " ")],
    ["数据文件夹", facts.dataFolder],
  ];
  const why = told.why === "" ? "" : `<p>${escaped(told.why)}</p>`;
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${styleSource(css)}">
<title>${escaped(told.heading)}</title>
<style>${css}</style>
<h1>${escaped(told.heading)}</h1>
<p class="what">${escaped(told.what)}</p>
${why}
<h2>稿件</h2>
<p class="safe">${escaped(told.safe)}</p>
<h2>怎么办</h2>
<ol>${told.steps.map((step) => `<li>${escaped(step)}</li>`).join("")}</ol>
<p>可以找：${escaped(told.ask)}。</p>
<h2>给管理员</h2>
<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`).join("")}</dl>
<p>在终端里运行 <code>caibian --no-window</code> 可看到全部说明；各代码见管理员手册“常见情况”。</p>
<p class="plain" lang="en">Caibian did not start (${escaped(told.code)}). Nothing was deleted. Please show this page to the system administrator.</p>
</html>
`;
}
