/** AU-11: the lease against every history of the clock. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type CityAuthority, foundCity } from "../../node/demo-authority";
import { nodeCheck } from "../../node/signature-check";
import { toBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { AppError } from "../../shared/failure";
import { signDetached } from "../../shared/trust/cms";
import { LEASE_MS, type Lease } from "../../shared/trust/lease";
import type { Signer } from "../../shared/trust/port";
import type { SignedDocument } from "../../shared/trust/receipt";
import { checkLease, type LeaseMemory, type LeaseQuestion, latestOf } from "./lease";

const start = Date.parse("2026-11-20T08:00:00.000Z");
const at = (ms: number): string => new Date(start + ms).toISOString();
const HOUR = 3_600_000;
let city: CityAuthority;
let signed: SignedDocument;

async function leaseBy(signer: Signer, change: Partial<Lease> = {}): Promise<SignedDocument> {
  const value: Lease = {
    type: "caibian-lease/1",
    site: "luan",
    accountId: "a1",
    device: "d1",
    certificate: `sha-256:${"0".repeat(64)}`,
    issuedAt: at(0),
    expiresAt: at(LEASE_MS),
    ...change,
  };
  const document = canonicalJson(value);
  return { document, signature: toBase64(await signDetached(utf8(document), signer, value.issuedAt)) };
}

beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at: new Date(start) });
  signed = await leaseBy(city.receiptKey.signer);
});

const nothing: LeaseMemory = { lease: null, highest: null, bornAt: null, refused: false };
const verdict = (memory: Partial<LeaseMemory>, now: number, more: Partial<LeaseQuestion> = {}): string => {
  try {
    const anchors = city.anchors;
    const base = { anchors, check: nodeCheck, device: "d1", now: new Date(start + now), empty: false };
    return checkLease({ ...base, memory: { ...nothing, ...memory }, ...more });
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe("AU-11: a lease", () => {
  it("holds to its last moment, for its own device and city, signed by the pinned receipt key and no other", async () => {
    expect(verdict({ lease: signed }, LEASE_MS - 1)).toBe(at(LEASE_MS));
    expect(verdict({ lease: signed }, LEASE_MS)).toBe("E_LEASE");
    expect(verdict({ lease: signed }, 0, { device: "d2" })).toBe("E_LEASE");
    const wrong = [
      await leaseBy(city.profileKey.signer),
      await leaseBy(city.receiptKey.signer, { site: "tongnan" }),
      { ...signed, document: signed.document.replace("2026-11-23", "2027-11-23") },
      { document: "{}", signature: signed.signature },
    ];
    for (const lease of wrong) expect(verdict({ lease }, 0)).toBe("E_LEASE");
  });

  it("once run out stays run out, whatever the clock shows afterwards", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -200 * HOUR, max: 200 * HOUR }), { maxLength: 12 }), (clock) => {
        let highest: string | null = null;
        let over = false;
        for (const now of clock) {
          const open = verdict({ lease: signed, highest }, now) !== "E_LEASE";
          expect(open && over).toBe(false);
          highest = latestOf(new Date(start + now), highest);
          over ||= highest >= at(LEASE_MS);
          expect(open).toBe(!over);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is not needed by a store that began offline, for as long as a lease; an old store without one asks for sign-in", () => {
    expect(verdict({}, 0, { empty: true })).toBe(at(LEASE_MS));
    expect(verdict({ bornAt: at(0) }, LEASE_MS - 1)).toBe(at(LEASE_MS));
    expect(verdict({ bornAt: at(0) }, LEASE_MS)).toBe("E_LEASE");
    expect(verdict({}, 0)).toBe("E_LEASE");
  });

  it("refused once, opens nothing, not even an empty store", () => {
    expect(verdict({ lease: signed, refused: true }, 0)).toBe("E_DEVICE_REFUSED");
    expect(verdict({ refused: true }, 0, { empty: true })).toBe("E_DEVICE_REFUSED");
  });
});
