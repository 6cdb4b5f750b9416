/** Entry of `npm run verify`. */
import { readFile } from "node:fs/promises";
import { dataFolder } from "../node/folders";
import { verifyCommand } from "./verify-command";

process.exitCode = await verifyCommand(process.argv.slice(2), {
  read: (file) => readFile(file),
  print: (text) => console.log(text),
  dataFolder: () => dataFolder(process.env, process.platform),
});
