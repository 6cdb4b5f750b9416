/** Tables of items: their content and history, files, the repository and what is published. */
interface ItemRow {
  readonly item_id: string;
  readonly site: string;
  readonly unit_id: string;
  /** 录入人: the person of the session that created the item (XY-7). */
  readonly entered_by: string;
  readonly title: string;
  readonly item_type: string;
  readonly column_id: string;
  readonly important: boolean;
  readonly revision: number;
  readonly content_hash: string;
  readonly phase: string;
  readonly next_step: string | null;
  /** True once a review signature stands, so that the text may leave its unit (PB-1). */
  readonly reviewed: boolean;
  readonly repo_id: string | null;
  readonly updated_at: string;
  /** The profile that phase and next step were judged by. */
  readonly profile_hash: string;
}

interface ItemPersonRow {
  readonly item_id: string;
  readonly person_id: string;
  /** These are the item's own, so that lists and searches need not look at the items (migrations/listed-items.ts). */
  readonly site: string;
  readonly phase: string;
  readonly title: string;
  readonly updated_at: string;
}

interface RevisionRow {
  readonly item_id: string;
  readonly revision: number;
  readonly content_hash: string;
  readonly parent: string | null;
  readonly content: string;
  readonly account_id: string;
  readonly at: string;
}

interface LedgerRow {
  readonly item_id: string;
  readonly ledger_hash: string;
  readonly content_hash: string;
  readonly ledger: string;
  readonly at: string;
}

interface HistoryRow {
  readonly item_id: string;
  readonly seq: number;
  readonly entry: string;
}

interface StatementRow {
  readonly statement_hash: string;
  readonly item_id: string;
  readonly seq: number;
  readonly statement: string;
  readonly signature: string;
  readonly ledger_hash: string;
  readonly at: string;
}

interface ReceiptRow {
  readonly item_id: string;
  readonly seq: number;
  readonly receipt: string;
  readonly signature: string;
}

/** What an authority said of certificates when a signature arrived. */
interface RevocationFileRow {
  readonly hash: string;
  readonly kind: "crl" | "ocsp";
  readonly bytes: Uint8Array;
  readonly at: string;
}

interface FileRow {
  readonly hash: string;
  readonly mime: string;
  readonly size: number;
  /** Only in rows from before there was a blob store, until they are moved there. */
  readonly bytes: Uint8Array | null;
  readonly at: string;
}

/** An upload under way (platform/uploads). `received` counts what is durable, and nothing else. */
interface UploadRow {
  readonly upload_id: string;
  readonly site: string;
  readonly account_id: string;
  readonly length: number;
  readonly received: number;
  /** `ended`: its bytes are in a file or given up; what is left of it is being removed. */
  readonly state: "open" | "ended";
  readonly created_at: string;
  readonly expires_at: string;
}

interface UploadPartRow {
  readonly upload_id: string;
  readonly at: number;
  readonly size: number;
  /** Its name in the blob store. */
  readonly name: string;
}

interface FileUseRow {
  readonly hash: string;
  readonly item_id: string;
  readonly account_id: string;
}

interface RepoRow {
  readonly repo_id: string;
  readonly site: string;
  readonly item_id: string;
  readonly content_hash: string;
  readonly index_number: string;
  readonly account_id: string;
  readonly at: string;
}

/** 信息发布登记 (TN-21) with the responsibility stamp (XY-7). */
interface PublicationRow {
  readonly repo_id: string;
  readonly site: string;
  readonly item_id: string;
  readonly content_hash: string;
  readonly title: string;
  readonly column_id: string;
  readonly unit_name: string;
  readonly writer: string;
  readonly entered_by: string;
  readonly reviewers: string;
  readonly signed_off_by: string;
  readonly published_by: string;
  readonly at: string;
}

/** 撤下登记 (TN-26, PB-6): one row for each repository number that is not shown any more. */
interface RemovalRow {
  readonly repo_id: string;
  readonly site: string;
  readonly item_id: string;
  readonly content_hash: string;
  /** Null for what was in the repository and never published. */
  readonly published_at: string | null;
  readonly removed_at: string;
  readonly kind: "takedown" | "correction";
  /** Reason code of the order; empty for a correction. */
  readonly category: string;
  readonly statement_hash: string | null;
  readonly account_id: string;
  /** The corrected version's number (TN-20). */
  readonly replaced_by: string | null;
}

interface IndexNumberRow {
  readonly number: string;
  readonly site: string;
  readonly year: number;
  readonly item_id: string;
  readonly account_id: string;
  readonly at: string;
}

export interface ItemTables {
  readonly items: ItemRow;
  readonly item_persons: ItemPersonRow;
  readonly revisions: RevisionRow;
  readonly ledgers: LedgerRow;
  readonly history: HistoryRow;
  readonly statements: StatementRow;
  readonly receipts: ReceiptRow;
  readonly revocation_files: RevocationFileRow;
  readonly files: FileRow;
  readonly file_uses: FileUseRow;
  readonly uploads: UploadRow;
  readonly upload_parts: UploadPartRow;
  readonly repo: RepoRow;
  readonly publications: PublicationRow;
  readonly removals: RemovalRow;
  readonly index_numbers: IndexNumberRow;
}
