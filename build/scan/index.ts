/** `tsx build/scan/index.ts [--shipped] FOLDER…`: what a built tree holds that it must not (L5, L12). */
import { resolve } from "node:path";
import { lineOf } from "./finding";
import { scanBuild } from "./scan";
import { proofreadingHosts } from "./sources";

const root = resolve(import.meta.dirname, "..", "..");
const words = proofreadingHosts(root);
const shipped = process.argv.includes("--shipped");
const folders = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const findings = folders.flatMap((folder) => scanBuild({ folder: resolve(folder), words, shipped }));
for (const finding of findings) console.log(lineOf(finding));
console.log(`${folders.length} folders, ${findings.length} findings`);
process.exitCode = findings.length === 0 && folders.length > 0 ? 0 : 1;
