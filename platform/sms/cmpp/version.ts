/** What differs between the two protocol versions in use. */

export type CmppVersion = "2.0" | "3.0";

interface Widths {
  /** The version byte: major in the upper four bits. */
  readonly code: number;
  /** Octets of a subscriber's number. */
  readonly number: number;
  /** Octets of a status or result. */
  readonly status: 1 | 4;
  /** The last field of SUBMIT and DELIVER: Reserve, since 3.0 LinkID. */
  readonly tail: number;
  /** Since 3.0 a byte says whether a number is real or a pseudonym. */
  readonly typed: boolean;
}

export const widths: Readonly<Record<CmppVersion, Widths>> = {
  "2.0": { code: 0x20, number: 21, status: 1, tail: 8, typed: false },
  "3.0": { code: 0x30, number: 32, status: 4, tail: 20, typed: true },
};
