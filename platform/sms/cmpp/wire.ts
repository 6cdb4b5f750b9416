/** A TCP connection as PDUs, for both ends. It never throws: what is no CMPP ends the connection with a word for it. */
import type { Socket } from "node:net";
import { never } from "../../../shared/never";
import { type Frame, frameBytes, frameReader } from "./frame";
import { frameOf, type Pdu, pduOf } from "./pdu";
import type { CmppVersion } from "./version";

export interface WireEvents {
  readonly pdu: (pdu: Pdu, sequence: number) => void;
  /** Once, whoever ended it. */
  readonly closed: (reason: string) => void;
}

export interface Wire {
  readonly send: (pdu: Pdu, sequence: number) => void;
  readonly end: (reason: string) => void;
}

export function wireOver(socket: Socket, version: CmppVersion, events: WireEvents): Wire {
  const read = frameReader();
  let open = true;
  const end = (reason: string): void => {
    if (!open) return;
    open = false;
    socket.destroy();
    events.closed(reason);
  };
  const take = (frame: Frame): void => {
    if (!open) return;
    const pdu = pduOf(frame, version);
    if (pdu === "malformed") end("MALFORMED");
    // Operators add commands of their own; a well-formed frame of another kind harms nobody.
    else if (pdu !== "unknown") events.pdu(pdu, frame.sequence);
  };
  socket.on("data", (chunk) => {
    const { frames, broken } = read(chunk);
    frames.forEach(take);
    if (broken) end("GARBAGE");
  });
  socket.on("error", () => end("CONNECTION"));
  socket.on("close", () => end("CLOSED"));
  return {
    send: (pdu, sequence) => {
      if (open && socket.writable) socket.write(frameBytes(frameOf(pdu, sequence, version)));
    },
    end,
  };
}

/** What either end answers of itself, without knowing anybody. Null for what needs a decision. */
export function bareAnswer(kind: Pdu["kind"]): Pdu | null {
  switch (kind) {
    case "active-test":
      return { kind: "active-test-answer" };
    case "terminate":
      return { kind: "terminate-answer" };
    case "connect":
    case "connect-answer":
    case "submit":
    case "submit-answer":
    case "deliver":
    case "deliver-answer":
    case "active-test-answer":
    case "terminate-answer":
      return null;
    default:
      return never(kind);
  }
}
