/**
 * Policy of a Windows machine in the registry, below `HKLM\SOFTWARE\Policies\Caibian`, where only administrators write.
 * `Document` and `Signature` carry the signed machine policy; every other value is a group policy's, and only tightens
 * (docs/adr/0018).
 */
import { utf8 } from "../../shared/bytes";
import { groupKeys, policyRegistryKey, readGroupValue } from "../../shared/policy/group-values";
import type { PolicyFound } from "../../shared/policy/judge";
import type { Timers } from "../timers";
import { type RegistryValue, valuesIn } from "./registry-output";
import { type PolicySource, watchByLooking } from "./source";

/** A look starts a program; Windows renews group policy itself every ninety minutes. */
const EVERY_MS = 30_000;

export type RegistryAnswer =
  | { readonly kind: "output"; readonly text: string }
  /** The key is not there. */
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly why: string };

/** Asks Windows for the values directly below a key. */
export type RegistryQuery = (key: string) => Promise<RegistryAnswer>;

export interface RegistryOptions {
  readonly query: RegistryQuery;
  readonly timers: Timers;
}

/** The signed machine policy, and what group policy tightens. */
export function registrySources({ query, timers }: RegistryOptions): readonly PolicySource[] {
  const source = (
    level: "machine" | "group",
    pick: (values: readonly RegistryValue[]) => PolicyFound,
  ): PolicySource => {
    const read = async (): Promise<PolicyFound> => {
      const answer = await query(policyRegistryKey);
      if (answer.kind === "failed") return { kind: "unreadable", why: answer.why };
      return answer.kind === "absent" ? { kind: "absent" } : pick(valuesIn(answer.text));
    };
    return { level, location: policyRegistryKey, read, watch: watchByLooking(read, timers, EVERY_MS) };
  };
  return [source("machine", signedDocument), source("group", groupDocument)];
}

/** Both in base64: bytes as they were signed, whatever the registry thinks of line ends. */
function signedDocument(values: readonly RegistryValue[]): PolicyFound {
  const document = textOf(values, "Document");
  if (document === null) return { kind: "absent" };
  const signature = textOf(values, "Signature");
  return {
    kind: "found",
    document: Buffer.from(document, "base64"),
    signature: signature === null ? null : Buffer.from(signature, "base64").toString("utf8"),
  };
}

const textOf = (values: readonly RegistryValue[], wanted: string): string | null =>
  values.find(({ name }) => name === wanted)?.data ?? null;

/** The key's own value is called `(Default)`, in the language of the system. */
function groupDocument(values: readonly RegistryValue[]): PolicyFound {
  const own = values.filter(({ name }) => name !== "Document" && name !== "Signature" && !name.startsWith("("));
  if (own.length === 0) return { kind: "absent" };
  const document: Record<string, unknown> = {};
  for (const { name, type, data } of own) {
    const [first = "", second] = name.split(".");
    // A name that no key has goes in as it is: the schema names it as a fault.
    const value = groupKeys.has(name) ? readGroupValue(name, type, data) : data;
    if (second === undefined) document[first] = value;
    else document[first] = { ...asRecord(document[first]), [second]: value };
  }
  return { kind: "found", document: utf8(JSON.stringify(document)), signature: null };
}

const asRecord = (value: unknown): object => (typeof value === "object" && value !== null ? value : {});
