/** A policy document as a flat list of keys, and back: `updates.ring` is one key, `updates` is none. */
import { z } from "zod";
import { canonicalJson } from "../canonical";
import { type Policy, policy } from "../model/policy";
import { type PolicyKeyName, policyKeyNames } from "./key-table";

export type PolicyValue = z.core.util.JSONType;
/** Keys that a document sets. */
export type PolicyValues = { readonly [K in PolicyKeyName]?: PolicyValue };

const json = z.record(z.string(), z.json());

/** The keys of a document that its schema has accepted. */
export function flatten(document: unknown): PolicyValues {
  const top = json.parse(document);
  const entries = policyKeyNames.flatMap((key): (readonly [string, PolicyValue])[] => {
    const value = at(top, key.split("."));
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function at(value: PolicyValue | undefined, [name, ...rest]: readonly string[]): PolicyValue | undefined {
  if (name === undefined) return value;
  const inner = json.safeParse(value);
  return inner.success ? at(inner.data[name], rest) : undefined;
}

/** The policy of these keys. @throws ZodError when what the policy cannot do without is not among them */
export function assemble(values: PolicyValues): Policy {
  const top: Record<string, unknown> = {};
  const groups = new Map<string, Record<string, unknown>>();
  for (const [key, value] of Object.entries(values)) {
    const [name = "", leaf] = key.split(".");
    if (leaf === undefined) top[name] = value;
    else groups.set(name, { ...groups.get(name), [leaf]: value });
  }
  for (const [name, group] of groups) if (isWhole(name, group)) top[name] = group;
  return policy.parse(top);
}

/** A share of a folder that nobody named means nothing: how often a feed is asked that there is not. */
function isWhole(name: string, group: Readonly<Record<string, unknown>>): boolean {
  if (name === "updates") return "feed" in group;
  return name !== "backup" || ("folder" in group && "keep" in group);
}

export const sameValue = (a: PolicyValue, b: PolicyValue): boolean => canonicalJson(a) === canonicalJson(b);
