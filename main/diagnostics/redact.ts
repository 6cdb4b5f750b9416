/**
 * The last sieve before a text enters the diagnostics (L12, LG-7, BD-4). What goes in is gathered from fields that hold
 * none of this; the sieve is there for the field that nobody thought of.
 */
import { personalNumbers } from "../../shared/proofreading/privacy";

const OUT = "〈略〉";

/** The order matters: an address is one thing before it is a host and a path. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'，。；）)]+/gi, "〈地址〉"],
  [/\beyJ[\w-]{8,}(?:\.[\w-]+){0,2}/g, "〈令牌〉"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "〈邮箱〉"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, "〈地址〉"],
  [/\b(?:[\da-f]{1,4}:){3,7}[\da-f]{1,4}\b|\b(?:[\da-f]{1,4}:){1,6}:[\da-f]{0,4}\b/gi, "〈地址〉"],
  [/\b(?:[\w-]+\.)+(?:cn|com|net|org|gov|edu|local|lan|internal|intranet)(?::\d{1,5})?\b/gi, "〈地址〉"],
  [/\b[A-Za-z]:\\[^\s"'，。；）)]*/g, "〈路径〉"],
  [/(?<![\w.])\/(?:[\w.@ \u4e00-\u9fff-]+\/)+[\w.@\u4e00-\u9fff-]*/g, "〈路径〉"],
  [/\b[\da-f]{20,}\b/gi, OUT],
  [/[A-Za-z0-9+/_-]{40,}={0,2}/g, OUT],
  [/\d{11,}/g, OUT],
];

/** `known` are texts of this machine that must not stand there: names, serials, hosts, folders. */
export function redact(text: string, known: readonly string[]): string {
  const plain = withoutPersonal(withoutKnown(text, known));
  return patterns.reduce((done, [pattern, put]) => done.replace(pattern, put), plain);
}

/** A shorter one would hit by chance; such a thing is no secret. */
const LEAST = 2;

function withoutKnown(text: string, known: readonly string[]): string {
  const longest = known.filter((each) => each.length >= LEAST).sort((a, b) => b.length - a.length);
  return longest.reduce((done, each) => done.split(each).join(OUT), text);
}

function withoutPersonal(text: string): string {
  return personalNumbers(text)
    .toReversed()
    .reduce((done, { start, end }) => `${done.slice(0, start)}${OUT}${done.slice(end)}`, text);
}
