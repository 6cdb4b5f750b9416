/** What a scan found in a built tree: where, of which kind, and the words that an administrator or a packager needs. */

export type FindingKind = "address" | "dynamic-code" | "inline-script" | "source-map" | "source" | "test" | "secret";

export interface Finding {
  readonly kind: FindingKind;
  /** Relative to the scanned folder, with forward slashes. */
  readonly file: string;
  /** What stands there: a host, a pattern's name; never the secret itself. */
  readonly what: string;
}

export const lineOf = ({ kind, file, what }: Finding): string => `${file}: ${kind}: ${what}`;
