/** Tables of administration (migrations/administration.ts). */

interface UnitRow {
  readonly site: string;
  readonly unit_id: string;
  readonly name: string;
  /** The unit it belongs to; null at the top. */
  readonly parent_id: string | null;
  /** 主管单位 or 使用单位 (NC-2). */
  readonly duty: "manages" | "uses";
  /** What its accounts see and act on (RP-1): the unit with all below it, or the whole city. */
  readonly reach: "subtree" | "city";
  readonly state: "open" | "closed";
  /** 账号管理负责人 of the unit. */
  readonly manager: string;
  readonly manager_phone: string;
  readonly changed_at: string;
}

interface AdminTicketRow {
  readonly ticket_hash: string;
  readonly code_mac: string;
  readonly account_id: string;
  /** The desk's session that asked. */
  readonly family: string;
  /** Range of the address that asked. */
  readonly address: string;
  readonly expires_at: string;
  readonly attempts: number;
}

/** One browser with the administrators' pages open. */
interface AdminSessionRow {
  readonly token_hash: string;
  readonly account_id: string;
  /** Ends with it. */
  readonly family: string;
  readonly address: string;
  readonly opened_at: string;
  readonly seen_at: string;
  readonly ends_at: string;
  /** When the person last gave back a fresh SMS code. */
  readonly confirmed_at: string | null;
}

interface FleetRow {
  readonly site: string;
  readonly device: string;
  /** Who was signed in at the last word. */
  readonly account_id: string;
  readonly version: string;
  readonly edition: string;
  readonly locked: boolean;
  readonly policy_hash: string | null;
  readonly policy_serial: number | null;
  readonly unsynced: number;
  readonly oldest: string | null;
  /** Seconds. */
  readonly clock_offset: number | null;
  /** That counted at the last word; null without updates. */
  readonly ring: string | null;
  readonly first_at: string;
  readonly last_at: string;
}

interface OfficerRow {
  readonly officer_id: string;
  readonly site: string;
  readonly unit_id: string;
  readonly duty: string;
  readonly name: string;
  readonly phone: string;
  readonly since: string;
  readonly entered_by: string;
  /** Null while in office. */
  readonly until: string | null;
  readonly ended_by: string | null;
}

/** 上岗条件 as they were entered (RP-7): the last row counts, none is written over. */
interface ClearanceRow {
  readonly clearance_id: string;
  readonly account_id: string;
  readonly vetted_on: string | null;
  readonly trained_on: string | null;
  /** 依据: of which paper it was taken. */
  readonly basis: string;
  readonly entered_by: string;
  readonly entered_at: string;
}

/** 移交单: a day is YYYY-MM-DD; empty and null where it is open still. */
interface HandOverRow {
  readonly handover_id: string;
  readonly site: string;
  readonly account_id: string;
  readonly person_id: string;
  readonly name: string;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly kind: "leave" | "transfer";
  readonly reason: string;
  readonly opened_by: string;
  readonly opened_at: string;
  /** JSON: items that were under way. */
  readonly tasks: string;
  readonly successor: string;
  readonly handed_on: string | null;
  readonly pledged_on: string | null;
  readonly keys_on: string | null;
  readonly keys_what: string;
  readonly equipment: string;
  readonly returned_on: string | null;
  readonly closed_by: string | null;
  readonly closed_at: string | null;
}

/** 报送: of a row of the site's audit chain. Days are YYYY-MM-DD. */
interface ChangeNoticeRow {
  readonly site: string;
  readonly seq: number;
  readonly event: string;
  readonly occurred_at: string;
  /** Empty where it is about a responsible person. */
  readonly account_id: string;
  readonly unit_id: string;
  readonly unit_name: string;
  readonly person: string;
  readonly phone: string;
  /** What changed, in words. */
  readonly matter: string;
  readonly addressee: string;
  readonly form: string;
  readonly due_on: string;
  readonly made_by: string;
  readonly sent_on: string | null;
  readonly sent_how: string;
  readonly sent_by: string | null;
  readonly recorded_at: string | null;
}

/** Up to where the audit was taken over. */
interface ChangeNoticeMarkRow {
  readonly site: string;
  readonly seq: number;
}

export interface AdminTables {
  readonly change_notices: ChangeNoticeRow;
  readonly change_notice_marks: ChangeNoticeMarkRow;
  readonly hand_overs: HandOverRow;
  readonly clearances: ClearanceRow;
  readonly officers: OfficerRow;
  readonly units: UnitRow;
  readonly admin_tickets: AdminTicketRow;
  readonly admin_sessions: AdminSessionRow;
  readonly fleet: FleetRow;
}
