/** 计量单位, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { changedUnit } from "./changed-units";
import { unitDimension } from "./dimensions";
import { mu, notLegalUnit, personTimes } from "./quantities";
import { degree, partsPerMillion, squareMetre, symbolCase } from "./symbols";
import { unitName } from "./unit-names";

export const unitRules: readonly Rule[] = [
  squareMetre,
  symbolCase,
  notLegalUnit,
  degree,
  partsPerMillion,
  personTimes,
  mu,
  unitName,
  unitDimension,
  changedUnit,
];
