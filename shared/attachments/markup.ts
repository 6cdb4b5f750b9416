/**
 * A strict little reader of XML parts (XML 1.0, without DTD): start tags, end tags and text in order. Names come
 * without their prefix. A document type declaration is refused: entities are how small files become large.
 */
import { broken } from "./archive";

export interface MarkupEvents {
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly close: (name: string) => void;
  readonly text: (value: string) => void;
}

/** @throws AppError E_FILE_TYPE for what is no well-formed markup */
export function readMarkup(xml: string, events: MarkupEvents): void {
  const open: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const next = xml.indexOf("<", at);
    const text = xml.slice(at, next < 0 ? xml.length : next);
    if (text !== "") events.text(unescaped(text));
    if (next < 0) break;
    at = tag(xml, next, { open, events });
  }
  if (open.length > 0) throw broken();
}

interface Reading {
  readonly open: string[];
  readonly events: MarkupEvents;
}

/** Reads what begins with `<` and returns where it ends. */
function tag(xml: string, at: number, { open, events }: Reading): number {
  if (xml.startsWith("<!--", at)) return after(xml, "-->", at);
  if (xml.startsWith("<?", at)) return after(xml, "?>", at);
  if (xml.startsWith("<![CDATA[", at)) {
    const end = after(xml, "]]>", at);
    events.text(xml.slice(at + 9, end - 3));
    return end;
  }
  if (xml.startsWith("<!", at)) throw broken();
  const end = endOfTag(xml, at);
  const body = xml.slice(at + 1, end - 1);
  if (body.startsWith("/")) {
    const name = local(body.slice(1).trim());
    if (open.pop() !== name) throw broken();
    events.close(name);
    return end;
  }
  const isEmpty = body.endsWith("/");
  const name = local(/^[^\s/]+/.exec(body)?.[0] ?? "");
  if (name === "") throw broken();
  events.open(name, (wanted) => attributeOf(body, wanted));
  if (isEmpty) events.close(name);
  else open.push(name);
  return end;
}

/** A `>` inside a quoted value ends nothing. */
function endOfTag(xml: string, at: number): number {
  let quote = "";
  for (let i = at + 1; i < xml.length; i += 1) {
    const char = xml.charAt(i);
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === ">") return i + 1;
  }
  throw broken();
}

function after(xml: string, mark: string, at: number): number {
  const end = xml.indexOf(mark, at);
  if (end < 0) throw broken();
  return end + mark.length;
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

function attributeOf(body: string, wanted: string): string | undefined {
  for (const found of body.matchAll(/\s(?:[\w.-]{1,40}:)?([\w.-]{1,60})\s{0,4}=\s{0,4}(?:"([^"]*)"|'([^']*)')/g)) {
    if (found[1] === wanted) return unescaped(found[2] ?? found[3] ?? "");
  }
  return undefined;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    if (decimal !== undefined) return character(Number(decimal));
    return entities[name] ?? whole;
  });
}

const character = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "");
