/**
 * Idle lock 闲置锁定 (L1, AU-4): nobody has touched the window for so long, and the workstation locks itself. The window goes
 * first, main sees to it. The city says how long, a machine's policy may only be stricter, and ten minutes is the most.
 */
export const MOST_IDLE_MINUTES = 10;

export interface IdleRules {
  /** The city's, from its signed profile; null while none is known. */
  readonly city: number | null;
  /** The machine's, from its policy. */
  readonly machine: number | null;
}

export function idleMinutes({ city, machine }: IdleRules): number {
  return Math.min(MOST_IDLE_MINUTES, city ?? MOST_IDLE_MINUTES, machine ?? MOST_IDLE_MINUTES);
}

export const idleLockMs = (rules: IdleRules): number => idleMinutes(rules) * 60_000;
