/** 计量单位, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { mu, notLegalUnit, personTimes } from "./quantities";
import { degree, partsPerMillion, squareMetre, symbolCase } from "./symbols";

export const unitRules: readonly Rule[] = [
  squareMetre,
  symbolCase,
  notLegalUnit,
  degree,
  partsPerMillion,
  personTimes,
  mu,
];
