/** What this machine's log may say: the events by name, and details without anybody's data. */
import { type DeskDetails, deskDetails } from "../../shared/audit/desk-log";
import { personalNumbers } from "../../shared/proofreading/privacy";
import { digest } from "../../shared/schema";

export const auditEvents = [
  "started",
  "audit-broken",
  "audit-refused",
  "audit-purged",
  "audit-exported",
  "unlocked",
  "unlock-failed",
  "sms-requested",
  "sms-failed",
  "signed-in",
  "session-ended",
  "lease-refused",
  "locked",
  "slot-added",
  "slot-removed",
  "recovery-asked",
  "recovered",
  "backed-up",
  "backup-restored",
  "taken-over",
  "key-removed",
  "imported",
  "secret-refused",
  "signature-made",
  "signature-refused",
  "delivered",
  "profile-changed",
  "profile-refused",
  "policy-changed",
  "policy-refused",
  "pack-installed",
  "pack-refused",
  "pack-rolled-back",
  "update-refused",
  "update-installed",
] as const;
export type AuditEvent = (typeof auditEvents)[number];

/** Stands for what must not lie in a log. */
const MASKED = "masked";
/** Ids of operations and items, and of stores: hexadecimal, where digits in a row mean nothing. */
const UUID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:s-)?[0-9a-f]{32})$/i;
/** Our own names and codes: nothing else has a reason to be here. */
const TOKEN = /^[\w.:-]{1,200}$/;
/** Long enough to be a telephone, identity or account number. */
const LONG_NUMBER = /\d{11}/;

/**
 * A person is a fingerprint, everything else a code, an id or a hash. A name, a title or a sentence is Chinese or has
 * spaces; a number of a person is long (LG-7, MC-10): neither is written, whoever hands it in.
 */
export function maskedDetails({ person, code, about }: DeskDetails): DeskDetails {
  return deskDetails.parse({
    ...(person === undefined ? {} : { person: digest.safeParse(person).success ? person : MASKED }),
    ...(code === undefined ? {} : { code: maskedToken(code) }),
    ...(about === undefined ? {} : { about: maskedToken(about) }),
  });
}

function maskedToken(text: string): string {
  if (digest.safeParse(text).success || UUID.test(text)) return text;
  const isOurs = TOKEN.test(text) && !LONG_NUMBER.test(text) && personalNumbers(text).length === 0;
  return isOurs ? text : MASKED;
}
