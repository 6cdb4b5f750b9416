/** The text of a policy document to its keys, or to faults that each name a key (an administrator mends them without us). */
import { z } from "zod";
import { groupDocument, machineDocument, unitDocument, userDocument } from "../model/policy";
import { never } from "../never";
import type { PolicyLevel } from "./key-row";
import { flatten, type PolicyValues } from "./values";

export interface PolicyFault {
  /** The key in the document, `updates.window`; empty for the document as a whole. */
  readonly key: string;
  readonly words: string;
}

export interface PolicyDocument {
  readonly values: PolicyValues;
  readonly serial: number | null;
  readonly issuedAt: string | null;
  /** Of a unit's policy. */
  readonly site: string | null;
}

export type PolicyReading =
  | { readonly kind: "read"; readonly document: PolicyDocument }
  | { readonly kind: "faulty"; readonly faults: readonly PolicyFault[] };

const schemas = { machine: machineDocument, group: groupDocument, unit: unitDocument, user: userDocument } as const;

const stamped = z.object({
  serial: z.number().nullable().default(null),
  issuedAt: z.string().nullable().default(null),
  site: z.string().nullable().default(null),
});

export function readPolicy(level: PolicyLevel, text: string): PolicyReading {
  const raw = parseJson(text);
  if (raw.kind === "faulty") return raw;
  const parsed = schemas[level].safeParse(raw.value);
  if (!parsed.success) return { kind: "faulty", faults: parsed.error.issues.flatMap(faultsOf) };
  return { kind: "read", document: { ...stamped.parse(parsed.data), values: flatten(parsed.data) } };
}

type Parsed =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "faulty"; readonly faults: readonly PolicyFault[] };

function parseJson(text: string): Parsed {
  // Windows' Notepad puts a mark in front.
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (plain.trim() === "") return faulty("文件是空的");
  try {
    return { kind: "value", value: JSON.parse(plain) };
  } catch (error) {
    const at = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    return faulty(at === undefined ? "不是完整的 JSON" : `不是正确的 JSON，${placeOf(plain, Number(at))}附近有误`);
  }
}

const faulty = (words: string): Parsed => ({ kind: "faulty", faults: [{ key: "", words }] });

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `第 ${before.length} 行第 ${(before.at(-1)?.length ?? 0) + 1} 个字符`;
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue): PolicyFault[] {
  const key = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => ({
      key: key === "" ? name : `${key}.${name}`,
      words: "没有这个策略项，或这一级不能设",
    }));
  }
  return [{ key, words: wordsOf(issue) }];
}

function wordsOf(issue: Exclude<Issue, { code: "unrecognized_keys" }>): string {
  switch (issue.code) {
    case "invalid_type":
      return "缺少，或类型不对";
    case "too_small":
      return `不能小于 ${issue.minimum}`;
    case "too_big":
      return `不能大于 ${issue.maximum}`;
    case "invalid_value":
      return `只能是 ${issue.values.map(String).join("、")}`;
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
    case "invalid_union":
      return "格式不对";
    case "custom":
      return issue.message ?? "不能这样设";
    default:
      return never(issue);
  }
}
