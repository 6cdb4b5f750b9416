/** Whether a value is no looser than another, by the key's own direction. */
import { z } from "zod";
import { never } from "../never";
import type { Tighter } from "./key-row";
import { liesIn } from "./ranges";
import { type PolicyValue, sameValue } from "./values";

const number = z.number();
const texts = z.array(z.string());
const list = z.array(z.json());

/** Equal values are. A value of a wrong type never comes here: its document was refused. */
export function isWithin(tighter: Tighter, value: PolicyValue, limit: PolicyValue): boolean {
  switch (tighter.kind) {
    case "smaller":
      return number.parse(value) <= number.parse(limit);
    case "larger":
      return number.parse(value) >= number.parse(limit);
    case "order": {
      const at = (wanted: PolicyValue) => tighter.steps.findIndex((step) => step.value === wanted);
      return at(value) <= at(limit);
    }
    case "subset": {
      const allowed = list.parse(limit);
      return list.parse(value).every((one) => allowed.some((other) => sameValue(one, other)));
    }
    case "ranges": {
      const ranges = texts.parse(limit);
      return texts.parse(value).every((one) => liesIn(one, ranges));
    }
    case "fixed":
      return sameValue(value, limit);
    default:
      return never(tighter);
  }
}
