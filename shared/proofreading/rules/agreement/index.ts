/** 前后一致: one thing told twice and differently, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { onePersonApart, onePostApart } from "./named-persons";
import { oneTailApart } from "./named-tails";
import { oneNameApart } from "./named-things";
import { oneNomineeApart } from "./nominees";
import { oneNumberApart } from "./one-number";
import { oneQuotedApart } from "./quoted-names";
import { shortTitle } from "./short-titles";
import { titleOrdinal, titlePlace, titleYear } from "./title-told";
import { oneSayingApart } from "./told-again";
import { oneCallApart, oneHostApart } from "./told-contacts";
import { oneFigureApart, onePeriodApart } from "./told-figures";
import { onePlaceApart } from "./told-places";
import { entryHour, oneSpanApart } from "./told-times";

export const agreementRules: readonly Rule[] = [
  titleOrdinal,
  titleYear,
  titlePlace,
  shortTitle,
  oneNumberApart,
  onePersonApart,
  onePostApart,
  oneQuotedApart,
  oneNameApart,
  oneTailApart,
  oneFigureApart,
  onePeriodApart,
  oneSayingApart,
  onePlaceApart,
  oneSpanApart,
  entryHour,
  oneCallApart,
  oneHostApart,
  oneNomineeApart,
];
