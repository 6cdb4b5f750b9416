/** What the browser shell's WebSocket carries. Text frames of JSON; the reply envelope is the contract's own. */

export interface SocketCall {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export type SocketMessage =
  | { readonly kind: "reply"; readonly id: number; readonly reply: unknown }
  | { readonly kind: "notice"; readonly name: string; readonly payload: unknown };

export const socketPath = "/desk";
/** Another window has taken over; this one must not come back by itself. */
export const takenOver = 4001;
/** Large enough for a file of 24 MB in base64. */
export const messageLimit = 64 * 1024 * 1024;

/** Null for anything that is not a call. */
export function readCall(text: string): SocketCall | null {
  const value = parse(text);
  if (!isRecord(value) || typeof value.id !== "number" || typeof value.name !== "string") return null;
  return { id: value.id, name: value.name, input: value.input ?? null };
}

/** Null for anything that is not a reply or notice. */
export function readMessage(text: string): SocketMessage | null {
  const value = parse(text);
  if (!isRecord(value)) return null;
  if (value.kind === "reply" && typeof value.id === "number")
    return { kind: "reply", id: value.id, reply: value.reply };
  if (value.kind === "notice" && typeof value.name === "string")
    return { kind: "notice", name: value.name, payload: value.payload };
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not a message: the callers answer null.
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
