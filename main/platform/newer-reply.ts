/** A reply of the platform in a form that this version does not know: neither dropped nor taken for a fault. */
import { AppError } from "../../shared/failure";

export class NewerReply extends AppError {
  /** As it came. It may hold manuscript text: it goes into a sealed record, never into a log. */
  readonly raw: unknown;

  constructor(raw: unknown) {
    super("E_NEWER");
    this.raw = raw;
  }
}
