import { readFileSync } from "node:fs";
import { launchChromium } from "./chromium"; import { startWorld } from "./world"; import { signIn } from "./driver/sign-in"; import { newWindow } from "./context"; import { importManuscript } from "./driver/work"; import { plant } from "./planting/plant"; import { runProof, findsPlanted, showAllFindings } from "./driver/writing";
const w = await startWorld("/tmp/dbg-data");
const b = await launchChromium(); const c = await newWindow(b); const p = await c.newPage();
await p.goto(w.launchUrl());
await signIn(p, w.person("luan","编辑员"), w.cast.smsInbox);
const m = plant("nanchong-2023.txt", new Uint8Array(readFileSync("/work/shared/regulations/nanchong-2023.txt")), 1);
await importManuscript(p, m);
const show = async (s: string) => console.log(s, Date.now()%100000, await p.getByTestId("proof-counts").textContent(), await p.getByTestId("finding").count(), await p.getByTestId("proof-panel").getAttribute("data-running"));
await show("import"); await runProof(p); await show("ran"); await showAllFindings(p); await show("all");
for (const x of m.planted) { console.log(x.kind, JSON.stringify(x), await findsPlanted(p, x)); await show("x"); }


for (let i=0;i<6;i++){ const e=p.getByTestId("finding").nth(i); await e.locator(".proof-card-main").click(); await p.waitForTimeout(400); console.log("CARD", await e.locator(".proof-change-from").first().textContent(), await e.getAttribute("aria-current"), JSON.stringify(await p.evaluate(() => [...(CSS.highlights.get("proof-current")??[])].map(x=>[x.startContainer.textContent?.slice(0,60),x.startOffset,x.endOffset, x.startContainer.parentElement?.closest("p, h2, h3, h4, h5, h6, li, td, th")?.tagName])))); }
await b.close(); await w.stop();
