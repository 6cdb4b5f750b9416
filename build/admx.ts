/** Templates of Windows group policy (ADMX, and its texts in each language, ADML), from the table of policy keys. */
import { type GroupKind, groupKeys, policyRegistryKey } from "../shared/policy/group-values";
import { type PolicyKeyName, policyKeyNames, policyKeyOf } from "../shared/policy/key-table";
import type { TemplateTexts } from "./admx-texts";
import { boundsOf } from "./policy-values";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const registryPath = policyRegistryKey.replace(/^HKLM\\/, "");
const namespace = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";

interface Setting {
  readonly key: PolicyKeyName;
  /** A template's name has no dots. */
  readonly name: string;
  readonly kind: GroupKind;
}

const settings = (): readonly Setting[] =>
  policyKeyNames.flatMap((key) => {
    const kind = groupKeys.get(key);
    return kind === undefined ? [] : [{ key, name: key.replaceAll(".", "_"), kind }];
  });

const stepsOf = (key: PolicyKeyName) => {
  const { tighter } = policyKeyOf(key);
  return tighter.kind === "order" ? tighter.steps : [];
};

export function admxDocument(): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    "<!-- Made from shared/policy/key-table.ts by npm run check, with the option write. -->",
    `<policyDefinitions xmlns="${namespace}" revision="1.0" schemaVersion="1.0">`,
    '  <policyNamespaces><target prefix="caibian" namespace="Caibian.Policies" /></policyNamespaces>',
    '  <resources minRequiredRevision="1.0" />',
    '  <supportedOn><definitions><definition name="Windows10" displayName="$(string.Windows10)" /></definitions></supportedOn>',
    '  <categories><category name="Caibian" displayName="$(string.Caibian)" /></categories>',
    "  <policies>",
    ...settings().flatMap(policyLines),
    "  </policies>",
    "</policyDefinitions>",
    "",
  ].join("\n");
}

function policyLines({ key, name, kind }: Setting): string[] {
  const own = kind === "yes-no" ? ` valueName="${key}"` : ` presentation="$(presentation.${name})"`;
  return [
    `    <policy name="${name}" class="Machine" displayName="$(string.${name})" explainText="$(string.${name}_Help)" key="${registryPath}"${own}>`,
    '      <parentCategory ref="Caibian" />',
    '      <supportedOn ref="Windows10" />',
    ...valueLines({ key, name, kind }),
    "    </policy>",
  ];
}

function valueLines({ key, name, kind }: Setting): string[] {
  switch (kind) {
    case "yes-no":
      return [
        '      <enabledValue><decimal value="1" /></enabledValue>',
        '      <disabledValue><decimal value="0" /></disabledValue>',
      ];
    case "number": {
      const { least, most } = boundsOf(key);
      return [
        `      <elements><decimal id="value" valueName="${key}" required="true" minValue="${least}" maxValue="${most}" /></elements>`,
      ];
    }
    case "choice":
      return [
        "      <elements>",
        `        <enum id="value" valueName="${key}" required="true">`,
        ...stepsOf(key).map(
          ({ value }) =>
            `          <item displayName="$(string.${name}_${String(value)})"><value><string>${String(value)}</string></value></item>`,
        ),
        "        </enum>",
        "      </elements>",
      ];
    case "lines":
    case "text":
      return [`      <elements><text id="value" valueName="${key}" required="true" /></elements>`];
  }
}

export function admlDocument(texts: TemplateTexts): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    "<!-- Made from shared/policy/key-table.ts by npm run check, with the option write. -->",
    `<policyDefinitionResources xmlns="${namespace}" revision="1.0" schemaVersion="1.0">`,
    `  <displayName>${escaped(texts.product)}</displayName>`,
    `  <description>${escaped(texts.about)}</description>`,
    "  <resources>",
    "    <stringTable>",
    `      <string id="Caibian">${escaped(texts.product)}</string>`,
    `      <string id="Windows10">${escaped(texts.system)}</string>`,
    ...settings().flatMap((setting) => stringLines(setting, texts)),
    "    </stringTable>",
    "    <presentationTable>",
    ...settings().flatMap((setting) => presentationLines(setting, texts)),
    "    </presentationTable>",
    "  </resources>",
    "</policyDefinitionResources>",
    "",
  ].join("\n");
}

function stringLines({ key, name, kind }: Setting, { of, forms, help }: TemplateTexts): string[] {
  const { title, does, choices } = of(key);
  const shown: readonly (readonly [string, string])[] = [
    [name, title],
    [`${name}_Help`, help(`${does}${forms[kind]}`, policyKeyOf(key).clause)],
    ...(kind === "choice" ? Object.entries(choices).map(([value, words]) => [`${name}_${value}`, words] as const) : []),
  ];
  return shown.map(([id, text]) => `      <string id="${id}">${escaped(text)}</string>`);
}

function presentationLines({ key, name, kind }: Setting, texts: TemplateTexts): string[] {
  if (kind === "yes-no") return [];
  const { title, unit } = texts.of(key);
  const label = escaped(unit === null ? title : texts.label(title, unit));
  const inner: Readonly<Record<Exclude<GroupKind, "yes-no">, string>> = {
    number: `<decimalTextBox refId="value" defaultValue="${boundsOf(key).most}">${label}</decimalTextBox>`,
    choice: `<dropdownList refId="value" noSort="true" defaultItem="0">${label}</dropdownList>`,
    lines: `<textBox refId="value"><label>${label}</label></textBox>`,
    text: `<textBox refId="value"><label>${label}</label></textBox>`,
  };
  return [`      <presentation id="${name}">${inner[kind]}</presentation>`];
}
