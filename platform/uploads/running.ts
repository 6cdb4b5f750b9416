/**
 * Requests that are still writing to an upload in this process. Whoever asks anew has given the old connection up, so
 * it is ended first: else the old request would go on writing under the new one's feet.
 */
export class RunningUploads {
  readonly #running = new Map<string, { readonly stop: () => void; readonly done: Promise<unknown> }>();

  /** Resolves when nothing of this process writes to the upload any more. */
  readonly settle = async (uploadId: string): Promise<void> => {
    const running = this.#running.get(uploadId);
    if (running === undefined) return;
    running.stop();
    await running.done;
  };

  readonly run = async <T>(uploadId: string, stop: () => void, work: () => Promise<T>): Promise<T> => {
    const result = work();
    const entry = { stop, done: result.catch(() => undefined) };
    this.#running.set(uploadId, entry);
    try {
      return await result;
    } finally {
      if (this.#running.get(uploadId) === entry) this.#running.delete(uploadId);
    }
  };
}
