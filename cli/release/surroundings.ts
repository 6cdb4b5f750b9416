import type { Asking } from "../passphrase";
import type { PublishStep } from "./publish-step";

/** What the command touches besides files. */
export interface Surroundings extends Asking {
  readonly print: (text: string) => void;
  readonly clock: () => Date;
  /** Told after each step of writing the feed. */
  readonly step?: (step: PublishStep) => void;
}
