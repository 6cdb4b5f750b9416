/**
 * One question to the system's keychain at a time. Each one holds a thread of Node's small pool until the keychain
 * answers: a few that hang, as before a prompt nobody sees, would stop every file and every key of this program.
 */
import { AppError } from "../../shared/failure";
import { within } from "./keychain-deadline";

export class KeychainLine {
  #last: Promise<unknown> = Promise.resolve();

  /** A question whose turn does not come within its deadline is never asked. @throws AppError E_KEYCHAIN */
  readonly ask = <T>(question: () => Promise<T>, deadlineMs?: number): Promise<T> => {
    let late = false;
    const mine = this.#last.then(() => {
      if (late) throw new AppError("E_KEYCHAIN", "系统钥匙串没有应答");
      return question();
    });
    this.#last = mine.catch(() => undefined);
    return within(mine, deadlineMs).finally(() => {
      late = true;
    });
  };
}
