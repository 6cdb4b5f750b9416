/** NY-15: text with a secrecy mark is neither stored nor queued nor sent. Every way out of the window passes here. */
import { AppError } from "../shared/failure";
import { secrecyMarks } from "../shared/proofreading/secrecy";

/** @throws AppError E_SECRET; the failure never repeats the text. */
export function refuseSecret(value: unknown): void {
  for (const text of textsOf(value)) {
    if (secrecyMarks(text).length > 0) throw new AppError("E_SECRET");
  }
}

/** Every string of a JSON value, and the joined text of neighbouring runs: bold inside a mark does not hide it. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) {
    const joined = value.map(runText).join("");
    if (value.length > 1 && joined !== "") yield joined;
    for (const each of value) yield* textsOf(each);
  } else if (typeof value === "object" && value !== null) {
    const quoted = "rule" in value && "print" in value;
    for (const each of Object.values(value)) yield* quoted ? quotesOf(each) : textsOf(each);
  }
}

/** A finding quotes the middle of a line: a quoted word alone is no mark on a line of its own. */
function* quotesOf(value: unknown): Generator<string> {
  for (const text of textsOf(value)) yield `…${text}…`;
}

function runText(value: unknown): string {
  if (typeof value !== "object" || value === null || !("text" in value)) return "";
  return typeof value.text === "string" ? value.text : "";
}
