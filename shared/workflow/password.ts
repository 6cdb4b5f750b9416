/**
 * Password rules of the city (AU-3; TN-36, LAM-32.1, LA-41.3c). Sign-in is by key and SMS code everywhere (C-17): what
 * the rules govern is the application PIN that opens the local store.
 */
import { AppError } from "../failure";
import { addMonths } from "../months";
import type { Profile } from "./profile";

type PasswordRule = Profile["password"];

/** What the city itself demands; a base value that stands in for a silent regulation binds nobody's PIN. */
export function cityRule({ password, sources }: Pick<Profile, "password" | "sources">): PasswordRule {
  const own = (name: keyof PasswordRule): boolean => sources[`password.${name}`]?.startsWith("基准") === false;
  return {
    minLength: own("minLength") ? password.minLength : 0,
    classes: own("classes") ? password.classes : 0,
    rotationMonths: own("rotationMonths") ? password.rotationMonths : null,
  };
}

const classes: readonly RegExp[] = [/\p{Nd}/u, /\p{L}/u, /[^\p{Nd}\p{L}\s]/u];

/** What the rule finds wrong, in Chinese; empty when nothing. */
export function passwordFaults(password: string, { minLength, classes: wanted }: PasswordRule): string[] {
  const length = [...password].length;
  const present = classes.filter((kind) => kind.test(password)).length;
  return [
    ...(length < minLength ? [`至少 ${minLength} 位，现为 ${length} 位`] : []),
    ...(present < wanted ? [`数字、字母、特殊字符至少用 ${wanted} 类`] : []),
  ];
}

/** @throws AppError E_PWD */
export function refusePassword(password: string, rule: PasswordRule): void {
  const faults = passwordFaults(password, rule);
  if (faults.length > 0) throw new AppError("E_PWD", faults.join("；"));
}

/** The instant from which a password has to be changed; null where the city sets none. */
export function passwordDue(setAt: string, { rotationMonths }: PasswordRule): string | null {
  return rotationMonths === null ? null : addMonths(setAt, rotationMonths);
}
