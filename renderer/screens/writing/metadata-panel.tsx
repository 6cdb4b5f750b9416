/** The metadata panel: the six fields of XY-0 and what else the clauses demand, each with what is missing beside it. */
import { Checkbox, Input, Select } from "antd";
import { type JSX, type ReactNode, useEffect, useRef } from "react";
import {
  disclosures,
  itemTypes,
  type Metadata,
  metadataLabels,
  privacyExemptions,
} from "../../../shared/model/metadata";
import { type MetadataField, metadataFaults, metadataWarnings } from "../../../shared/workflow/metadata";
import type { Profile } from "../../../shared/workflow/profile";
import type { Column } from "../../services";
import { writingText } from "../../text/writing";
import { DateField } from "../../ui/date-field";
import { columnOptions } from "../column-options";

interface MetadataPanelProps {
  readonly metadata: Metadata;
  readonly profile: Profile | null;
  readonly columns: readonly Column[];
  /** True once submission was tried: missing fields are then marked as faults. */
  readonly strict: boolean;
  /** Field to put the focus on; null for none. */
  readonly focus: MetadataField | null;
  /** The input of 信息索取号, which can ask the platform. */
  readonly numberInput: ReactNode;
  readonly onChange: (metadata: Metadata) => void;
}

const textFields = [
  "documentNumber",
  "category",
  "indexNumber",
  "timeLimit",
  "audience",
  "writer",
] as const satisfies readonly MetadataField[];

export function MetadataPanel(props: MetadataPanelProps): JSX.Element {
  const { metadata, profile, strict, focus, numberInput, onChange } = props;
  const faults = profile === null ? [] : metadataFaults(metadata, profile);
  const warnings = profile === null ? [] : metadataWarnings(metadata, profile);
  const required = new Set<string>(["disclosure", ...(profile?.metadata.required ?? [])]);
  const field = (name: MetadataField, control: ReactNode): JSX.Element => (
    <Field
      key={name}
      name={name}
      required={required.has(name)}
      fault={strict ? (faults.find((each) => each.field === name)?.text ?? null) : null}
      warning={warnings.find((each) => each.field === name)?.text ?? null}
      focused={focus === name}
    >
      {control}
    </Field>
  );
  const text = (name: (typeof textFields)[number] | "disclosureGround"): JSX.Element =>
    field(
      name,
      <Input
        value={metadata[name]}
        maxLength={200}
        aria-label={metadataLabels[name]}
        data-testid={`meta-${name}`}
        onChange={(event) => onChange({ ...metadata, [name]: event.target.value })}
      />,
    );
  return (
    <div className="writing-meta" data-testid="metadata-panel">
      <ChosenFields {...props} field={field} />
      {metadata.disclosure === "不予公开" && text("disclosureGround")}
      {field(
        "generatedOn",
        <DateField
          value={metadata.generatedOn}
          label={metadataLabels.generatedOn}
          testId="meta-generatedOn"
          onChange={(generatedOn) => onChange({ ...metadata, generatedOn })}
        />,
      )}
      {textFields.map((name) => (name === "indexNumber" ? field(name, numberInput) : text(name)))}
      {metadata.itemType === "reprint" && field("source", <SourceFields metadata={metadata} onChange={onChange} />)}
    </div>
  );
}

interface ChosenProps extends MetadataPanelProps {
  readonly field: (name: MetadataField, control: ReactNode) => JSX.Element;
}

/** Fields with a fixed choice. */
function ChosenFields({ metadata, columns, onChange, field }: ChosenProps): JSX.Element {
  const set = (change: Partial<Metadata>): void => onChange({ ...metadata, ...change });
  return (
    <>
      {field(
        "itemType",
        <Select
          value={metadata.itemType}
          options={typeOptions}
          aria-label={metadataLabels.itemType}
          data-testid="meta-itemType"
          onChange={(itemType) => onChange(withType(metadata, itemType))}
        />,
      )}
      {field("columnId", <ColumnChoice metadata={metadata} columns={columns} onChange={onChange} />)}
      {field(
        "disclosure",
        <Choice
          name="disclosure"
          value={metadata.disclosure}
          values={disclosures}
          onPick={(disclosure) => set({ disclosure })}
        />,
      )}
      {field(
        "privacyExemption",
        <Choice
          name="privacyExemption"
          value={metadata.privacyExemption}
          values={privacyExemptions}
          onPick={(privacyExemption) => set({ privacyExemption })}
        />,
      )}
      {field(
        "important",
        <Checkbox
          checked={metadata.important}
          data-testid="meta-important"
          onChange={(event) => set({ important: event.target.checked })}
        >
          {writingText.yes}
        </Checkbox>,
      )}
    </>
  );
}

interface ChoiceProps<V extends string> {
  readonly name: MetadataField;
  readonly value: V | "";
  readonly values: readonly V[];
  readonly onPick: (value: V | "") => void;
}

function Choice<V extends string>({ name, value, values, onPick }: ChoiceProps<V>): JSX.Element {
  return (
    <Select
      value={value === "" ? null : value}
      allowClear
      placeholder={writingText.none}
      options={values.map((each) => ({ value: each, label: each }))}
      aria-label={metadataLabels[name]}
      data-testid={`meta-${name}`}
      onChange={(picked) => onPick(values.find((each) => each === picked) ?? "")}
    />
  );
}

/** 栏目: with the lead unit where another unit granted it. */
function ColumnChoice({
  metadata,
  columns,
  onChange,
}: Pick<MetadataPanelProps, "metadata" | "columns" | "onChange">): JSX.Element {
  const { itemType, columnId } = metadata;
  return (
    <Select
      value={columnId === "" ? null : columnId}
      allowClear
      placeholder={columns.length === 0 ? writingText.offlineColumns : writingText.none}
      options={columnOptions(columns, itemType, columnId)}
      aria-label={metadataLabels.columnId}
      data-testid="meta-columnId"
      onChange={(picked) => onChange({ ...metadata, columnId: picked ?? "" })}
    />
  );
}

const typeOptions = Object.entries(itemTypes).map(([value, label]) => ({ value, label }));

/** Only a reprint has a source; another type drops it, and coming back starts with an empty one. */
function withType(metadata: Metadata, chosen: string): Metadata {
  const typed = isItemType(chosen) ? chosen : metadata.itemType;
  const empty = { name: "", url: "", publishedOn: "" as const };
  return { ...metadata, itemType: typed, source: typed === "reprint" ? (metadata.source ?? empty) : null };
}

const isItemType = (value: string): value is Metadata["itemType"] => Object.hasOwn(itemTypes, value);

function SourceFields({ metadata, onChange }: Pick<MetadataPanelProps, "metadata" | "onChange">): JSX.Element {
  const source = metadata.source ?? { name: "", url: "", publishedOn: "" };
  const set = (change: Partial<typeof source>): void => onChange({ ...metadata, source: { ...source, ...change } });
  return (
    <div className="writing-source">
      <Input
        value={source.name}
        maxLength={200}
        placeholder={writingText.sourceName}
        aria-label={writingText.sourceName}
        data-testid="meta-source-name"
        onChange={(event) => set({ name: event.target.value })}
      />
      <Input
        value={source.url}
        maxLength={200}
        placeholder={writingText.sourceUrl}
        aria-label={writingText.sourceUrl}
        data-testid="meta-source-url"
        onChange={(event) => set({ url: event.target.value })}
      />
      <DateField
        value={source.publishedOn}
        label={writingText.sourceDate}
        testId="meta-source-date"
        onChange={(publishedOn) => set({ publishedOn })}
      />
    </div>
  );
}

interface FieldProps {
  readonly name: MetadataField;
  readonly required: boolean;
  readonly fault: string | null;
  readonly warning: string | null;
  readonly focused: boolean;
  readonly children: ReactNode;
}

function Field({ name, required, fault, warning, focused, children }: FieldProps): JSX.Element {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!focused) return;
    row.current?.scrollIntoView({ block: "nearest" });
    row.current?.querySelector<HTMLElement>("input, textarea, button")?.focus();
  }, [focused]);
  return (
    <div ref={row} className="writing-field" data-fault={fault !== null} data-testid={`field-${name}`}>
      <span className="writing-field-label">
        {metadataLabels[name]}
        {required && <span aria-hidden> *</span>}
      </span>
      <div>
        {children}
        {fault !== null && (
          <div className="writing-field-fault" role="alert">
            {fault}
          </div>
        )}
        {warning !== null && <div className="writing-field-warning">{warning}</div>}
      </div>
    </div>
  );
}
