/** The campaigns, in the order they run. */
import type { Campaign } from "./campaign";
import { journalDamage } from "./damage/journal-damage";
import { kill } from "./kill/kill";
import { powerCuts } from "./power/power";

export const campaigns: readonly Campaign[] = [kill, ...powerCuts, journalDamage];
