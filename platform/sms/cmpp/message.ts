/** Bodies of SUBMIT and DELIVER, and of the status report that a DELIVER may carry. */
import { BodyReader, BodyWriter } from "./bytes";
import { type CmppVersion, widths } from "./version";

export interface Submit {
  readonly kind: "submit";
  /** Parts of a long text, and which one this is, from 1. */
  readonly total: number;
  readonly number: number;
  readonly wantsReport: boolean;
  readonly service: string;
  readonly feeUser: number;
  readonly feeType: string;
  readonly feeCode: string;
  /** Whether the content opens with a user data header. */
  readonly header: boolean;
  /** 0 ASCII, 8 UCS-2. */
  readonly format: number;
  readonly enterprise: string;
  /** The number the person sees as sender. */
  readonly source: string;
  readonly phones: readonly string[];
  readonly content: Uint8Array;
}

export interface Deliver {
  readonly kind: "deliver";
  readonly id: bigint;
  readonly destination: string;
  readonly service: string;
  readonly header: boolean;
  readonly format: number;
  readonly phone: string;
  /** A status report rather than somebody's message. */
  readonly isReport: boolean;
  readonly content: Uint8Array;
}

export interface StatusReport {
  readonly id: bigint;
  readonly status: string;
  /** YYMMDDHHMM */
  readonly submitted: string;
  readonly done: string;
  readonly phone: string;
  readonly centre: number;
}

const TIME = 17;

export function submitBody(pdu: Submit, version: CmppVersion): Buffer {
  const { number, tail, typed } = widths[version];
  const body = new BodyWriter()
    .u64(0n)
    .u8(pdu.total)
    .u8(pdu.number)
    .u8(pdu.wantsReport ? 1 : 0)
    .u8(0)
    .text(pdu.service, 10)
    .u8(pdu.feeUser)
    .text("", number);
  if (typed) body.u8(0);
  body
    .u8(0)
    .u8(pdu.header ? 1 : 0)
    .u8(pdu.format)
    .text(pdu.enterprise, 6)
    .text(pdu.feeType, 2)
    .text(pdu.feeCode, 6)
    .text("", TIME)
    .text("", TIME)
    .text(pdu.source, 21)
    .u8(pdu.phones.length);
  for (const phone of pdu.phones) body.text(phone, number);
  if (typed) body.u8(0);
  return body.u8(pdu.content.length).bytes(pdu.content).text("", tail).done();
}

/** Null for a body that is no SUBMIT of this version. */
export function readSubmit(raw: Buffer, version: CmppVersion): Submit | null {
  const { number, tail, typed } = widths[version];
  const body = new BodyReader(raw);
  body.u64();
  const [total, part, report] = [body.u8(), body.u8(), body.u8()];
  body.u8();
  const service = body.text(10);
  const feeUser = body.u8();
  body.text(number);
  if (typed) body.u8();
  body.u8();
  const [header, format] = [body.u8(), body.u8()];
  const enterprise = body.text(6);
  const [feeType, feeCode] = [body.text(2), body.text(6)];
  body.text(TIME);
  body.text(TIME);
  const source = body.text(21);
  const phones = Array.from({ length: body.u8() }, () => body.text(number));
  if (typed) body.u8();
  const content = body.bytes(body.u8());
  body.text(tail);
  if (!body.whole()) return null;
  return {
    ...{ kind: "submit", total, number: part, wantsReport: report === 1, service, feeUser, feeType, feeCode },
    ...{ header: header === 1, format, enterprise, source, phones, content },
  };
}

export function deliverBody(pdu: Deliver, version: CmppVersion): Buffer {
  const { number, tail, typed } = widths[version];
  const body = new BodyWriter()
    .u64(pdu.id)
    .text(pdu.destination, 21)
    .text(pdu.service, 10)
    .u8(0)
    .u8(pdu.header ? 1 : 0)
    .u8(pdu.format)
    .text(pdu.phone, number);
  if (typed) body.u8(0);
  return body
    .u8(pdu.isReport ? 1 : 0)
    .u8(pdu.content.length)
    .bytes(pdu.content)
    .text("", tail)
    .done();
}

export function readDeliver(raw: Buffer, version: CmppVersion): Deliver | null {
  const { number, tail, typed } = widths[version];
  const body = new BodyReader(raw);
  const id = body.u64();
  const [destination, service] = [body.text(21), body.text(10)];
  body.u8();
  const [header, format] = [body.u8(), body.u8()];
  const phone = body.text(number);
  if (typed) body.u8();
  const report = body.u8();
  const content = body.bytes(body.u8());
  body.text(tail);
  if (!body.whole()) return null;
  return {
    ...{ kind: "deliver", id, destination, service, header: header === 1, format, phone },
    ...{ isReport: report === 1, content },
  };
}

export function reportBytes(report: StatusReport, version: CmppVersion): Buffer {
  return new BodyWriter()
    .u64(report.id)
    .text(report.status, 7)
    .text(report.submitted, 10)
    .text(report.done, 10)
    .text(report.phone, widths[version].number)
    .u32(report.centre)
    .done();
}

export function readReport(content: Uint8Array, version: CmppVersion): StatusReport | null {
  const body = new BodyReader(Buffer.from(content));
  const report = {
    id: body.u64(),
    status: body.text(7),
    submitted: body.text(10),
    done: body.text(10),
    phone: body.text(widths[version].number),
    centre: body.u32(),
  };
  return body.whole() ? report : null;
}
