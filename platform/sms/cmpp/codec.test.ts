/** The codec of both CMPP versions: what the octets are, and that no octets can do harm. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Frame, frameBytes, frameReader } from "./frame";
import { gatewayDigest, loginTime, sourceDigest } from "./login";
import { type Deliver, readReport, reportBytes, type Submit } from "./message";
import { frameOf, type Pdu, pduOf } from "./pdu";
import { readPart, splitText, UCS2 } from "./text";
import type { CmppVersion } from "./version";

const versions = ["2.0", "3.0"] as const satisfies readonly CmppVersion[];

const submit: Submit = {
  ...{ kind: "submit", total: 1, number: 1, wantsReport: true, service: "OA", feeUser: 2, feeType: "01" },
  ...{ feeCode: "0", header: false, format: UCS2, enterprise: "900001", source: "10690001" },
  ...{ phones: ["13800000001"], content: Buffer.from("6d4b", "hex") },
};
const deliver: Deliver = {
  ...{ kind: "deliver", id: 7n, destination: "10690001", service: "OA", header: false, format: 0 },
  ...{ phone: "13800000001", isReport: true, content: Buffer.alloc(60) },
};

const word = (most: number) => fc.string({ unit: fc.constantFrom(..."abcXYZ0189"), maxLength: most });
const bytes = (most: number) => fc.uint8Array({ maxLength: most }).map((raw) => Buffer.from(raw));
const frame: fc.Arbitrary<Frame> = fc.record({
  command: fc.nat(0xffff_ffff),
  sequence: fc.nat(0xffff_ffff),
  body: bytes(80),
});

const pdu: fc.Arbitrary<Pdu> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant("submit" as const), total: fc.nat(255), number: fc.nat(255), wantsReport: fc.boolean() },
    ...{ service: word(10), feeUser: fc.nat(255), feeType: word(2), feeCode: word(6), header: fc.boolean() },
    ...{ format: fc.nat(255), enterprise: word(6), source: word(21), phones: fc.array(word(21), { maxLength: 5 }) },
    ...{ content: bytes(140) },
  }),
  fc.record({
    ...{ kind: fc.constant("deliver" as const), id: fc.bigInt(0n, 2n ** 64n - 1n), destination: word(21) },
    ...{ service: word(10), header: fc.boolean(), format: fc.nat(255), phone: word(21), isReport: fc.boolean() },
    ...{ content: bytes(255) },
  }),
  fc.record({
    kind: fc.constantFrom("submit-answer" as const, "deliver-answer" as const),
    id: fc.bigInt(0n, 9n ** 20n),
    result: fc.nat(13),
  }),
  fc.record({
    kind: fc.constantFrom(
      "active-test" as const,
      "active-test-answer" as const,
      "terminate" as const,
      "terminate-answer" as const,
    ),
  }),
  fc.record({
    kind: fc.constant("connect" as const),
    account: word(6),
    digest: bytes(0).map(() => Buffer.alloc(16, 9)),
    version: fc.constantFrom(0x20, 0x30),
    timestamp: fc.nat(1_231_235_959),
  }),
  fc.record({
    kind: fc.constant("connect-answer" as const),
    status: fc.nat(5),
    digest: bytes(0).map(() => Buffer.alloc(16, 9)),
    version: fc.constantFrom(0x20, 0x30),
  }),
);

/** Cuts a stream at the given places. */
function cut(stream: Buffer, places: readonly number[]): Buffer[] {
  const edges = [0, ...places.map((place) => place % (stream.length + 1)).sort((a, b) => a - b), stream.length];
  return edges.slice(1).map((end, at) => stream.subarray(edges[at] ?? 0, end));
}

function readAll(chunks: readonly Buffer[]): { frames: readonly Frame[]; broken: boolean } {
  const read = frameReader();
  const batches = chunks.map((chunk) => read(chunk));
  return { frames: batches.flatMap(({ frames }) => frames), broken: batches.some(({ broken }) => broken) };
}

describe("CMPP frames", () => {
  it("PKI-41: are the same however the stream was cut", () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat(900), { maxLength: 12 }), (frames, places) => {
        const stream = Buffer.concat(frames.map(frameBytes));
        expect(readAll(cut(stream, places))).toEqual({ frames, broken: false });
        expect(readAll(Array.from(stream, (byte) => Buffer.of(byte)))).toEqual({ frames, broken: false });
      }),
    );
  });

  it("PKI-41: of garbage are the same however it was cut, and never an exception", () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 3 }), bytes(200), fc.array(fc.nat(900)), (frames, garbage, places) => {
        const stream = Buffer.concat([...frames.map(frameBytes), garbage]);
        const whole = readAll([stream]);
        expect(readAll(cut(stream, places))).toEqual(whole);
        expect(whole.frames.slice(0, frames.length)).toEqual(frames);
      }),
    );
  });

  it("PKI-41: with a length below the header's or above any message's end the stream for good", () => {
    for (const length of [0, 11, 4_097, 0xffff_ffff]) {
      const read = frameReader();
      const head = Buffer.alloc(12);
      head.writeUInt32BE(length);
      expect(read(head)).toEqual({ frames: [], broken: true });
      expect(read(frameBytes({ command: 8, sequence: 1, body: Buffer.alloc(0) }))).toEqual({
        frames: [],
        broken: true,
      });
    }
  });
});

describe.each(versions)("CMPP %s messages", (version) => {
  it("PKI-41: come back as they were", () => {
    fc.assert(
      fc.property(pdu, fc.nat(0xffff_ffff), (given, sequence) => {
        expect(pduOf(frameOf(given, sequence, version), version)).toEqual(given);
      }),
    );
  });

  it("PKI-41: one octet short or long are malformed, not a guess", () => {
    fc.assert(
      fc.property(pdu, (given) => {
        const made = frameOf(given, 1, version);
        expect(pduOf({ ...made, body: Buffer.concat([made.body, Buffer.alloc(1)]) }, version)).toBe("malformed");
        if (made.body.length > 0)
          expect(pduOf({ ...made, body: made.body.subarray(0, -1) }, version)).toBe("malformed");
      }),
    );
  });

  it("PKI-41: of any octets at all are read or refused, never an exception", () => {
    const commands = fc.constantFrom(1, 2, 4, 5, 6, 7, 8, 0x8000_0001, 0x8000_0004, 0x8000_0005, 0x8000_0008, 99);
    fc.assert(
      fc.property(commands, bytes(300), (command, body) => {
        const read = pduOf({ command, sequence: 1, body }, version);
        expect(["string", "object"]).toContain(typeof read);
        readReport(body, version);
        readPart(body, { header: body.length % 2 === 0, format: UCS2 });
      }),
    );
  });

  it("PKI-41: carry a status report of the version's width", () => {
    const report = {
      ...{ id: 9n, status: "DELIVRD", submitted: "2603020900", done: "2603020901", phone: "13800000001", centre: 5 },
    };
    const raw = reportBytes(report, version);
    expect(raw.length).toBe(version === "2.0" ? 60 : 71);
    expect(readReport(raw, version)).toEqual(report);
    expect(readReport(raw.subarray(1), version)).toBeNull();
  });
});

describe("the octets on the wire", () => {
  it("PKI-41: SUBMIT and DELIVER have the lengths of the two specifications", () => {
    const lengths = versions.map((version) => [
      frameBytes(frameOf(submit, 1, version)).length,
      frameBytes(frameOf(deliver, 1, version)).length,
    ]);
    expect(lengths).toEqual([
      [12 + 126 + 21 + 2, 12 + 73 + 60],
      [12 + 151 + 32 + 2, 12 + 97 + 60],
    ]);
  });

  it("PKI-41: SUBMIT asks for a report, says UCS-2 and names enterprise, sender and recipient where 2.0 puts them", () => {
    const raw = frameBytes(frameOf(submit, 0x0102_0304, "2.0"));
    expect(raw.subarray(0, 12).toString("hex")).toBe("000000a10000000401020304");
    expect(raw.subarray(20, 24).toString("hex")).toBe("01010100");
    expect(raw.subarray(24, 34).toString("latin1")).toBe("OA\0\0\0\0\0\0\0\0");
    expect(raw.subarray(56, 59).toString("hex")).toBe("000008");
    expect(raw.subarray(59, 65).toString("latin1")).toBe("900001");
    expect(raw.subarray(107, 115).toString("latin1")).toBe("10690001");
    expect(raw.subarray(128, 140).toString("latin1")).toBe("\u000113800000001");
    expect(raw.subarray(150, 153).toString("hex")).toBe("026d4b");
  });

  it("PKI-41: SUBMIT of 3.0 is octet for octet what Wireshark's dissector reads as one", () => {
    const zeros = (count: number) => "00".repeat(count);
    expect(frameBytes(frameOf(submit, 0x0102_0304, "3.0")).toString("hex")).toBe(
      ["000000c50000000401020304", zeros(8), "01010100", "4f41", zeros(8), "02", zeros(33), "0000", "08"].join("") +
        ["393030303031", "3031", "30", zeros(5), zeros(34), "3130363930303031", zeros(13), "01"].join("") +
        ["3133383030303030303031", zeros(21), "00", "02", "6d4b", zeros(20)].join(""),
    );
  });

  it("PKI-41: the proofs of both ends follow from account, secret and time, and change with each", () => {
    const account = { spId: "900001", secret: "s3cret" };
    const at = loginTime(new Date("2026-03-02T01:02:03.000Z"));
    expect(at).toBe(302_090_203);
    const proof = sourceDigest(account, at);
    expect(proof.toString("hex")).toBe(
      // printf '900001\0\0\0\0\0\0\0\0\0s3cret0302090203' | md5sum
      "8388241cb423f64350f949efd1b6d296",
    );
    expect(sourceDigest({ ...account, secret: "s3creT" }, at)).not.toEqual(proof);
    expect(sourceDigest(account, at + 1)).not.toEqual(proof);
    const answers = versions.map((version) => gatewayDigest(proof, 0, { ...account, version }).toString("hex"));
    expect(new Set(answers).size).toBe(2);
  });
});

describe("long texts", () => {
  const parts = (text: string) => splitText(text, 7)?.map(({ content }) => content.length) ?? null;

  it("PKI-41: 70 characters are one message, 71 are two, 134 are two, 135 are three", () => {
    expect([70, 71, 134, 135].map((length) => parts("验".repeat(length)))).toEqual([
      [140],
      [140, 14],
      [140, 140],
      [140, 140, 8],
    ]);
  });

  it("PKI-41: every part opens with 05 00 03, reference, count and number", () => {
    const heads = splitText("验".repeat(135), 7)?.map(({ content }) => content.subarray(0, 6).toString("hex"));
    expect(heads).toEqual(["050003070301", "050003070302", "050003070303"]);
  });

  it("PKI-41: any text comes back whole from its parts, none longer than 140 octets, no character cut in half", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("验", "码", "a", "𠮷", "😀"), maxLength: 400 }), (text) => {
        const read = (splitText(text, 200) ?? []).map((part) => readPart(part.content, { ...part, format: UCS2 }));
        expect(read.map((part) => part?.text).join("")).toBe(text);
        for (const part of read) expect(part?.text.isWellFormed()).toBe(true);
        for (const { content } of splitText(text, 200) ?? []) expect(content.length).toBeLessThanOrEqual(140);
      }),
    );
  });

  it("refuses a text that one byte cannot count", () => {
    expect(splitText("验".repeat(67 * 255), 1)).toHaveLength(255);
    expect(splitText("验".repeat(67 * 255 + 1), 1)).toBeNull();
  });
});
