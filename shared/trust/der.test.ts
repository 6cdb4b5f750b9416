import { describe, expect, it } from "vitest";
import { DerError, DerReader, readDer } from "./der";
import { booleanValue, integerBytes, namedBits, oidText, smallInteger, tags, timeText } from "./der-values";
import { element, integer, octets, oid, sequence, setOf, time } from "./der-write";
import { readName } from "./name";

const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const bad = (run: () => unknown) => expect(run).toThrow(DerError);

describe("readDer", () => {
  it("keeps the raw slice of every element it opens", () => {
    const inner = sequence(integer(300), octets(hex("00ff")));
    const reader = new DerReader(readDer(sequence(inner, oid("1.2.840.113549"))), tags.sequence);
    expect(reader.take(tags.sequence).raw).toEqual(inner);
    expect(oidText(reader.take(tags.oid))).toBe("1.2.840.113549");
    reader.end();
  });

  it("refuses BER: indefinite and non-minimal lengths, multi-byte tags, constructed strings where primitive ones belong", () => {
    for (const text of [
      "3080020101" + "0000",
      "30810302" + "0101",
      "3082000302" + "0101",
      "308500000000" + "03020101",
      "1f8101020101",
    ]) {
      bad(() => readDer(hex(text)));
    }
    bad(() => new DerReader(readDer(hex("30052403040100")), tags.sequence).take(tags.octets));
  });

  it("refuses trailing bytes, cut elements and children longer than their parent", () => {
    for (const text of ["", "30", "3003020101" + "00", "30030201", "3003020501"]) {
      bad(() => new DerReader(readDer(hex(text)), tags.sequence).all());
    }
    bad(() => new DerReader(readDer(sequence(integer(1))), tags.sequence).end());
  });

  it("refuses elements nested more than 24 deep", () => {
    const nested = (depth: number): Uint8Array => (depth === 0 ? integer(1) : sequence(nested(depth - 1)));
    const descend = (bytes: Uint8Array): void => {
      let current = readDer(bytes);
      while (current.tag === tags.sequence) current = new DerReader(current, tags.sequence).any();
    };
    expect(() => descend(nested(24))).not.toThrow();
    bad(() => descend(nested(25)));
  });
});

describe("values", () => {
  it("have one encoding each", () => {
    expect(smallInteger(readDer(integer(65_537)))).toBe(65_537);
    expect(smallInteger(readDer(integer(128)))).toBe(128);
    for (const text of ["0200", "02020001", "0202ff80"]) bad(() => integerBytes(readDer(hex(text))));
    bad(() => smallInteger(readDer(hex("0201ff"))));
    bad(() => booleanValue(readDer(hex("010101"))));
    for (const text of ["0600", "06028001", "060181"]) bad(() => oidText(readDer(hex(text))));
    expect(namedBits(readDer(hex("030206c0")))).toEqual([0, 1]);
    for (const text of ["030206c1", "030205c0", "030208c0", "030101"]) bad(() => namedBits(readDer(hex(text))));
  });

  it("times turn the century at 50, end in Z and name days that exist", () => {
    const utc = (text: string) => timeText(readDer(element(tags.utcTime, new TextEncoder().encode(text))));
    expect(utc("491231235959Z")).toBe("2049-12-31T23:59:59.000Z");
    expect(utc("500101000000Z")).toBe("1950-01-01T00:00:00.000Z");
    for (const text of ["4912312359Z", "491231235959+0800", "260231000000Z", "261301000000Z", "26010100000 Z"])
      bad(() => utc(text));
    for (const at of ["2049-12-31T23:59:59.000Z", "2050-01-01T00:00:00.000Z"]) {
      expect(timeText(readDer(time(new Date(at))))).toBe(at);
    }
    bad(() => timeText(readDer(element(tags.generalizedTime, new TextEncoder().encode("20260101000000Z")))));
  });

  it("sets are written in the order of their encodings", () => {
    expect(setOf(integer(256), octets(hex("00")), integer(2))).toEqual(
      setOf(integer(2), integer(256), octets(hex("00"))),
    );
  });
});

describe("names", () => {
  const shown = (tag: number, value: string) => {
    const attribute = sequence(oid("2.5.4.3"), element(tag, hex(value)));
    return readName(readDer(sequence(setOf(attribute)))).commonName;
  };

  it("are shown from UTF8String, from BMPString and from the GBK bytes of old authorities", () => {
    expect(shown(0x0c, "e5bca0e69993e5b29a")).toBe("张晓岚");
    expect(shown(0x1e, "5f2066535c9a")).toBe("张晓岚");
    expect(shown(0x13, "d5c5cffee1b0")).toBe("张晓岚");
    expect(shown(0x13, "ff")).toBe("？");
  });
});
