/** Entry of `npm run verify`. */
import { readdir, readFile } from "node:fs/promises";
import { dataFolder, systemAnchorsFolder } from "../node/folders";
import { verifyCommand } from "./verify-command";

process.exitCode = await verifyCommand(process.argv.slice(2), {
  read: (file) => readFile(file),
  list: (folder) => readdir(folder).catch(() => []),
  print: (text) => console.log(text),
  dataFolder: () => dataFolder(process.env, process.platform),
  systemAnchors: () => systemAnchorsFolder(process.env, process.platform),
});
