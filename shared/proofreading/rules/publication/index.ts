/** 链接、来源、残留、地图、无障碍、元数据, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { attachedFiles, hiddenContent, unreadFile } from "./attached";
import { contactDiffers } from "./contact-differs";
import { addressForm, phoneMark } from "./contact-forms";
import { mailAddress, phoneLength, wrongHotline } from "./contact-lines";
import { copyrightNotice } from "./copyright";
import { editingTrace } from "./editing-trace";
import { flagEmblem } from "./emblem";
import { figureNumber } from "./figures";
import { futureDate } from "./future-date";
import { guideFields, interpretationSections, interpretationTie } from "./guided";
import { leftover } from "./leftover";
import { addressLink, externalLink, shortLink } from "./link-host";
import { emptyLinkText, mismatchedLink, ownSiteDomain } from "./link-text";
import { malformedLink } from "./malformed-link";
import { mapApproval, mapNumberFormat } from "./maps";
import { nearDuplicate } from "./near-duplicate";
import { notesLeft } from "./notes-left";
import { reprintDiffers, reprintPermission } from "./original";
import { ownSource } from "./own-source";
import { disclosureAttribute, disclosureDeadline, indexNumber, requiredField } from "./panel";
import { audienceValue, numberAgainstDay, timeLimitValue } from "./panel-values";
import { placeholder } from "./placeholders";
import { sourceMissing, sourceUnlisted } from "./reprint";
import { emptySection } from "./sections";
import { sourceLabel, sourceMisspelt } from "./source-names";
import { stalePlan } from "./stale-plan";
import { headingLevels, replacementText, smallImage, tableHeader } from "./structure";
import { jointIssue, organInconsistent } from "./units";

export const publicationRules: readonly Rule[] = [
  sourceMissing,
  sourceUnlisted,
  reprintPermission,
  reprintDiffers,
  malformedLink,
  wrongHotline,
  phoneLength,
  mailAddress,
  phoneMark,
  addressForm,
  sourceMisspelt,
  sourceLabel,
  notesLeft,
  contactDiffers,
  mismatchedLink,
  shortLink,
  addressLink,
  ownSiteDomain,
  externalLink,
  emptyLinkText,
  mapApproval,
  mapNumberFormat,
  flagEmblem,
  figureNumber,
  copyrightNotice,
  leftover,
  editingTrace,
  placeholder,
  stalePlan,
  emptySection,
  nearDuplicate,
  requiredField,
  disclosureAttribute,
  indexNumber,
  disclosureDeadline,
  futureDate,
  timeLimitValue,
  audienceValue,
  numberAgainstDay,
  interpretationSections,
  interpretationTie,
  guideFields,
  replacementText,
  smallImage,
  headingLevels,
  tableHeader,
  organInconsistent,
  jointIssue,
  attachedFiles,
  hiddenContent,
  unreadFile,
  ownSource,
];
