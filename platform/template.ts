/** Build step: makes the empty cluster that first starts copy. `tsx platform/template.ts FOLDER` */
import { resolve } from "node:path";
import { makeTemplate } from "./store/embedded";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: template.ts FOLDER");
await makeTemplate(resolve(folder));
// The engine keeps a worker alive; the files are complete once it is closed.
process.exit(0);
