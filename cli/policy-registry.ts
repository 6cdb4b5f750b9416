/** A Windows registry file that carries a signed machine policy (docs/adr/0018). */
import { policyRegistryKey } from "../shared/policy/group-values";

/** Base64 has nothing that a registry file would have to escape. */
export function registryFile(document: string, signature: string): string {
  return [
    "Windows Registry Editor Version 5.00",
    "",
    `[${policyRegistryKey.replace(/^HKLM/, "HKEY_LOCAL_MACHINE")}]`,
    `"Document"="${document}"`,
    `"Signature"="${signature}"`,
    "",
  ].join("\r\n");
}
