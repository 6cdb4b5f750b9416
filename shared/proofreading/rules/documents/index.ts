/** 公文格式、发文字号、附件, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { documentNumber } from "./document-number";

export const documentRules: readonly Rule[] = [documentNumber];
