/**
 * An archive of many items, made by SQL: each with a text of its own of about three kilobytes, its ledger, six steps of
 * history, who took part, a receipt, its operation and its place in the feed. Two hundred items an editor, ten editors a
 * reviewer; two of a hundred are at work, the others are published.
 *
 * A million of them are twelve gigabytes, so they are made as a restore makes them: the heap first, without its indexes, two
 * tables at a time; then the indexes as the migrations define them; then vacuum and statistics, which autovacuum would
 * bring to a real archive.
 */

import { sql } from "kysely";
import { openPostgres } from "../../platform/store/postgres";
import type { Database, Work } from "../../platform/store/tables";
import { site } from "./city";
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
  readonly url: string;
  readonly items: number;
  readonly sample: Manuscript;
  readonly profileHash: string;
}

/** So many tables at a time: more would only wait for each other's disk. */
const LANES = 2;

export async function fillArchive({ url, ...order }: ArchiveOrder): Promise<void> {
  const store = openPostgres(url, undefined, LANES);
  const waiting = Object.entries(rowsOf(order));
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await fillTable(store.db, ...next);
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
    await sql`insert into counters (name, value) values (${`feed ${site}`}, ${order.items})`.execute(store.db);
    await sql`analyze`.execute(store.db);
  } finally {
    await store.close();
  }
}

async function fillTable(db: Database, table: string, rows: string): Promise<void> {
  await db.transaction().execute(async (work) => {
    await sql`set local maintenance_work_mem = '256MB'`.execute(work);
    // Packing texts by PostgreSQL's own way is half of all the work, and nothing that is measured unpacks many.
    await sql`set local default_toast_compression = 'lz4'`.execute(work);
    // A table that is emptied in this transaction needs no log (wal_level = minimal).
    await sql`truncate ${sql.table(table)}`.execute(work);
    const indexes = await indexesOf(work, table);
    for (const { drop } of indexes) await sql.raw(drop).execute(work);
    await sql`insert into ${sql.table(table)} ${sql.raw(rows)}`.execute(work);
    for (const { build } of indexes) await sql.raw(build).execute(work);
  });
  await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
}

interface Index {
  readonly drop: string;
  readonly build: string;
}

/** Keys and other indexes of a table, in the words of the database. */
async function indexesOf(work: Work, table: string): Promise<readonly Index[]> {
  const { rows } = await sql<Index>`
    select case when c.oid is null then format('drop index %s', i.indexrelid::regclass)
        else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end as drop,
      case when c.oid is null then pg_get_indexdef(i.indexrelid)
        else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
        end as build
    from pg_index i left join pg_constraint c on c.conindid = i.indexrelid
    where i.indrelid = ${table}::regclass`.execute(work);
  return rows;
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** What several columns of a row are made of, computed once for each. */
interface Names {
  readonly from: string;
  readonly editor: string;
  readonly reviewer: string;
  readonly turn: string;
}

function namesFor(items: number): Names {
  const { editors, reviewers } = staffFor(items);
  return {
    // `offset 0` keeps the planner from computing them again wherever they are named.
    from: `from generate_series(1, ${items}) n cross join lateral (select 'archive-' || n as item,
      'sha-256:' || encode(sha256(n::text::bytea), 'hex') as hash,
      to_char(timestamp '2020-01-01' + n * interval '2 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"') as at offset 0) as own`,
    editor: `n % ${editors}`,
    reviewer: `${reviewerNumber(0)} + (n % ${editors}) / ${EDITORS_A_REVIEWER} % ${reviewers}`,
    // Of the hundred items of an editor, one waits for its second review and one to be published.
    turn: `(n / ${editors} % 100)`,
  };
}

/** Letters that nothing compresses away, of this length in steps of 128: another text in each item. */
const letters = (length: number): string =>
  Array.from({ length: length / 128 }, (_, part) => `encode(sha512(('${part} ' || n)::bytea), 'hex')`).join(" || ");

/** What each table is filled with; the longest work first, so that both lanes end together. */
function rowsOf({ items, sample, profileHash }: Omit<ArchiveOrder, "url">): Readonly<Record<string, string>> {
  const names = namesFor(items);
  const { from, editor, reviewer, turn } = names;
  const content = JSON.stringify(sample.content);
  const ledger = JSON.stringify(sample.ledger);
  const { contentHash } = sample.ledger;
  const phase = `case ${turn} when 0 then 'in-review' when 1 then 'in-repository' else 'published' end`;
  const title = "'第' || n || '号事项办理时间调整'";
  return {
    history: stepsOf(names),
    ledgers: `(item_id, ledger_hash, content_hash, ledger, at)
      select item, hash, hash, ${withColumns(ledger.replaceAll(contentHash, "«hash»"), { hash: "hash" })}, at ${from}`,
    revisions: `(item_id, revision, content_hash, parent, content, account_id, at)
      select item, 1, hash, null, ${withColumns(content.replaceAll("号事项第1段", "«own»"), { own: letters(640) })},
        'bench-a' || (${editor}), at ${from}`,
    receipts: `(item_id, seq, receipt, signature)
      select item, 0, ${letters(640)}, ${letters(1_280)} ${from}`,
    operations: `(account_id, operation_id, request_digest, answer, at)
      select 'bench-a' || (${editor}), 'archive-op-' || n, hash, ${letters(640)}, at ${from}`,
    items: `(item_id, site, unit_id, entered_by, title, item_type, column_id, important, revision, content_hash, phase,
        next_step, reviewed, repo_id, updated_at, profile_hash)
      select item, '${site}', 'bench-u' || (${editor}) % 20, '负载测试', ${title}, 'notice', 'notices',
        false, 1, hash, ${phase}, case when ${turn} = 0 then 'review-2' end, true,
        case when ${turn} > 0 then 'repo-' || n end, at, ${text(profileHash)} ${from}`,
    item_persons: `(item_id, person_id, updated_at, site, phase, title)
      select item, 'bench-p' || who, at, '${site}', ${phase}, ${title} ${from}
        cross join lateral (values (${editor}), (${reviewer})) as took (who)
        where who < ${reviewerNumber(0)} or ${turn} > 0`,
    changes: `(site, seq, item_id) select '${site}', n, 'archive-' || n from generate_series(1, ${items}) n`,
  };
}

/** The entries of an item: edited, signed three times, ingested, published, as far as it has come. */
function stepsOf({ from, editor, reviewer, turn }: Names): string {
  const hash = "«hash»";
  const sign = (step: string, role: string) => ({
    ...{ kind: "sign", contentHash: hash, step, role, layoutHash: null, ledgerHash: hash, statementHash: hash },
    ...{ gates: [], checks: [], note: "内容属实，社会效应平稳，同意。" },
  });
  const release = (kind: string) => ({ kind, contentHash: hash, repoId: "repo-«n»" });
  const edit = { kind: "edit", contentHash: hash, parent: null, revision: 1, itemType: "notice", important: false };
  // The third signature and the release are other people's; who they are does not matter here.
  const other = "999999";
  const rows = [
    { who: editor, role: "编辑员", action: edit },
    { who: editor, role: "编辑员", action: sign("review-1", "编辑员") },
    { who: reviewer, role: "审核员", action: sign("review-2", "审核员") },
    { who: other, role: "相关负责人", action: sign("review-3", "相关负责人") },
    { who: other, role: "发布员", action: release("ingest") },
    { who: other, role: "发布员", action: release("publish") },
  ].map(({ who, role, action }, seq) => {
    const actor = { accountId: "bench-a«who»", personId: "bench-p«who»", name: "负载测试", roles: [role] };
    const entry = { seq, at: "«at»", actor, action };
    return `(${seq}, ${withColumns(JSON.stringify(entry), { at: "at", hash: "hash", n: "n", who })})`;
  });
  return `(item_id, seq, entry) select item, seq, entry ${from} cross join lateral (values ${rows.join(", ")}) as step (seq, entry)
    where seq <= case ${turn} when 0 then 1 when 1 then 4 else 5 end`;
}

/** Text with columns in it. Putting it together costs the database less than building JSON or replacing words. */
function withColumns(template: string, columns: Readonly<Record<string, string>>): string {
  const parts = template.split(/«(\w+)»/);
  return `concat(${parts.map((part, at) => (at % 2 === 0 ? text(part) : columns[part])).join(", ")})`;
}
