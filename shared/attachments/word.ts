/** Text of docx and pptx: body, headers, footers, notes, comments, what tracked changes deleted, properties. */
import type { Archive } from "./archive";
import { broken } from "./archive";
import { decoded } from "./decode";
import { readMarkup } from "./markup";
import type { Piece } from "./piece";

export function wordPieces(archive: Archive): Piece[] {
  const names = archive.names;
  if (!names.includes("word/document.xml")) throw broken();
  const sided = names.filter((name) => /^word\/(?:header|footer)\d{0,3}\.xml$/.test(name)).sort(byNumber);
  const notes = names.filter((name) => /^word\/(?:footnotes|endnotes)\.xml$/.test(name)).sort();
  const comments = names.filter((name) => /^word\/comments\.xml$/.test(name));
  return [
    ...["word/document.xml", ...sided, ...notes].flatMap((name) => paragraphs(part(archive, name))),
    ...drawnPieces(archive),
    ...comments.flatMap((name) => all(paragraphs(part(archive, name)), "批注")),
    ...properties(archive),
  ];
}

/** Pages or slides with pictures and not one word, as a scanner makes them. */
export function isPictured(archive: Archive): boolean {
  const pages = archive.names.filter((name) => /^(?:word\/document|ppt\/slides\/slide\d{1,4})\.xml$/.test(name));
  const hasPictures = archive.names.some((name) => /^(?:word|ppt)\/media\//.test(name));
  return hasPictures && pages.every((name) => paragraphs(part(archive, name)).length === 0);
}

/** Titles of charts, texts of diagrams, and text boxes that lie over a sheet. */
export function drawnPieces(archive: Archive): Piece[] {
  return archive.names
    .filter((name) => /^(?:word|ppt|xl)\/(?:charts\/chart|diagrams\/data|drawings\/drawing)\d{0,4}\.xml$/.test(name))
    .sort(byNumber)
    .flatMap((name) => paragraphs(part(archive, name)));
}

export function slidePieces(archive: Archive): Piece[] {
  const slides = archive.names.filter((name) => /^ppt\/slides\/slide\d{1,4}\.xml$/.test(name)).sort(byNumber);
  const notes = archive.names.filter((name) => /^ppt\/notesSlides\/notesSlide\d{1,4}\.xml$/.test(name)).sort(byNumber);
  const comments = archive.names.filter((name) => /^ppt\/comments\/[^/]{1,60}\.xml$/.test(name)).sort(byNumber);
  return [
    ...slides.flatMap((name) => {
      const xml = part(archive, name);
      const own = paragraphs(xml);
      return /<(?:\w+:)?sld\b[^>]{0,2000}\sshow="0"/.test(xml.slice(0, 4_000)) ? all(own, "隐藏的幻灯片") : own;
    }),
    ...drawnPieces(archive),
    ...notes.flatMap((name) => all(paragraphs(part(archive, name)), "演讲者备注")),
    ...comments.flatMap((name) => all(paragraphs(part(archive, name)), "批注")),
    ...properties(archive),
  ];
}

const byNumber = (a: string, b: string): number => numberIn(a) - numberIn(b) || (a < b ? -1 : 1);
const numberIn = (name: string): number => Number(/(\d{1,4})\.xml$/.exec(name)?.[1] ?? "0");

const all = (pieces: readonly Piece[], hidden: string): Piece[] => pieces.map((piece) => ({ ...piece, hidden }));

/** A part as text; empty when the archive has none of that name. */
export function part(archive: Archive, name: string): string {
  const bytes = archive.read(name);
  if (bytes === null) return "";
  const text = decoded(bytes);
  if (text === null) throw broken();
  return text;
}

interface Line {
  shown: string;
  deleted: string;
  vanished: string;
}

/** Parts of a run that say nothing: field codes, phonetic guides, copies for old programs. */
const SILENT = new Set(["instrText", "rt", "Fallback", "delInstrText"]);

/** One piece a paragraph, and one for what was deleted or hidden in it. */
export function paragraphs(xml: string): Piece[] {
  const pieces: Piece[] = [];
  const lines: Line[] = [];
  const depth = { silent: 0, deleted: 0, text: 0 };
  let isVanished = false;
  const write = (value: string): void => {
    const line = lines.at(-1);
    if (line === undefined || depth.silent > 0) return;
    if (depth.deleted > 0) line.deleted += value;
    else if (isVanished) line.vanished += value;
    else line.shown += value;
  };
  readMarkup(xml, {
    open: (name, attribute) => {
      if (name === "p") lines.push({ shown: "", deleted: "", vanished: "" });
      else if (name === "r") isVanished = false;
      else if (name === "vanish") isVanished = !/^(?:0|false|off)$/.test(attribute("val") ?? "");
      else if (name === "del" || name === "moveFrom") depth.deleted += 1;
      else if (SILENT.has(name)) depth.silent += 1;
      else if (name === "t" || name === "delText" || name === "text") depth.text += 1;
      else if (name === "tab" || name === "br" || name === "cr") write(" ");
      else if (name === "noBreakHyphen") write("-");
    },
    close: (name) => {
      if (name === "p") {
        const line = lines.pop();
        if (line !== undefined) pieces.push(...piecesOf(line));
      } else if (name === "del" || name === "moveFrom") depth.deleted -= 1;
      else if (name === "r") isVanished = false;
      else if (SILENT.has(name)) depth.silent -= 1;
      else if (name === "t" || name === "delText" || name === "text") depth.text -= 1;
    },
    text: (value) => {
      if (depth.text > 0) write(value);
    },
  });
  return pieces;
}

function piecesOf({ shown, deleted, vanished }: Line): Piece[] {
  return [
    { text: shown },
    { text: deleted, hidden: "修订中删除的文字" },
    { text: vanished, hidden: "隐藏文字" },
  ].filter(({ text }) => text.trim() !== "");
}

const PROPERTIES = new Set([
  "title",
  "subject",
  "keywords",
  "description",
  "category",
  "creator",
  "lastModifiedBy",
  "Company",
  "Manager",
]);

/** 文档属性 travel with the file and are read by whoever downloads it. */
export function properties(archive: Archive): Piece[] {
  return [...namedProperties(archive), ...ownProperties(archive)];
}

/** What an office added of its own, 密级 for one: `name：value`. */
function ownProperties(archive: Archive): Piece[] {
  const pieces: Piece[] = [];
  let name = "";
  let value = "";
  readMarkup(part(archive, "docProps/custom.xml"), {
    open: (tag, attribute) => {
      if (tag !== "property") return;
      name = attribute("name") ?? "";
      value = "";
    },
    close: (tag) => {
      const text = `${name}：${value.trim()}`;
      // Programs leave numbers of versions and checksums there, without a Chinese word.
      if (tag === "property" && value.trim() !== "" && /\p{Script=Han}/u.test(text)) pieces.push({ text });
    },
    text: (text) => {
      value += text;
    },
  });
  return pieces;
}

function namedProperties(archive: Archive): Piece[] {
  return ["docProps/core.xml", "docProps/app.xml"].flatMap((name) => {
    const pieces: Piece[] = [];
    let value: string | null = null;
    readMarkup(part(archive, name), {
      open: (tag) => {
        value = PROPERTIES.has(tag) ? "" : null;
      },
      close: () => {
        if (value !== null && value.trim() !== "") pieces.push({ text: value.trim() });
        value = null;
      },
      text: (text) => {
        if (value !== null) value += text;
      },
    });
    return pieces;
  });
}
