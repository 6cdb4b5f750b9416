/** Whether the browser promises to keep the index when the disk runs short. It is asked once for each window. */
import { type After, browserAfter } from "../after";
import { within } from "./deadline";

export type Persistence = "granted" | "refused" | "unknown";

export interface StoragePort {
  readonly persisted: () => Promise<boolean>;
  readonly persist: () => Promise<boolean>;
}

/** Refused is no trouble: the journal lies outside the browser, and the index is rebuilt from it. */
export async function askPersistence(storage: StoragePort | null, after: After = browserAfter): Promise<Persistence> {
  if (storage === null) return "unknown";
  try {
    return (await within(asked(storage), PATIENCE_MS, after)) ? "granted" : "refused";
  } catch {
    // A browser that does not answer has promised nothing.
    return "unknown";
  }
}

/** The person waits for the drafts meanwhile; some browsers put the question to them. */
const PATIENCE_MS = 2_000;

const asked = async (storage: StoragePort): Promise<boolean> => (await storage.persisted()) || storage.persist();
