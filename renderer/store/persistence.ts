/** Whether the browser promises to keep the index when the disk runs short. It is asked once for each window. */

export type Persistence = "granted" | "refused" | "unknown";

export interface StoragePort {
  readonly persisted: () => Promise<boolean>;
  readonly persist: () => Promise<boolean>;
}

/** Refused is no trouble: the journal lies outside the browser, and the index is rebuilt from it. */
export async function askPersistence(storage: StoragePort | null): Promise<Persistence> {
  if (storage === null) return "unknown";
  try {
    return (await storage.persisted()) || (await storage.persist()) ? "granted" : "refused";
  } catch {
    // A browser that does not answer has promised nothing.
    return "unknown";
  }
}
