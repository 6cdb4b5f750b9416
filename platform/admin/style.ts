/** The only style sheet of the administrators' pages: readable at 200 %, on paper, and with forced colours. */
export const adminStylePath = "/admin/style.css";

export const adminCss = `
*{box-sizing:border-box}
html{font-size:100%}
body{margin:0;background:#f3f5f8;color:#1f2329;font:1rem/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",system-ui,sans-serif}
a{color:#1d4f91}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,.scroll:focus-visible{outline:3px solid #b35c00;outline-offset:1px}
.skip{position:absolute;left:-999em}
.skip:focus{left:8px;top:8px;background:#fff;padding:6px 12px;z-index:1}
header.top{background:#1d4f91;color:#fff;display:flex;flex-wrap:wrap;align-items:center;gap:4px 20px;padding:10px 20px}
header.top strong{font-size:1.125rem}
header.top form{margin:0 0 0 auto}
.frame{min-height:calc(100vh - 3.6rem);display:grid;grid-template-columns:11.5rem minmax(0,1fr)}
nav{background:#fff;border-right:1px solid #d5dae2;padding:12px 0}
nav ul{list-style:none;margin:0;padding:0}
nav a{display:block;padding:7px 20px;text-decoration:none;color:#1f2329;border-left:4px solid transparent}
nav a:hover{background:#eef3fa}
nav a[aria-current]{border-left-color:#1d4f91;background:#e4edf8;font-weight:700}
main{padding:16px 24px 32px;min-width:0}
h1{font-size:1.5rem;margin:0 0 12px}
h2{font-size:1.125rem;margin:24px 0 8px}
section.card,.card{background:#fff;border:1px solid #d5dae2;border-radius:6px;padding:12px 18px;margin:0 0 14px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:12px;margin:0 0 16px}
.cards .card{margin:0}
.cards b{display:block;font-size:1.75rem;line-height:1.3;font-variant-numeric:tabular-nums}
.note{border-left:5px solid #1d4f91;background:#e9f0fa;padding:8px 14px;margin:0 0 12px}
.note.good{border-color:#1e7a3c;background:#e8f5ec}
.note.warn{border-color:#b35c00;background:#fdf1e2}
.note.bad{border-color:#b3261e;background:#fdecea}
.confirm{display:flex;flex-wrap:wrap;gap:6px 14px;align-items:center}
.confirm form,.confirm p{margin:0}
.scroll{overflow-x:auto;background:#fff;border:1px solid #d5dae2;border-radius:6px;margin:0 0 12px}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding:8px 12px;font-weight:700}
th,td{text-align:left;vertical-align:top;padding:6px 12px;border-top:1px solid #e4e8ee;overflow-wrap:anywhere}
th{background:#f3f5f8;white-space:nowrap}
td{min-width:4.5rem}
tr.marked td{background:#fff7ea}
.tag{display:inline-block;border:1px solid currentColor;border-radius:3px;padding:0 6px;margin:0 4px 2px 0;font-size:.875rem;white-space:nowrap}
.tag.good{color:#1e6b36}.tag.warn{color:#8a4600}.tag.bad{color:#a3201a}.tag.plain{color:#4a515c}
.none,small,.sub{color:#4a515c}
small{display:block;font-size:.875rem}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:4px 18px;margin:0}
dt{color:#4a515c}
dd{margin:0;overflow-wrap:anywhere}
form.block{background:#fff;border:1px solid #d5dae2;border-radius:6px;padding:12px 18px;margin:0 0 14px;max-width:46rem}
form.inline{display:inline-flex;flex-wrap:wrap;gap:4px 8px;align-items:end;margin:0 8px 4px 0}
form.inline .do{margin:0}
form.inline .field{margin:0}
form.filter{display:flex;flex-wrap:wrap;gap:6px 14px;align-items:end;margin:0 0 12px}
form.filter .field{margin:0}
.field{display:block;margin:0 0 10px}
.field span{display:block;font-weight:700;font-size:.9375rem}
input[type=text],input[type=tel],input[type=date],input[type=search],select{font:inherit;padding:5px 8px;border:1px solid #7b8494;border-radius:4px;background:#fff;color:inherit;max-width:100%;min-width:9rem}
form.block .field input,form.block .field select{width:100%}
.tick{display:inline-block;margin:0 16px 6px 0}
fieldset{border:1px solid #d5dae2;border-radius:4px;margin:0 0 10px;padding:6px 14px}
legend{font-weight:700}
button{font:inherit;padding:5px 16px;border:1px solid #1d4f91;border-radius:4px;background:#1d4f91;color:#fff;cursor:pointer;min-height:2.25rem}
button.danger{background:#a3201a;border-color:#a3201a}
button[disabled]{background:#e4e8ee;border-color:#c3cad5;color:#4a515c;cursor:not-allowed}
header.top button{background:#fff;color:#1d4f91}
.code{font:700 1.5rem/1.3 Consolas,"Noto Sans Mono",monospace;letter-spacing:.2em}
.paper{background:#fff;border:1px solid #d5dae2;padding:24px 32px;max-width:52rem}
.paper h2{text-align:center;font-size:1.375rem;margin:0 0 16px}
.paper table{border:1px solid #1f2329;margin:0 0 14px}
.paper th,.paper td{border:1px solid #1f2329;background:none;white-space:normal}
.paper th{width:11rem}
.paper .sign{height:4.5rem}
.matrix td,.matrix th{text-align:left}
@media (max-width:52rem){.frame{grid-template-columns:minmax(0,1fr)}nav{border-right:0;border-bottom:1px solid #d5dae2}nav ul{display:flex;flex-wrap:wrap}nav a{padding:5px 12px}main{padding:12px}}
@media print{nav,form,.confirm,.skip,header.top form{display:none}.frame{display:block}body{background:#fff}.scroll{overflow:visible;border:0}.paper{border:0;padding:0;max-width:none}.screen,main:has(.paper)>h1,body:has(.paper)>header.top{display:none}header.top{background:#fff;color:#000;border-bottom:2px solid #000}a{color:#000;text-decoration:none}}
@media (forced-colors:active){nav a[aria-current]{border-left-color:Highlight}}
`.trim();
