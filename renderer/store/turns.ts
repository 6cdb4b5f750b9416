/** Work on one item goes one after the other: each step reads what the one before it has written. */
export interface Turns {
  readonly take: <T>(itemId: string, work: () => Promise<T>) => Promise<T>;
  /** Resolves when all that was begun so far has ended. */
  readonly settled: () => Promise<void>;
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take: (itemId, work) => {
      const mine = (last.get(itemId) ?? Promise.resolve()).then(work);
      const ended = mine
        .catch(() => undefined)
        .then(() => {
          if (last.get(itemId) === ended) last.delete(itemId);
        });
      last.set(itemId, ended);
      return mine;
    },
    settled: async () => {
      await Promise.all(last.values());
    },
  };
}
