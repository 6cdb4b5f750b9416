/**
 * The signer process as a program: one vendor's library, from an allow-listed file, answering the desk. It is told which
 * one in its first message, never on its command line, and ends with the desk.
 */
import type { TokenModule } from "../../shared/model/token-module";
import { never } from "../../shared/never";
import { confine } from "./confinement";
import type { TokenDriver } from "./driver";
import { checkModuleFile } from "./module-file";
import { parentPort } from "./parent-port";
import { openPkcs11 } from "./pkcs11/driver";
import { serveSigner } from "./service";
import { openSkf } from "./skf/driver";

async function openModule(module: TokenModule): Promise<TokenDriver> {
  // Again, as the last thing before it is loaded: the file may have changed since the desk looked.
  await checkModuleFile(module);
  switch (module.kind) {
    case "pkcs11":
      return openPkcs11(module);
    case "skf":
      return openSkf(module);
    default:
      return never(module);
  }
}

confine(process.send !== undefined);
serveSigner(parentPort(), openModule);
