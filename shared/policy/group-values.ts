/** Which keys Windows group policy can set, and how each lies in the registry: the ADMX templates and the reader agree by it. */
import { type PolicyKeyName, policyKeyNames, policyKeyOf } from "./key-table";

/** Where only administrators write. */
export const policyRegistryKey = "HKLM\\SOFTWARE\\Policies\\Caibian";

export type GroupKind = "number" | "choice" | "yes-no" | "lines" | "text";

/** Only keys that can be tightened: what a machine policy alone may set comes signed. */
export const groupKeys: ReadonlyMap<string, GroupKind> = new Map(
  policyKeyNames.flatMap((key) => {
    const kind = groupKindOf(key);
    return kind === null ? [] : [[key, kind] as const];
  }),
);

function groupKindOf(key: PolicyKeyName): GroupKind | null {
  const { tighter, lowest } = policyKeyOf(key);
  if (lowest === "machine") return null;
  switch (tighter.kind) {
    case "smaller":
    case "larger":
      return "number";
    case "order":
      return typeof tighter.steps[0]?.value === "boolean" ? "yes-no" : "choice";
    case "ranges":
      return "lines";
    // Drivers have hashes and structures: they belong into the signed policy.
    case "subset":
      return null;
    case "fixed":
      return "text";
  }
}

const types: Readonly<Record<GroupKind, string>> = {
  number: "REG_DWORD",
  choice: "REG_SZ",
  "yes-no": "REG_DWORD",
  lines: "REG_SZ",
  text: "REG_SZ",
};

/** The value of the key; data of another type as it is, which the schema then refuses by the key's name. */
export function readGroupValue(key: string, type: string, data: string): unknown {
  const kind = groupKeys.get(key);
  if (kind === undefined || types[kind] !== type) return data;
  switch (kind) {
    case "number":
      return Number(data);
    case "yes-no":
      return Number(data) === 1;
    case "lines":
      return data.split(/[;,\s]+/).filter((part) => part !== "");
    case "choice":
      return data;
    case "text": {
      const [from = "", to = ""] = data.split("-").map((part) => part.trim());
      return { from, to };
    }
  }
}
