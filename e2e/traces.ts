/** Looks for a text in everything a program left on disk, in every spelling a program writes it in. */
import { readFileSync } from "node:fs";
import { filesBelow } from "./damage";

/** The bytes a text may lie as: UTF-8, UTF-16 both ways, escaped JSON, and base64 at each of its three offsets. */
function spellings(text: string): Buffer[] {
  const wide = Buffer.from(text, "utf16le");
  const escaped = [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  return [
    Buffer.from(text, "utf8"),
    wide,
    Buffer.from(wide).swap16(),
    Buffer.from(escaped, "utf8"),
    Buffer.from(encodeURIComponent(text), "utf8"),
    ...[0, 1, 2].map((offset) => innerBase64(text, offset)),
  ];
}

/** The part of the base64 text that does not depend on what stands around. */
function innerBase64(text: string, offset: number): Buffer {
  const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(text, "utf8")]).toString("base64");
  return Buffer.from(whole.slice(offset === 0 ? 0 : 4, whole.length - 4), "latin1");
}

/** Files below the folder that hold the text in any spelling. */
export function filesHolding(folder: string, text: string): string[] {
  const wanted = spellings(text);
  return filesBelow(folder).filter((file) => {
    const bytes = read(file);
    return wanted.some((spelling) => bytes.includes(spelling));
  });
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    // Sockets and files that a running browser has just removed hold nothing.
    if (error instanceof Error && "code" in error && ["ENOENT", "ENXIO"].includes(String(error.code)))
      return Buffer.alloc(0);
    throw error;
  }
}
