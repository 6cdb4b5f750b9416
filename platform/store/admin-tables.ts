/** Tables of administration (migrations/administration.ts). */

interface UnitRow {
  readonly site: string;
  readonly unit_id: string;
  readonly name: string;
  /** The unit it belongs to; null at the top. */
  readonly parent_id: string | null;
  /** 主管单位 or 使用单位 (NC-2). */
  readonly duty: "manages" | "uses";
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

export interface AdminTables {
  readonly officers: OfficerRow;
  readonly units: UnitRow;
  readonly admin_tickets: AdminTicketRow;
  readonly admin_sessions: AdminSessionRow;
  readonly fleet: FleetRow;
}
