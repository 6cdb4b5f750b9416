/** 个人信息、涉密, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { creditCode } from "./credit-code";
import { internalPhrase } from "./internal-phrases";
import { listedCase } from "./listed-cases";
import { namedIllness } from "./named-illness";
import { bankCard, idCard, invalidIdCard, mobile } from "./personal-numbers";
import { passport } from "./personal-papers";
import { homeAddress, listedPerson, minorName, personalEmail, plate } from "./personal-traces";
import { secretInternal, secretMarking, secretSerial } from "./secrecy-marks";
import { geography, military, password, publicityAttribute } from "./secret-details";
import { secretTrace } from "./secret-traces";
import { payAccount, secretKeepers, unmaskedName } from "./unmasked-names";

export const protectionRules: readonly Rule[] = [
  secretMarking,
  secretInternal,
  internalPhrase,
  secretSerial,
  password,
  military,
  geography,
  publicityAttribute,
  idCard,
  invalidIdCard,
  mobile,
  bankCard,
  passport,
  homeAddress,
  minorName,
  plate,
  creditCode,
  personalEmail,
  listedPerson,
  namedIllness,
  unmaskedName,
  payAccount,
  secretKeepers,
  secretTrace,
  listedCase,
];
