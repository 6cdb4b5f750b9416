/** The campaigns, in the order they run. */
import type { Campaign } from "./campaign";
import { kill } from "./kill/kill";
import { power } from "./power/power";

export const campaigns: readonly Campaign[] = [kill, power];
