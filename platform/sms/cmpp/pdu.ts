/** The protocol's messages and their frames. What this side does not know is `unknown`, what it cannot read `malformed`. */
import { never } from "../../../shared/never";
import { BodyReader, BodyWriter } from "./bytes";
import type { Frame } from "./frame";
import { type Deliver, deliverBody, readDeliver, readSubmit, type Submit, submitBody } from "./message";
import { type CmppVersion, widths } from "./version";

interface Connect {
  readonly kind: "connect";
  readonly account: string;
  readonly digest: Uint8Array;
  readonly version: number;
  /** MMDDHHMMSS as a number. */
  readonly timestamp: number;
}

interface ConnectAnswer {
  readonly kind: "connect-answer";
  readonly status: number;
  readonly digest: Uint8Array;
  readonly version: number;
}

interface MessageAnswer {
  readonly kind: "submit-answer" | "deliver-answer";
  readonly id: bigint;
  readonly result: number;
}

interface Bare {
  readonly kind: "active-test" | "active-test-answer" | "terminate" | "terminate-answer";
}

export type Pdu = Connect | ConnectAnswer | Submit | Deliver | MessageAnswer | Bare;

const commands = {
  connect: 0x0000_0001,
  "connect-answer": 0x8000_0001,
  terminate: 0x0000_0002,
  "terminate-answer": 0x8000_0002,
  submit: 0x0000_0004,
  "submit-answer": 0x8000_0004,
  deliver: 0x0000_0005,
  "deliver-answer": 0x8000_0005,
  "active-test": 0x0000_0008,
  "active-test-answer": 0x8000_0008,
} as const satisfies Record<Pdu["kind"], number>;

const kinds: ReadonlyMap<number, Pdu["kind"]> = new Map(
  (Object.keys(commands) as Pdu["kind"][]).map((kind) => [commands[kind], kind]),
);

export function frameOf(pdu: Pdu, sequence: number, version: CmppVersion): Frame {
  return { command: commands[pdu.kind], sequence, body: bodyOf(pdu, version) };
}

function bodyOf(pdu: Pdu, version: CmppVersion): Buffer {
  switch (pdu.kind) {
    case "connect":
      return new BodyWriter().text(pdu.account, 6).bytes(pdu.digest).u8(pdu.version).u32(pdu.timestamp).done();
    case "connect-answer":
      return status(new BodyWriter(), pdu.status, version).bytes(pdu.digest).u8(pdu.version).done();
    case "submit":
      return submitBody(pdu, version);
    case "deliver":
      return deliverBody(pdu, version);
    case "submit-answer":
    case "deliver-answer":
      return status(new BodyWriter().u64(pdu.id), pdu.result, version).done();
    case "active-test-answer":
      return Buffer.alloc(1);
    case "active-test":
    case "terminate":
    case "terminate-answer":
      return Buffer.alloc(0);
    default:
      return never(pdu);
  }
}

const status = (body: BodyWriter, value: number, version: CmppVersion): BodyWriter =>
  widths[version].status === 1 ? body.u8(value) : body.u32(value);

export function pduOf({ command, body }: Frame, version: CmppVersion): Pdu | "unknown" | "malformed" {
  const kind = kinds.get(command);
  return kind === undefined ? "unknown" : (read(kind, body, version) ?? "malformed");
}

function read(kind: Pdu["kind"], raw: Buffer, version: CmppVersion): Pdu | null {
  const body = new BodyReader(raw);
  switch (kind) {
    case "connect": {
      const pdu = { kind, account: body.text(6), digest: body.bytes(16), version: body.u8(), timestamp: body.u32() };
      return body.whole() ? pdu : null;
    }
    case "connect-answer": {
      // A gateway of the other version still answers in its own width: the length tells them apart.
      const value = raw.length === 18 ? body.u8() : body.u32();
      const pdu = { kind, status: value, digest: body.bytes(16), version: body.u8() };
      return body.whole() ? pdu : null;
    }
    case "submit":
      return readSubmit(raw, version);
    case "deliver":
      return readDeliver(raw, version);
    case "submit-answer":
    case "deliver-answer": {
      const id = body.u64();
      const result = widths[version].status === 1 ? body.u8() : body.u32();
      return body.whole() ? { kind, id, result } : null;
    }
    case "active-test-answer":
      return raw.length === 1 ? { kind } : null;
    case "active-test":
    case "terminate":
    case "terminate-answer":
      return raw.length === 0 ? { kind } : null;
    default:
      return never(kind);
  }
}
