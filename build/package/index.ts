/** `npm run package`: packs an edition for one system and processor (docs/packaging.md). */
import { resolve } from "node:path";
import { packBrowser } from "./browser/pack";
import { packElectron } from "./electron/pack";
import { type PackageOptions, readOptions, usage } from "./options";

const root = resolve(import.meta.dirname, "..", "..");

function optionsOrUsage(): PackageOptions | null {
  try {
    return readOptions(process.argv.slice(2), root);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(usage);
    return null;
  }
}

const options = optionsOrUsage();
try {
  if (options === null) process.exitCode = 2;
  else if (options.edition === "electron") await packElectron(options);
  else await packBrowser(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
