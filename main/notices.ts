/** Notices from main to the window: whoever listens gets the undo back. */
import type { Notice, Payload } from "../shared/ipc/contract";

export type NoticeListener = <N extends Notice>(name: N, payload: Payload<N>) => void;

export class Notices {
  readonly #listeners = new Set<NoticeListener>();

  readonly listen = (listener: NoticeListener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly send = <N extends Notice>(name: N, payload: Payload<N>): void => {
    for (const listener of this.#listeners) listener(name, payload);
  };
}
