/** Data that a newer version wrote and this one cannot read, with what came. */
import { AppError } from "../../shared/failure";

export class NewerData extends AppError {
  readonly raw: unknown;

  constructor(raw: unknown) {
    super("E_NEWER");
    this.raw = raw;
  }
}
