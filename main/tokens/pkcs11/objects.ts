/** Objects on a token: found by class and CKA_ID, anew each time, since a handle does not outlive a login. */

import { CKA, CKC_X_509, CKO } from "./constants";
import { addressOf, type Cryptoki, oneUlong } from "./cryptoki";
import { CKR_OK, cryptokiFailure } from "./failure";
import { isUnavailable, readUlong, recordOffsets, type Ulong, ulongBuffer, writeRecords, writeUlong } from "./layout";

interface Attribute {
  readonly kind: number;
  readonly value: Buffer;
}

const AT_ONCE = 32;
/** No certificate and no id is larger; a length beyond it is a driver gone wrong. */
const MOST_BYTES = 65_536;

export function find(cryptoki: Cryptoki, session: Ulong, template: readonly Attribute[]): Ulong[] {
  const records = writeRecords(
    cryptoki.layout,
    template.map(({ kind, value }) => ({ kind, address: addressOf(value), length: value.length })),
  );
  cryptoki.must("C_FindObjectsInit", session, records, template.length);
  try {
    return [...found(cryptoki, session)];
  } finally {
    cryptoki.try("C_FindObjectsFinal", session);
  }
}

function* found({ layout, must }: Cryptoki, session: Ulong): Generator<Ulong> {
  const handles = ulongBuffer(layout, AT_ONCE);
  const count = oneUlong(layout);
  for (;;) {
    must("C_FindObjects", session, handles, AT_ONCE, count);
    const length = Math.min(Number(readUlong(layout, count, 0)), AT_ONCE);
    for (let index = 0; index < length; index += 1) yield readUlong(layout, handles, index * layout.ulong);
    if (length === 0) return;
  }
}

/** Null for an attribute that this object does not have or does not give out. */
export function attributeOf(cryptoki: Cryptoki, session: Ulong, object: Ulong, kind: number): Buffer | null {
  const ask = (value: Buffer) => {
    const record = writeRecords(cryptoki.layout, [{ kind, address: addressOf(value), length: value.length }]);
    const answer = cryptoki.try("C_GetAttributeValue", session, object, record, 1);
    return { answer, length: readUlong(cryptoki.layout, record, recordOffsets(cryptoki.layout).length) };
  };
  const asked = ask(Buffer.alloc(0));
  const length = Number(asked.length);
  if (asked.answer === CKR_ATTRIBUTE_SENSITIVE || asked.answer === CKR_ATTRIBUTE_TYPE_INVALID) return null;
  if (asked.answer !== CKR_OK) throw cryptokiFailure(asked.answer, "C_GetAttributeValue");
  if (isUnavailable(cryptoki.layout, asked.length) || length === 0 || length > MOST_BYTES) return null;
  const value = Buffer.alloc(length);
  const { answer, length: written } = ask(value);
  if (answer !== CKR_OK) throw cryptokiFailure(answer, "C_GetAttributeValue");
  return value.subarray(0, Math.min(Number(written), length));
}

const CKR_ATTRIBUTE_SENSITIVE = 0x11;
const CKR_ATTRIBUTE_TYPE_INVALID = 0x12;

export interface FoundCertificate {
  /** CKA_ID in hex. */
  readonly id: string;
  readonly der: Buffer;
}

export function certificatesOn(cryptoki: Cryptoki, session: Ulong): FoundCertificate[] {
  const template = [
    { kind: CKA.CLASS, value: ulongValue(cryptoki, CKO.CERTIFICATE) },
    { kind: CKA.CERTIFICATE_TYPE, value: ulongValue(cryptoki, CKC_X_509) },
  ];
  return find(cryptoki, session, template).flatMap((object) => {
    const der = attributeOf(cryptoki, session, object, CKA.VALUE);
    // A certificate of an authority may have no id: it belongs to no key.
    const id = attributeOf(cryptoki, session, object, CKA.ID);
    return der === null ? [] : [{ id: id === null ? "none" : id.toString("hex"), der }];
  });
}

/** CKA_IDs in hex of the keys that can be seen, public ones before a login, private ones after. */
export function keyIdsOn(cryptoki: Cryptoki, session: Ulong): Set<string> {
  const ids = [CKO.PUBLIC_KEY, CKO.PRIVATE_KEY].flatMap((each) =>
    find(cryptoki, session, [{ kind: CKA.CLASS, value: ulongValue(cryptoki, each) }]).map((object) =>
      attributeOf(cryptoki, session, object, CKA.ID),
    ),
  );
  return new Set(ids.flatMap((id) => (id === null ? [] : [id.toString("hex")])));
}

export function privateKey(cryptoki: Cryptoki, session: Ulong, id: string): Ulong | null {
  const template = [
    { kind: CKA.CLASS, value: ulongValue(cryptoki, CKO.PRIVATE_KEY) },
    { kind: CKA.ID, value: Buffer.from(id, "hex") },
  ];
  return find(cryptoki, session, template)[0] ?? null;
}

function ulongValue({ layout }: Cryptoki, value: number): Buffer {
  const bytes = oneUlong(layout);
  writeUlong(layout, bytes, value, 0);
  return bytes;
}
