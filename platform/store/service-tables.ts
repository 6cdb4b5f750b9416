/** Tables of the platform as a service: what its processes remember together, how they are set up, and the audit. */
import type { Generated } from "kysely";
import type { AuditRow } from "../../shared/audit/chain";

/** Without write-ahead log (memory/database-memory.ts). */
interface MemoryGenerationRow {
  readonly one: boolean;
  readonly generation: string;
}

interface ProofSeenRow {
  readonly name: string;
  readonly until: string;
}

interface DoorFailuresRow {
  readonly address: string;
  readonly since: string;
  readonly count: number;
}

interface SettingRow {
  readonly name: string;
  readonly value: string;
}

/** Rows wait here until their transaction commits (migrations/audit-chains.ts). */
interface AuditWaitingRow {
  readonly id: Generated<string>;
  readonly chain: string;
  readonly at: string;
  readonly event: string;
  readonly account_id: string;
  readonly item_id: string;
  readonly detail: string;
}

/** Where each chain stands. */
interface AuditChainRow {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
}

interface AuditCheckpointRow {
  readonly chain: string;
  readonly number: number;
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly document: string;
  readonly signature: string;
}

/** One line of a workstation's own log (shared/audit/desk-log.ts). */
interface DeskLineRow {
  readonly site: string;
  readonly device: string;
  readonly log: string;
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  /** What the line is about; empty when it names nothing. */
  readonly about: string;
  readonly line: string;
  readonly hash: string;
  readonly account_id: string;
  readonly received_at: string;
}

interface DeskCheckpointRow {
  readonly site: string;
  readonly device: string;
  readonly log: string;
  readonly seq: number;
  readonly document: string;
  readonly signature: string;
  readonly at: string;
}

export interface ServiceTables {
  readonly desk_lines: DeskLineRow;
  readonly desk_checkpoints: DeskCheckpointRow;
  readonly audit: AuditRow;
  readonly audit_waiting: AuditWaitingRow;
  readonly audit_chains: AuditChainRow;
  readonly audit_checkpoints: AuditCheckpointRow;
  readonly memory_generation: MemoryGenerationRow;
  readonly proofs_seen: ProofSeenRow;
  readonly door_failures: DoorFailuresRow;
  readonly settings: SettingRow;
}
