/** The headers under which both shells serve the window: nothing foreign is loaded, run, framed or sent to (L5). */

import { styleSource } from "../shared/publication/style-source";
import { proofCss } from "../shared/publication/stylesheet";

export interface PageSources {
  /** Addresses, besides our own, that may be talked to. */
  readonly connect: readonly string[];
  /** Styles let in: a nonce of this one answer, or hashes. */
  readonly styles: readonly string[];
}

/**
 * Scripts and workers come from our own files only. Style elements that our code makes carry the nonce of this
 * load (`renderer/page-styles.ts`); style attributes are set through the object model, which the policy leaves alone. Trusted Types
 * close the doors by which text becomes markup or code; `renderer/trusted-text.ts` is the only policy there is.
 */
export function contentSecurityPolicy({ connect, styles }: PageSources): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${["'self'", ...styles].join(" ")}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    `connect-src ${["'self'", ...connect].join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "trusted-types default",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

/** For the window's page: its nonce, and the sample page's style by its hash, as its frame inherits this policy. */
export const windowStyles = (nonce: string): readonly string[] => [`'nonce-${nonce}'`, styleSource(proofCss)];

const refusedFeatures = [
  "accelerometer",
  "autoplay",
  "bluetooth",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "screen-wake-lock",
  "serial",
  "usb",
  "window-management",
  "xr-spatial-tracking",
];

export function pageHeaders(sources: PageSources): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(sources),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": refusedFeatures.map((name) => `${name}=()`).join(", "),
    "cache-control": "no-cache",
  };
}
