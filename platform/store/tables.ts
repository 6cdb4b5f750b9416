/**
 * The tables as Kysely sees them; those of items are in item-tables.ts. Times are ISO instants in text, so that both
 * engines compare them alike.
 */
import type { Generated, Kysely, Selectable, Transaction } from "kysely";
import type { AccountRow, CertificateRow, DormancyCaseRow, EnrolmentRow } from "./account-tables";
import type { AdminTables } from "./admin-tables";
import type { ItemTables } from "./item-tables";
import type { ServiceTables } from "./service-tables";
import type { UpdateTables } from "./update-tables";

interface SiteRow {
  readonly site: string;
  readonly position: number;
  readonly name: string;
  /** Canonical profile text and the city's detached signature over it. */
  readonly profile_document: string;
  readonly profile_signature: string;
  readonly root: string;
  /** JSON array of DER, base64: roots for other kinds of key. */
  readonly other_roots: Generated<string>;
  readonly profile_key: string;
  readonly receipt_key: string;
  /** Nine characters that open every 信息索取号 of the site. */
  readonly organisation_code: string;
}

interface ColumnRow {
  readonly site: string;
  readonly column_id: string;
  readonly position: number;
  readonly name: string;
  /** JSON array of 稿件类型 */
  readonly item_types: string;
  /** 牵头单位 (RP-9); null: every unit may feed it. */
  readonly owner_unit: string | null;
}

/** 共建授权 by the lead unit: withdrawn or at its end, never written over. */
interface ColumnGrantRow {
  readonly grant_id: string;
  readonly site: string;
  readonly column_id: string;
  readonly unit_id: string;
  readonly since: string;
  readonly until: string;
  readonly reason: string;
  readonly granted_by: string;
  readonly granted_at: string;
  readonly withdrawn_at: string | null;
  readonly withdrawn_by: string | null;
}

/** An account as it is read; what the database fills in itself is there. */
export type StoredAccount = Selectable<AccountRow>;

interface ChallengeRow {
  readonly challenge_id: string;
  readonly nonce: string;
  readonly audience: string;
  readonly device: string;
  readonly expires_at: string;
  readonly used: boolean;
  /** Thumbprint of the proof key, and the address, that asked. */
  readonly jkt: string;
  readonly address: string;
}

interface TicketRow {
  readonly ticket_hash: string;
  readonly account_id: string;
  readonly device: string;
  readonly jkt: string;
  /** Of the certificate that signed in: fingerprint, issuer and serial. */
  readonly certificate: string;
  readonly issuer: string;
  readonly serial: string;
  /** JSON array of DER, base64: that certificate and its issuers, without the root. */
  readonly chain: string;
  readonly expires_at: string;
  readonly code_mac: string;
  readonly code_expires_at: string;
  /** At all codes of this login step, however often one was sent again. */
  readonly attempts: number;
  readonly wrong: number;
  readonly sent_at: string;
  readonly used: boolean;
}

/** An access token. */
interface SessionRow {
  readonly token_hash: string;
  readonly account_id: string;
  readonly device: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly family: string;
}

/** A session through all its renewals. */
interface SessionFamilyRow {
  readonly family: string;
  readonly account_id: string;
  readonly device: string;
  readonly jkt: string;
  readonly certificate: string;
  readonly issuer: string;
  readonly serial: string;
  /** As in the ticket; judged again at each renewal. */
  readonly chain: string;
  readonly opened_at: string;
  readonly ends_at: string;
  /** Why it ended; null while it lives. */
  readonly ended: EndOfSession | null;
}
export type EndOfSession = "signed-out" | "replaced" | "reused" | "account" | "device" | Certified;
/** What may become of the certificate that signed in. */
export type Certified = "certificate" | "revoked" | "untrusted";

interface RefreshTokenRow {
  readonly token_hash: string;
  readonly family: string;
  readonly issued_at: string;
  readonly used_at: string | null;
}

/** One row for each SMS, to count by account and by phone. */
interface SmsSendRow {
  readonly account_id: string;
  readonly phone_hash: string;
  readonly at: string;
  /** The code was given back rightly. */
  readonly answered: boolean;
}

interface DeviceRow {
  readonly account_id: string;
  readonly device: string;
  readonly first_at: string;
  readonly last_at: string;
  /** Remote wipe: leases are refused from then on. */
  readonly refused_at: string | null;
}

interface NonceRow {
  readonly nonce: string;
  readonly account_id: string;
  readonly issued_at: string;
  readonly used_at: string | null;
}

interface OperationRow {
  readonly account_id: string;
  readonly operation_id: string;
  readonly request_digest: string;
  readonly answer: string;
  readonly at: string;
}

interface ChangeRow {
  readonly site: string;
  readonly seq: number;
  readonly item_id: string;
}

/** One for each time the store came back from a backup; the last is in force. */
interface EpochRow {
  readonly position: number;
  readonly epoch: string;
  readonly at: string;
}

interface LexiconPackRow {
  readonly site: string;
  readonly pack_id: string;
  /** `active` or `previous` */
  readonly slot: string;
  readonly name: string;
  readonly version: number;
  /** Digest of the signed manifest: the name of exactly this issue. */
  readonly hash: string;
  readonly bytes: Uint8Array;
  readonly account_id: string;
  readonly uploaded_by: string;
  readonly at: string;
}

interface UnitPolicyRow {
  readonly site: string;
  readonly serial: number;
  readonly hash: string;
  readonly document: string;
  /** Null in the demo city only. */
  readonly signature: string | null;
  readonly account_id: string;
  readonly uploaded_by: string;
  readonly at: string;
}

interface CounterRow {
  readonly name: string;
  readonly value: number;
}

interface RecoveryRow {
  readonly recovery_id: string;
  readonly site: string;
  readonly account_id: string;
  readonly store_id: string;
  readonly kid: string;
  readonly device: string;
  readonly requested_at: string;
  /** waiting, approved, refused, released */
  readonly state: string;
  readonly decided_by: string;
  readonly reason: string;
  readonly decided_at: string | null;
  readonly released_at: string | null;
}

export interface Tables extends ItemTables, ServiceTables, AdminTables, UpdateTables {
  readonly sites: SiteRow;
  readonly columns: ColumnRow;
  readonly column_grants: ColumnGrantRow;
  readonly accounts: AccountRow;
  readonly certificates: CertificateRow;
  readonly challenges: ChallengeRow;
  readonly tickets: TicketRow;
  readonly sessions: SessionRow;
  readonly nonces: NonceRow;
  readonly operations: OperationRow;
  readonly changes: ChangeRow;
  readonly epochs: EpochRow;
  readonly lexicon_packs: LexiconPackRow;
  readonly unit_policies: UnitPolicyRow;
  readonly session_families: SessionFamilyRow;
  readonly refresh_tokens: RefreshTokenRow;
  readonly sms_sends: SmsSendRow;
  readonly devices: DeviceRow;
  readonly dormancy_cases: DormancyCaseRow;
  readonly enrolments: EnrolmentRow;
  readonly recoveries: RecoveryRow;
  readonly counters: CounterRow;
}

/** Reads and single statements. Inside a transaction use its `Work`: the embedded engine has one connection. */
export type Database = Kysely<Tables>;
/** An open transaction. */
export type Work = Transaction<Tables>;

export interface Store {
  readonly db: Database;
  readonly engine: "embedded" | "postgres";
  /** Connections of its pool, where it has one. */
  readonly pool?: () => { readonly total: number; readonly idle: number; readonly waiting: number };
  readonly close: () => Promise<void>;
}
