/** Screen lock, sleep and end of session, as Electron tells of them (L1). */
import type { Desk } from "../desk";
import type { Power } from "./ports";

export function lockWithSystem(power: Power, { lock }: Pick<Desk, "lock">): void {
  power.on("lock-screen", () => void lock("screen"));
  power.on("user-did-resign-active", () => void lock("screen"));
  power.on("suspend", () => void lock("sleep"));
  // Woken without having been told of the sleep.
  power.on("resume", () => void lock("sleep"));
}
