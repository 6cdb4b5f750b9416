/** Every file of a pack that proves something, each with the check that must refuse it when one byte is another (PKI-44). */

import { sameBytes } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { Anchors } from "../../shared/trust/anchors";
import { rootsOf } from "../../shared/trust/anchors";
import { verifyDetached } from "../../shared/trust/cms";
import { parseSignedData } from "../../shared/trust/cms-parse";
import { readCrl, verifyCrl } from "../../shared/trust/crl";
import { type Pack, readPack, type SignedPart } from "../../shared/trust/pack-read";
import { type Purpose, verifyPath } from "../../shared/trust/path";
import { readCertificate } from "../../shared/trust/x509";
import { nodeCheck } from "../signature-check";
import { type Refusal, refusalOf } from "./refusal";

export interface Target {
  /** `statements/001.p7s`, with the kind of key where it matters. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Null when the bytes are accepted. @throws any error that is not ours */
  readonly judge: (bytes: Uint8Array) => Refusal | null;
}

/** The CMS files of statements, one receipt, one audit checkpoint, seal and profile; each certificate in them; each revocation list. */
export function targetsOf(bytes: Uint8Array, anchors: Anchors): Target[] {
  const pack = readPack(bytes);
  const signatures = signaturesOf(pack);
  const chains = signatures.map(({ name, part, at, purpose }) => {
    const trust = { anchors, check: nodeCheck, at, purpose };
    const { chain } = verifyDetached(part.bytes, part.signature, trust);
    return { name, chain, trust, part };
  });
  const files = chains.map(({ name, part, trust }) => ({
    name,
    bytes: part.signature,
    judge: (changed: Uint8Array) => refusalOf(() => verifyDetached(part.bytes, changed, trust)),
  }));
  const certificates = chains.flatMap(({ name, chain, trust }) =>
    chain.map((der, place) => ({
      name: `${name} certificate ${place + 1}`,
      bytes: der,
      judge: (changed: Uint8Array) => refusalOf(() => verifyPath(chain.with(place, changed), trust)),
    })),
  );
  return [...files, ...certificates, ...listsOf(pack, anchors)];
}

interface Signature {
  readonly name: string;
  readonly part: SignedPart<unknown>;
  readonly at: string;
  readonly purpose: Purpose;
}

function signaturesOf(pack: Pack): Signature[] {
  const at = pack.manifest.value.createdAt;
  const file = (part: SignedPart<unknown>, purpose: Purpose): Signature => ({
    name: part.name.replace(/json$/, "p7s"),
    part,
    at,
    purpose,
  });
  return [
    ...pack.statements.map((part) => file(part, "review")),
    ...pack.receipts.slice(0, 1).map((part) => file(part, "receipt")),
    ...pack.checkpoints.slice(0, 1).map((part) => file(part, "receipt")),
    file(pack.manifest, "receipt"),
    file(pack.profile, "profile"),
  ];
}

function listsOf(pack: Pack, anchors: Anchors): Target[] {
  const inside = [...pack.statements].flatMap(({ signature }) => parseSignedData(signature).certificates);
  const authorities = [...rootsOf(anchors), ...inside].map(readCertificate).filter(({ ca }) => ca);
  return [...pack.crls.values()].map((der, i) => {
    const list = readCrl(der);
    const issuer = authorities.find(({ subject }) => sameBytes(subject.raw, list.issuer));
    if (issuer === undefined) throw new AppError("E_PACK", "吊销列表没有签发者");
    const trust = { issuer, at: pack.manifest.value.createdAt, check: nodeCheck };
    const judge = (changed: Uint8Array) => refusalOf(() => verifyCrl(readCrl(changed), trust));
    return { name: `crls/${String(i + 1).padStart(3, "0")}.crl`, bytes: der, judge };
  });
}

/** Numbers below `limit` that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** A copy in which the byte at `place` has another value. */
export function mutated(bytes: Uint8Array, place: number, random: (limit: number) => number): Uint8Array {
  return bytes.with(place, ((bytes[place] ?? 0) + 1 + random(255)) % 256);
}
