/** The looks of the public page and of the sample page. The sample page's bytes are signed, so its part is versioned. */

/** Exact text first: `pre-wrap` shows every space, tab and line break that the hash covers. */
export const articleCss = `
article{color:#1f2329;overflow-wrap:break-word}
article h1,article h2,article h3,article h4,article h5,article p,article li,article td,article th,article figcaption{white-space:pre-wrap}
article h1{font-size:1.75rem;line-height:1.4;font-weight:700;text-align:center;margin:2rem 0 1.5rem;text-wrap:balance}
article h2,article h3,article h4,article h5{font-size:1.125rem;line-height:1.8;margin:1.25em 0 .5em;text-indent:2em}
article h2{font-family:"Heiti SC","SimHei","Noto Sans CJK SC",sans-serif;font-weight:700}
article h3{font-family:"KaiTi","Kaiti SC","STKaiti","Noto Serif CJK SC",serif;font-weight:600}
article h4{font-weight:700}
article h5{font-weight:400}
article .text{font-family:"FangSong","STFangsong","SimSun","Songti SC","Noto Serif CJK SC",serif;font-size:1.125rem;line-height:1.9}
article .text p{margin:0 0 .75em}
article .text p[data-align=left]{text-indent:2em;text-align:justify}
article .text p[data-align=center]{text-align:center}
article .text p[data-align=right]{text-align:right}
article .text p.attachment{border:1px solid #c9d1de;border-left:4px solid #1d4f91;padding:.5em .75em;font-family:system-ui,"Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-size:1rem}
article .text p.attachment .size{color:#59606b}
article .text a{color:#1d4f91;text-decoration:underline;text-underline-offset:.2em}
article .text ul,article .text ol{padding-left:3.5em;margin:0 0 .75em}
article .text li[data-depth="1"]{margin-left:1.5em}
article .text li[data-depth="2"]{margin-left:3em}
article .text li[data-depth="3"]{margin-left:4.5em}
article .text li[data-depth="4"]{margin-left:6em}
article .text li[data-depth="5"]{margin-left:7.5em}
article ul li[data-depth="1"],article ul li[data-depth="3"]{list-style-type:circle}
article ol li[data-depth="1"],article ol li[data-depth="3"]{list-style-type:lower-alpha}
article table{border-collapse:collapse}
article .text table{width:100%;margin:0 0 1em;font-size:1rem;line-height:1.6}
article .text table td,article .text table th{border:1px solid #8b95a5;padding:.35em .6em;vertical-align:top;text-align:left}
article .text table th{background:#eef2f7;font-weight:700}
article figure{margin:1em 0;text-align:center}
article figure img{max-width:100%;height:auto;min-height:3rem;min-width:6rem;background:#eef2f7}
article figcaption{font-size:.9375rem;color:#4a515c;margin-top:.5em;text-align:center}
article table.metadata{width:100%;margin:0 0 2rem;font-size:.9375rem;line-height:1.6;border:1px solid #c9d1de}
article table.metadata tbody{display:grid;grid-template-columns:1fr 1fr;gap:1px;background:#c9d1de}
article table.metadata tr{display:grid;grid-template-columns:7em minmax(0,1fr);background:#fff}
article table.metadata tr:last-child:nth-child(odd){grid-column:1/-1}
article table.metadata th{background:#f3f6fa;color:#4a515c;font-weight:400;text-align:left;padding:.4em .8em}
article table.metadata td{padding:.4em .8em}
`.trim();

/** The whole public page: calm, readable at 320 px and at 200 % zoom, printable, no script. */
export const pageCss = `
*{box-sizing:border-box}
html{font-size:16px}
body{margin:0;background:#f3f5f8;color:#1f2329;font-family:"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",system-ui,sans-serif;line-height:1.6}
a{color:#1d4f91}
a:focus-visible{outline:3px solid #1d4f91;outline-offset:2px}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;background:#fff;padding:8px 16px;z-index:1}
.site{background:#1d4f91;color:#fff}
.site p{max-width:960px;margin:0 auto;padding:20px 24px;font-size:1.375rem;font-weight:600;letter-spacing:.05em}
.trail{max-width:960px;margin:0 auto;padding:12px 24px;font-size:.875rem}
.trail ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:0 .5em;color:#4a515c}
.trail li+li::before{content:"›";margin-right:.5em}
main{max-width:960px;margin:0 auto 24px;padding:8px 64px 40px;background:#fff;border:1px solid #dde2ea}
.published{text-align:center;color:#4a515c;font-size:.875rem;margin:1.5rem 0 0}
.duty{margin-top:2.5rem;border-top:2px solid #1d4f91;padding-top:1rem;font-size:.875rem;color:#333a44}
.duty h2{font-size:1rem;margin:0 0 .5rem}
.duty dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(16em,1fr));gap:.25rem 1.5rem;margin:0}
.duty dl div{display:flex;gap:.75em}
.duty dt{color:#4a515c;flex:none}
.duty dd{margin:0}
.duty .hash{font-family:Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
.list{padding-top:24px}
.list h1{font-size:1.25rem;line-height:1.4;margin:0;padding-bottom:.5rem;border-bottom:2px solid #1d4f91}
.list ul{list-style:none;margin:0;padding:0}
.list li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem;padding:.7rem 0;border-bottom:1px solid #dde2ea}
.list li a{flex:1 1 20em;text-decoration:none}
.list li a:hover,.list li a:focus-visible{text-decoration:underline}
.list time{color:#4a515c;font-variant-numeric:tabular-nums}
footer{max-width:960px;margin:0 auto;padding:0 24px 32px;color:#4a515c;font-size:.875rem;text-align:center}
${articleCss}
@media (max-width:720px){main{padding:8px 16px 24px;border-width:1px 0}.list{padding-top:16px}article h1{font-size:1.375rem}article table.metadata tbody{grid-template-columns:1fr}article .text table{display:block;overflow-x:auto}}
@media print{body{background:#fff}.skip,.trail{display:none}main{border:0;padding:0}.site{background:none;color:#000}}
`.trim();

/** Names the sample page's template: a change of anything below needs a new name, since layout hashes cover it. */
export const proofTemplate = "caibian-proof/1";

/** The sample page 样版: one sheet of paper, its column as wide as the public page's. */
export const proofCss = `
*{box-sizing:border-box}
html{font-size:16px}
body{margin:0;background:#e9ecf1;color:#1f2329;font-family:system-ui,"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;line-height:1.6}
.sheet{max-width:960px;margin:16px auto;background:#fff;border:1px solid #c9d1de;padding:0 64px 48px}
.sheet>header{display:flex;justify-content:space-between;gap:16px;border-bottom:2px solid #1d4f91;padding:16px 0 12px;color:#1d4f91;font-weight:600}
.sheet>header .mark{color:#8a3b00;font-weight:400}
${articleCss}
@media (max-width:720px){.sheet{padding:0 16px 24px;margin:0;border:0}article table.metadata tbody{grid-template-columns:1fr}}
@media print{body{background:#fff}.sheet{border:0;margin:0;max-width:none}}
`.trim();
