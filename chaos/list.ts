/** The campaigns, in the order they run. */
import type { Campaign } from "./campaign";
import { kill } from "./kill/kill";
import { powerCuts } from "./power/power";

export const campaigns: readonly Campaign[] = [kill, ...powerCuts];
