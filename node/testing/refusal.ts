/** What a refused call said. */
import { AppError, type FailureCode } from "../../shared/failure";

export interface Refusal {
  readonly code: FailureCode;
  readonly detail: string;
}

/** The AppError that `run` throws; null when it is accepted. Any other error is a bug and goes on. */
export function refusalOf(run: () => unknown): Refusal | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, detail: error.detail };
    throw error;
  }
}
