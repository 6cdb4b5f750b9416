/** The metadata header of a page (XY-0) as label and value, both ways. A field without a row is blank. */
import { AppError, check } from "../failure";
import { emptyMetadata, itemTypes, type Metadata, metadata, metadataLabels } from "../model/metadata";

export interface MetadataRow {
  readonly label: string;
  readonly value: string;
}

/** The six fields of XY-0 first, then what other clauses demand. */
const textFields = [
  "indexNumber",
  "category",
  "disclosure",
  "disclosureGround",
  "generatedOn",
  "timeLimit",
  "audience",
  "documentNumber",
  "columnId",
  "writer",
  "privacyExemption",
] as const satisfies readonly (keyof Metadata)[];

/** A page shows the column's name in its trail; the header shows the code that is signed. */
const labels = { ...metadataLabels, columnId: "栏目代码" } as const;
const sourceFields = { name: "来源", url: "来源网址", publishedOn: "来源日期" } as const;
const YES = "是";

/** The rows that show the metadata, in the order of the page. */
export function metadataRows(value: Metadata): MetadataRow[] {
  const rows: MetadataRow[] = [{ label: metadataLabels.itemType, value: itemTypes[value.itemType] }];
  for (const field of textFields) if (value[field] !== "") rows.push({ label: labels[field], value: value[field] });
  if (value.important) rows.push({ label: metadataLabels.important, value: YES });
  const { source } = value;
  if (source === null) return rows;
  // A source that is named but empty is not the same as none (NC-22), so its first row always stands.
  rows.push({ label: sourceFields.name, value: source.name });
  if (source.url !== "") rows.push({ label: sourceFields.url, value: source.url });
  if (source.publishedOn !== "") rows.push({ label: sourceFields.publishedOn, value: source.publishedOn });
  return rows;
}

/** The metadata that `metadataRows` showed. @throws AppError E_INPUT for a label or value no metadata can have. */
export function metadataFrom(rows: readonly MetadataRow[]): Metadata {
  const byLabel = new Map(rows.map((row) => [row.label, row.value]));
  const typeName = byLabel.get(metadataLabels.itemType);
  const itemType = Object.entries(itemTypes).find(([, name]) => name === typeName)?.[0];
  if (itemType === undefined) throw new AppError("E_INPUT", "页面没有写明稿件类型");
  const texts = textFields.map((field) => [field, byLabel.get(labels[field]) ?? ""]);
  const name = byLabel.get(sourceFields.name);
  const source =
    name === undefined
      ? null
      : {
          name,
          url: byLabel.get(sourceFields.url) ?? "",
          publishedOn: byLabel.get(sourceFields.publishedOn) ?? "",
        };
  const important = byLabel.get(metadataLabels.important) === YES;
  return check(metadata, { ...emptyMetadata, ...Object.fromEntries(texts), itemType, important, source });
}
