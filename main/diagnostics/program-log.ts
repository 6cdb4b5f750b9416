/** Lines of the program's log as diagnostics show them: read field by field, each only in the form that we write. */
import { z } from "zod";
import { failureCodes } from "../../shared/failure";
import { contract } from "../../shared/ipc/contract";

const word = z.string().regex(/^[a-z][a-z -]{0,60}$/i);

const line = z.looseObject({
  level: z.number(),
  time: z.string().regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  event: word.optional().catch(undefined),
  call: z.enum(Object.keys(contract)).optional().catch(undefined),
  code: z.enum(failureCodes).optional().catch(undefined),
  milliseconds: z.number().optional().catch(undefined),
  where: z
    .string()
    .regex(/^[a-z][\w:. -]{0,60}$/i)
    .optional()
    .catch(undefined),
  name: z
    .string()
    .regex(/^[A-Z]\w{0,40}$/)
    .optional()
    .catch(undefined),
  frames: z.array(z.string()).optional().catch(undefined),
});

/** A line in another form is counted and not shown. */
export function programLogText(lines: readonly string[]): string {
  const read = lines.map(readLine);
  const shown = read.filter((each) => each !== null);
  const left = read.length - shown.length;
  return [...shown, ...(left === 0 ? [] : [`（另有 ${left} 行不是本程序的格式，没有列出）`]), ""].join("\n");
}

function readLine(raw: string): string | null {
  const parsed = line.safeParse(jsonOf(raw));
  if (!parsed.success) return null;
  const { time, level, event, call, code, milliseconds, where, name, frames = [] } = parsed.data;
  const parts = [time, levelOf(level), event, call, code, milliseconds === undefined ? "" : `${milliseconds}ms`];
  const head = [...parts, where, name].filter((part) => part !== undefined && part !== "").join(" ");
  return [head, ...frames.map(frameOf)].join("\n");
}

/** The function and the place in our bundle; whose folder it lies in does not matter. */
function frameOf(frame: string): string {
  const found = /^\s*at (?:async )?([\w.#<> [\]]{1,80} )?\(?.*?([\w-]+\.[cm]?[jt]sx?):(\d+):(\d+)\)?$/.exec(frame);
  return found === null ? "    at …" : `    at ${found[1] ?? ""}${found[2]}:${found[3]}:${found[4]}`;
}

const levelOf = (level: number): string => (level >= 50 ? "error" : level >= 40 ? "warn" : "info");

function jsonOf(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}
