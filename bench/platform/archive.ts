/**
 * An archive of many items, made by SQL: each with a text of its own of about three kilobytes, its ledger, six steps of
 * history, who took part, a receipt, its operation and its place in the feed. Two hundred items an editor, ten editors a
 * reviewer; two of a hundred are at work, the others are published.
 */

import { site } from "./city";
import type { Cluster } from "./cluster";
import type { Manuscript } from "./manuscripts";

const ITEMS_AN_EDITOR = 200;
const EDITORS_A_REVIEWER = 10;

export interface Staff {
  readonly editors: number;
  readonly reviewers: number;
}

export const staffFor = (items: number): Staff => {
  const editors = Math.ceil(items / ITEMS_AN_EDITOR);
  return { editors, reviewers: Math.ceil(editors / EDITORS_A_REVIEWER) };
};

/** Reviewers have numbers of their own, beside those of the editors. */
export const reviewerNumber = (number: number): number => 500_000 + number;

export interface ArchiveOrder {
  readonly cluster: Cluster;
  readonly database: string;
  readonly items: number;
  readonly sample: Manuscript;
  readonly profileHash: string;
}

/** The statements in order; psql runs them, because the driver has nothing to do with it. */
export function fillArchive({ cluster, database, ...order }: ArchiveOrder): void {
  const script = ["set synchronous_commit = off", ...statements(order)].map((statement) => `${statement};`).join("\n");
  cluster.run(database, script);
  cluster.run(database, "vacuum analyze");
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const HASH = `'sha-256:' || lpad(to_hex(n), 64, '0')`;
const AT = `to_char(timestamp '2020-01-01' + n * interval '2 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"')`;

function statements({ items, sample, profileHash }: Omit<ArchiveOrder, "cluster" | "database">): readonly string[] {
  const { editors, reviewers } = staffFor(items);
  const numbers = `generate_series(1, ${items}) n`;
  const item = `'archive-' || n`;
  const editor = `n % ${editors}`;
  const reviewer = `${reviewerNumber(0)} + (n % ${editors}) / ${EDITORS_A_REVIEWER} % ${reviewers}`;
  // Of the hundred items of an editor, one waits for its second review and one to be published.
  const turn = `(n / ${editors} % 100)`;
  const content = JSON.stringify(sample.content);
  const ledger = JSON.stringify(sample.ledger);
  const { contentHash } = sample.ledger;
  const phase = `case ${turn} when 0 then 'in-review' when 1 then 'in-repository' else 'published' end`;
  // Another text in each, so that nothing is compressed away that would not be in an archive.
  const own = `(select string_agg(md5(n::text || part), '') from generate_series(1, 20) part)`;
  return [
    `insert into items (item_id, site, unit_id, entered_by, title, item_type, column_id, important, revision,
       content_hash, phase, next_step, reviewed, repo_id, updated_at, profile_hash)
     select ${item}, '${site}', 'bench-u' || (${editor}) % 20, '负载测试', '第' || n || '号事项办理时间调整', 'notice',
       'notices', false, 1, ${HASH}, ${phase}, case when ${turn} = 0 then 'review-2' end, true,
       case when ${turn} > 0 then 'repo-' || n end, ${AT}, ${text(profileHash)} from ${numbers}`,
    `insert into item_persons (item_id, person_id, updated_at)
     select ${item}, 'bench-p' || who, ${AT} from ${numbers}
       cross join lateral (values (${editor}), (${reviewer})) as took (who)
       where who < ${reviewerNumber(0)} or ${turn} > 0`,
    `insert into revisions (item_id, revision, content_hash, parent, content, account_id, at)
     select ${item}, 1, ${HASH}, null, replace(${text(content)}, '号事项第1段', ${own}), 'bench-a' || (${editor}), ${AT}
       from ${numbers}`,
    `insert into ledgers (item_id, ledger_hash, content_hash, ledger, at)
     select ${item}, ${HASH}, ${HASH}, replace(${text(ledger)}, ${text(contentHash)}, ${HASH}), ${AT} from ${numbers}`,
    ...steps({ numbers, item, editor, reviewer, turn }),
    `insert into receipts (item_id, seq, receipt, signature)
     select ${item}, 0, ${own}, ${own} || ${own} from ${numbers}`,
    `insert into operations (account_id, operation_id, request_digest, answer, at)
     select 'bench-a' || (${editor}), 'archive-op-' || n, ${HASH}, ${own}, ${AT} from ${numbers}`,
    `insert into changes (site, seq, item_id) select '${site}', n, ${item} from ${numbers}`,
    `insert into counters (name, value) values ('feed ${site}', ${items})`,
  ];
}

interface Names {
  readonly numbers: string;
  readonly item: string;
  readonly editor: string;
  readonly reviewer: string;
  readonly turn: string;
}

function steps({ numbers, item, editor, reviewer, turn }: Names): readonly string[] {
  const entry = (seq: number, who: string, role: string, action: string): string =>
    `(${seq}, json_build_object('seq', ${seq}, 'at', ${AT}, 'actor', json_build_object('accountId', 'bench-a' || (${who}),
      'personId', 'bench-p' || (${who}), 'name', '负载测试', 'roles', json_build_array('${role}')), 'action', ${action}))`;
  const sign = (step: string, role: string): string =>
    `json_build_object('kind', 'sign', 'contentHash', ${HASH}, 'step', '${step}', 'role', '${role}', 'layoutHash', null,
      'ledgerHash', ${HASH}, 'statementHash', ${HASH}, 'gates', json_build_array(), 'checks', json_build_array(),
      'note', '内容属实，社会效应平稳，同意。')`;
  const release = (kind: string): string =>
    `json_build_object('kind', '${kind}', 'contentHash', ${HASH}, 'repoId', 'repo-' || n)`;
  const edit = `json_build_object('kind', 'edit', 'contentHash', ${HASH}, 'parent', null, 'revision', 1,
    'itemType', 'notice', 'important', false)`;
  // The third signature and the release are other people's; who they are does not matter here.
  const other = "999999";
  const rows = [
    entry(0, editor, "编辑员", edit),
    entry(1, editor, "编辑员", sign("review-1", "编辑员")),
    entry(2, reviewer, "审核员", sign("review-2", "审核员")),
    entry(3, other, "相关负责人", sign("review-3", "相关负责人")),
    entry(4, other, "发布员", release("ingest")),
    entry(5, other, "发布员", release("publish")),
  ];
  return [
    `insert into history (item_id, seq, entry) select ${item}, seq, entry::text from ${numbers}
       cross join lateral (values ${rows.join(", ")}) as step (seq, entry)
       where seq <= case ${turn} when 0 then 1 when 1 then 4 else 5 end`,
  ];
}
