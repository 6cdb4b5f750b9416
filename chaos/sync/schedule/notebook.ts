/** What people were told, kept outside of everything that can fail. */
import type { Digest } from "../../../shared/schema";
import type { DeskNumber } from "./step";

export interface Submission {
  readonly desk: DeskNumber;
  readonly itemId: string;
  readonly hash: Digest;
}

export class Notebook {
  readonly #tried: Submission[] = [];
  readonly #told = new Set<Submission>();
  /** Item of each slot of the schedule. */
  readonly items = new Map<number, string>();

  readonly trying = (submission: Submission): void => {
    this.#tried.push(submission);
  };

  /** The person was told that it is queued. */
  readonly told = (submission: Submission): void => {
    this.#told.add(submission);
  };

  get tried(): readonly Submission[] {
    return this.#tried;
  }

  readonly wasTold = (submission: Submission): boolean => this.#told.has(submission);

  get count(): number {
    return this.#told.size;
  }
}
