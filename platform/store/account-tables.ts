/** Tables of accounts: who they are, by which certificate, how they came about and whether they are still used. */
import type { Generated } from "kysely";
import type { StaffKind } from "../../shared/model/staff";

export interface AccountRow {
  readonly account_id: string;
  readonly person_id: string;
  readonly site: string;
  readonly name: string;
  readonly unit_id: string;
  readonly unit_name: string;
  /** JSON array of role names */
  readonly roles: string;
  readonly phone: string;
  readonly state: Generated<"active" | "disabled" | "reclaimed">;
  /** When the account was made; migration time for accounts older than that column. */
  readonly enrolled_at: Generated<string>;
  readonly last_login_at: Generated<string | null>;
  /** Contract's end of people who are not 在编 (NC-33); null for everybody else. */
  readonly ends_at: Generated<string | null>;
  readonly staff: Generated<StaffKind>;
  /** JSON of shared/model/staff.ts; null for 在编, and for accounts older than the record. */
  readonly contract: Generated<string | null>;
  /** Days of 保密审查 and of the last training (RP-7); null while not on record. */
  readonly vetted_on: Generated<string | null>;
  readonly trained_on: Generated<string | null>;
  /** From then on both are demanded: later than the start only for accounts older than the rule. */
  readonly gate_from: Generated<string>;
}

export interface CertificateRow {
  readonly issuer: string;
  readonly serial: string;
  readonly account_id: string;
}

/** 查明原因: one for each time an account fell dormant (NC-34). */
export interface DormancyCaseRow {
  readonly case_id: string;
  readonly account_id: string;
  /** Last sign-in, or enrolment, from which the months were counted. */
  readonly since: string;
  readonly opened_at: string;
  readonly cause: string | null;
  readonly decision: "keep" | "disable" | "reclaim" | null;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
}

/** A request to open or change an account (AC-1). */
export interface EnrolmentRow {
  readonly enrolment_id: string;
  readonly site: string;
  /** Null until the account is opened. */
  readonly account_id: string | null;
  /** JSON of shared/http/enrolment.ts. */
  readonly form: string;
  readonly state: "requested" | "approved" | "refused" | "done";
  readonly requested_by: string;
  readonly requested_person: string;
  readonly requested_at: string;
  readonly decided_by: string | null;
  readonly decided_person: string | null;
  readonly decided_at: string | null;
  readonly decision_reason: string | null;
  readonly executed_by: string | null;
  readonly executed_at: string | null;
}
