/** The campaigns, in the order they run. */
import type { Campaign } from "./campaign";

export const campaigns: readonly Campaign[] = [];
