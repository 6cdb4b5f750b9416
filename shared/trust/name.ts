/** Distinguished names: compared by their raw bytes, shown by a best effort. */
import { fromUtf8 } from "../bytes";
import { type DerElement, DerError, DerReader } from "./der";
import { oidText, tags } from "./der-values";
import { oids } from "./oids";

export interface DistinguishedName {
  /** The DER a chain is matched by; decoded text never is. */
  readonly raw: Uint8Array;
  readonly commonName: string;
  readonly organisation: string;
  /** `张晓岚 · 六安市人民政府办公室`. Other attributes stay out: a subject may carry an identity number. */
  readonly display: string;
}

export function readName(element: DerElement): DistinguishedName {
  const values = new Map<string, string>();
  for (const set of new DerReader(element, tags.sequence).all()) {
    for (const attribute of new DerReader(set, tags.set).all()) {
      const fields = new DerReader(attribute, tags.sequence);
      const name = oidText(fields.take(tags.oid));
      const value = fields.any();
      fields.end();
      values.set(name, showString(value));
    }
  }
  const commonName = values.get(oids.commonName) ?? "";
  const organisation = values.get(oids.organisation) ?? "";
  const display = [commonName, organisation].filter((part) => part !== "").join(" · ");
  return { raw: element.raw, commonName, organisation, display };
}

const BMP_STRING = 0x1e;

/** Old authorities put UTF-16 into BMPString and GBK bytes into PrintableString. */
function showString(value: DerElement): string {
  // Control and direction characters could dress one name up as another on screen.
  return decodeString(value).replace(/\p{C}/gu, "");
}

function decodeString({ tag, body }: DerElement): string {
  if (tag === BMP_STRING) return String.fromCharCode(...bigEndianUnits(body));
  try {
    return fromUtf8(body);
  } catch {
    return decodeGb(body);
  }
}

function decodeGb(body: Uint8Array): string {
  try {
    return new TextDecoder("gb18030", { fatal: true }).decode(body);
  } catch {
    return "？";
  }
}

function bigEndianUnits(body: Uint8Array): number[] {
  if (body.length % 2 !== 0 || body.length > 1_000) throw new DerError("BMPString");
  return Array.from({ length: body.length / 2 }, (_, i) => (body[i * 2] ?? 0) * 256 + (body[i * 2 + 1] ?? 0));
}
