/** De-identification 脱敏 by the city's forms: `5102**********1234`, `138****1234` (TN-13, LAM-31.3). */
import type { Profile } from "./profile";

/** Kinds of personal data that every profile has a form for. */
export const maskKinds = ["idNumber", "mobile", "bankCard"] as const;

interface Form {
  readonly keepStart: number;
  readonly keepEnd: number;
}

/** A kind the profile has no form for keeps nothing: silence never shows more. */
const nothingKept: Form = { keepStart: 0, keepEnd: 0 };

export function mask(kind: string, text: string, profile: Profile): string {
  return maskWith(
    (Object.hasOwn(profile.privacy.masks, kind) ? profile.privacy.masks[kind] : undefined) ?? nothingKept,
    text,
  );
}

/** Stars for every character but the kept ends; spaces and hyphens stay where they are and do not count. */
export function maskWith({ keepStart, keepEnd }: Form, text: string): string {
  const characters = [...text];
  const counted = characters.filter(isCounted).length;
  const short = counted <= keepStart + keepEnd;
  let place = 0;
  return characters
    .map((character) => {
      if (!isCounted(character)) return character;
      place += 1;
      return !short && (place <= keepStart || place > counted - keepEnd) ? character : "*";
    })
    .join("");
}

function isCounted(character: string): boolean {
  return !/[\s\-－—]/u.test(character);
}
