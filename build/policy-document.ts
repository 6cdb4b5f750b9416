/** docs/policy.md: every key of the managed policy, from the table and the schema that the program goes by. */
import { never } from "../shared/never";
import { groupKeys, policyRegistryKey } from "../shared/policy/group-values";
import { levelNames, type PolicyKey, type Tighter } from "../shared/policy/key-row";
import { type PolicyKeyName, policyKeyNames, policyKeyOf } from "../shared/policy/key-table";
import { tellValue } from "../shared/policy/telling";
import { boundsOf, formOf } from "./policy-values";

const cell = (text: string) => text.replaceAll("|", "\\|");

function tighterWords(tighter: Tighter): string {
  switch (tighter.kind) {
    case "smaller":
      return "smaller";
    case "larger":
      return "larger";
    case "order":
      return tighter.steps.map(({ value }) => `\`${String(value)}\``).join(" before ");
    case "subset":
      return "fewer of the same";
    case "ranges":
      return "ranges within";
    case "fixed":
      return "none: set once, from above";
    default:
      return never(tighter);
  }
}

function valuesOf(key: PolicyKeyName, { tighter }: PolicyKey): string {
  if (tighter.kind === "order")
    return tighter.steps.map(({ value, words }) => `\`${String(value)}\` ${words}`).join(", ");
  const { type, maxItems } = formOf(key);
  if (type === "integer") return `${boundsOf(key).least}–${boundsOf(key).most}`;
  if (type === "array") return maxItems === undefined ? "list" : `list, at most ${maxItems}`;
  return type === "object" ? "`{ from, to }`, `HH:MM`" : (type ?? "text");
}

function settersOf(key: PolicyKeyName, { lowest }: PolicyKey): string {
  if (lowest === "machine") return "machine";
  return ["machine", ...(groupKeys.has(key) ? ["group"] : []), "unit", ...(lowest === "user" ? ["person"] : [])].join(
    ", ",
  );
}

function line(key: PolicyKeyName): string {
  const row = policyKeyOf(key);
  const { title, does, tighter, fallback, effect, clause } = row;
  const standard = fallback === null ? "" : tellValue(key, fallback);
  return `| \`${key}\` | ${title} | ${cell(does)} | ${valuesOf(key, row)} | ${tighterWords(tighter)} | ${settersOf(key, row)} | ${standard} | ${effect === "live" ? "at once" : "restart"} | ${clause} |`;
}

const intro = (): string[] => [
  "# Managed policy",
  "",
  "Made from `shared/policy/key-table.ts` and `shared/model/policy.ts` by `npm run check -- --write`. Why it is as it is:",
  "docs/adr/0018.",
  "",
  "A policy is a JSON file. Four levels, the strongest first; a lower level may only tighten what a higher one set, or the",
  "default; an attempt to loosen is ignored, and shown with its source in 设置 · 管理员策略.",
  "",
  "| Level | 名称 | Where | Signed |",
  "|---|---|---|---|",
  `| machine | ${levelNames.machine} | \`/etc/caibian/policy.json\` + \`policy.json.sig\`; Windows: values \`Document\` and \`Signature\` (base64) of \`${policyRegistryKey}\`, else \`C:\\ProgramData\\Caibian\\policy.json\` + \`.sig\` | by a key of the build |`,
  `| group | ${levelNames.group} | other values of \`${policyRegistryKey}\` (templates: \`docs/admx\`) | no: only administrators write there, and it only tightens |`,
  `| unit | ${levelNames.unit} | uploaded to the platform by 系统管理 (\`policy.upload\`), fetched at sign-in and every two minutes, kept and verified again at each start | by a key of the build |`,
  `| person | ${levelNames.user} | \`<data folder>/desk/policy/user.json\` | no: it only tightens |`,
];

const making = (): string[] => [
  "",
  "## Making one",
  "",
  "```sh",
  "npm run policy -- new-key policy-2026.json --id policy-2026   # once; keep it off line. --sm2 for SM2",
  "npm run policy -- sign policy.json --key policy-2026.json     # checks, then writes policy.json.sig",
  "npm run policy -- check policy.json --keys policy-2026.public.json",
  "npm run policy -- registry policy.json                        # policy.json.reg for Windows",
  "npm run policy -- seal policy-2026.json                       # another passphrase for the same key",
  "```",
  "",
  "A key file lies under a passphrase (scrypt, AES-256-GCM): typed, read from a file (`--passphrase-file`) or from an inherited",
  "descriptor (`CAIBIAN_PASSPHRASE_FD=3`), never from arguments or a variable's value.",
  "",
  "The public list goes into the build (packaging) and to the platform (`CAIBIAN_POLICY_KEYS`). Each issue has a higher",
  "`serial`; a machine never goes back to an older one. Rotation: sign with the old and the new key until every build pins",
  "the new one.",
  "",
  "```json",
  JSON.stringify(
    {
      level: "machine",
      serial: 1,
      issuedAt: "2026-11-20T00:00:00.000Z",
      platformUrl: "https://cms.example.gov.cn",
      anchorsFiles: ["anchors/luan.json"],
      keyFolders: [],
      demo: false,
      extranet: ["59.203.0.0/16"],
      pinnedCa: "extranet-ca.pem",
      idleLockMinutes: 5,
      leaks: { clipboard: "inside", capture: "block" },
      retentionMonths: 12,
    },
    null,
    2,
  ),
  "```",
  "",
  'A unit\'s policy has `"level": "unit"`, `"site"`, `"serial"`, `"issuedAt"` and the keys a unit may set. A person\'s file has keys only.',
];

const faults = (): string[] => [
  "",
  "## When something is wrong",
  "",
  "| Found | At the start of a locked build | While it runs |",
  "|---|---|---|",
  "| no policy | does not start, `E_POLICY_ABSENT` with the place | keeps the last one, says so |",
  "| not readable (rights, disk, encoding, registry) | does not start, `E_POLICY_UNREADABLE` with the reason | keeps the last one, says so |",
  "| broken JSON, unknown key, value out of bounds, contradiction | does not start, `E_POLICY_INVALID` with each key and its fault | keeps the last one, says so |",
  "| unsigned, other key, edited, signed for something else, key past its end | does not start, `E_PROFILE` with the reason | keeps the last one, says so |",
  "| older `serial`, or another content under the same one | does not start, `E_POLICY_OLD` | keeps the last one, says so |",
  "| group, unit or person's policy wrong | starts without it, says so | keeps that level's last one, says so |",
  "| a unit's policy that contradicts the machine's | left out whole, says so | left out whole, says so |",
  "| unit or person's file gone | its level no longer counts | its level no longer counts |",
  "",
  "Contradictions: plain http outside the demo city's own machine; a platform or feed address outside `extranet`; an update",
  "window without time; two drivers of one name; journal and backup in one folder.",
];

export function policyDocument(): string {
  return [
    ...intro(),
    ...making(),
    "",
    "## Keys",
    "",
    "`at once`: within five seconds of the file's change. Addresses of platform and feed are never shown (BD-4).",
    "",
    "| Key | 名称 | 作用 | Values | Tighter | Set by | Default | Takes effect | For |",
    "|---|---|---|---|---|---|---|---|---|",
    ...policyKeyNames.map(line),
    ...faults(),
    "",
  ].join("\n");
}
