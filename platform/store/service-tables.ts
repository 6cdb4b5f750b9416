/** Tables of the platform as a service: what its processes remember together, and how they are set up. */

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

export interface ServiceTables {
  readonly memory_generation: MemoryGenerationRow;
  readonly proofs_seen: ProofSeenRow;
  readonly door_failures: DoorFailuresRow;
  readonly settings: SettingRow;
}
