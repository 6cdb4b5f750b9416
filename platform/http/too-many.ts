/** E_LIMIT that knows when to come back: the answer carries it as Retry-After (RFC 9110 §10.2.3). */
import { AppError } from "../../shared/failure";

export class TooMany extends AppError {
  readonly retryAfterS: number;

  constructor(waitMs: number, detail = "") {
    super("E_LIMIT", detail);
    this.retryAfterS = Math.max(1, Math.ceil(waitMs / 1_000));
  }
}
