/** What the metadata panel must hold before an item is submitted, and what is merely odd (XY-0, NC-20, NC-22, TN-14). */
import type { FailureCode } from "../failure";
import { type Metadata, metadataLabels } from "../model/metadata";
import type { Profile } from "./profile";

export type MetadataField = keyof Metadata;

export interface MetadataFault {
  readonly field: MetadataField;
  readonly code: FailureCode;
  readonly text: string;
}

/** Everything that stops submission, in the order of the panel. */
export function metadataFaults(metadata: Metadata, profile: Profile): readonly MetadataFault[] {
  return [...requiredFaults(metadata, profile), ...disclosureFaults(metadata), ...sourceFaults(metadata, profile)];
}

/** Oddities that are shown and never stop work: the pattern of 索取号 rests on one example (B-6), so it only warns. */
export function metadataWarnings(
  metadata: Metadata,
  profile: Profile,
): readonly { readonly field: MetadataField; readonly text: string }[] {
  const { indexNumber, generatedOn } = metadata;
  const { indexPattern } = profile.metadata;
  if (indexNumber === "" || indexPattern === null) return [];
  if (!new RegExp(`^(?:${indexPattern})$`, "u").test(indexNumber)) {
    return [{ field: "indexNumber", text: "信息索取号与本站点的编号格式不符，请核对。" }];
  }
  const year = /\/(\d{4})-/u.exec(indexNumber)?.[1];
  return generatedOn === "" || year === undefined || generatedOn.startsWith(year)
    ? []
    : [{ field: "indexNumber", text: "信息索取号的年份与生成日期不一致，请核对。" }];
}

/** Only 主动公开 goes to the public site: anything else contradicts publication (NC-20). */
export function releaseFaults(metadata: Metadata): readonly MetadataFault[] {
  return metadata.disclosure === "主动公开"
    ? []
    : [{ field: "disclosure", code: "E_ATTR", text: "公开方式不是主动公开，不能在网站发布。" }];
}

function requiredFaults(metadata: Metadata, profile: Profile): readonly MetadataFault[] {
  return fieldsOf(profile)
    .filter((field) => field !== "disclosure" && isBlank(metadata[field]))
    .map((field) => ({ field, code: "E_META", text: `请填写${metadataLabels[field]}。` }));
}

function disclosureFaults({ disclosure, disclosureGround }: Metadata): readonly MetadataFault[] {
  if (disclosure === "") return [{ field: "disclosure", code: "E_ATTR", text: "请选择公开方式。" }];
  return disclosure === "不予公开" && isBlank(disclosureGround)
    ? [{ field: "disclosureGround", code: "E_ATTR", text: "不予公开须写明法定依据。" }]
    : [];
}

function sourceFaults({ itemType, source }: Metadata, profile: Profile): readonly MetadataFault[] {
  if (itemType !== "reprint" || !profile.checks.sourceRequired) return [];
  if (source !== null && !isBlank(source.name) && !isBlank(source.url)) return [];
  return [{ field: "source", code: "E_SOURCE", text: "转载稿件须注明来源名称和网址。" }];
}

const fields: readonly string[] = Object.keys(metadataLabels);
const isField = (name: string): name is MetadataField => fields.includes(name);

function fieldsOf(profile: Profile): readonly MetadataField[] {
  return profile.metadata.required.filter(isField);
}

function isBlank(value: Metadata[MetadataField]): boolean {
  return value === null || (typeof value === "string" && value.trim() === "");
}
