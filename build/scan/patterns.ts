/** Text that may not stand in a shipped file, as patterns with names. */
import type { Finding, FindingKind } from "./finding";

interface Pattern {
  readonly kind: FindingKind;
  readonly name: string;
  readonly regex: RegExp;
  /** Files it is looked for in. */
  readonly files: RegExp;
  /** Found text that is known, with its reason beside it. */
  readonly known?: RegExp;
}

const anything = /./;
const page = /(?:^|\/)(?:renderer|preload)\/.+\.(?:js|cjs|mjs)$/;
const markup = /\.html$/;

export const patterns: readonly Pattern[] = [
  {
    kind: "dynamic-code",
    name: "text as code",
    regex: /\beval\s*\(|\bnew\s+Function\b|[^\w$.]Function\s*\(.{0,12}/g,
    files: page,
    // zod asks whether it might compile; told not to (`renderer/jitless.ts`), it never does. A copy in the worker likewise.
    known: /^.?Function\s*\(\s*(?:``|""|'')\s*\)/,
  },
  { kind: "dynamic-code", name: "a timer that takes text", regex: /\bset(?:Timeout|Interval)\(\s*["'`]/g, files: page },
  {
    kind: "dynamic-code",
    name: "an address that is code",
    regex: /["'`]javascript:(?![^"'`]*$)[a-z(].{0,60}/gi,
    files: page,
    // React writes these itself, over an address or a form that would have been code.
    known: /^.javascript:throw new Error\('(?:React has blocked a javascript: URL|A React form was unexpected)/,
  },
  {
    kind: "inline-script",
    name: "a script in the page",
    regex: /<script(?![^>]*\bsrc=)[^>]*>/gi,
    files: markup,
  },
  { kind: "inline-script", name: "a handler in the page", regex: /<[^>]+\son[a-z]+\s*=/gi, files: markup },
  { kind: "inline-script", name: "a style in the page", regex: /<style\b|<[^>]+\sstyle\s*=/gi, files: markup },
  {
    kind: "secret",
    name: "a private key",
    regex: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/]{16}/g,
    files: anything,
  },
  { kind: "secret", name: "a signing key", regex: /"format"\s*:\s*"caibian-signing-key"\s*,/g, files: anything },
  { kind: "secret", name: "a cloud key", regex: /\bAKIA[0-9A-Z]{16}\b/g, files: anything },
  {
    kind: "secret",
    name: "a code host's token",
    regex: /\b(?:ghp|gho|ghs|glpat|npm)_[A-Za-z0-9]{30,}\b/g,
    files: anything,
  },
  {
    kind: "secret",
    name: "a web token",
    regex: /\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
    files: anything,
  },
  {
    kind: "secret",
    name: "a database's password",
    regex: /\b(?:postgres(?:ql)?|mysql|redis):\/\/[^\s:@/"'`$]+:[^\s@/"'`$]+@/g,
    files: anything,
  },
];

export function patternsIn(file: string, text: string): readonly Finding[] {
  return patterns
    .filter(({ files }) => files.test(file))
    .filter(({ regex, known }) =>
      [...text.matchAll(regex)].some(([found]) => known === undefined || !known.test(found)),
    )
    .map(({ kind, name }) => ({ kind, file, what: name }));
}
