/** The campaigns, in the order they run. */
import type { Campaign } from "./campaign";
import { kill } from "./kill/kill";

export const campaigns: readonly Campaign[] = [kill];
