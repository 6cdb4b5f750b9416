/** Entry of `npm run recover`. */
import { join } from "node:path";
import { nodeFileSystem } from "../main/journal/filesystem";
import { openKeychain } from "../main/vault/open-keychain";
import { dataFolder } from "../node/folders";
import { recoverCommand } from "./recover/command";
import { askSecret } from "./recover/secret";

const folder = dataFolder(process.env, process.platform);

process.exitCode = await recoverCommand(process.argv.slice(2), {
  fs: nodeFileSystem,
  dataFolder: folder,
  print: (text) => console.log(text),
  askSecret,
  keychain: async (desk) =>
    (await openKeychain({ fs: nodeFileSystem, folder: desk, platform: process.platform, safeStorage: null })).store,
  deskFolder: join(folder, "desk"),
});
