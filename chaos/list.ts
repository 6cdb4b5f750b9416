/** The campaigns, in the order they run. */
import type { Campaign } from "./campaign";
import { indexDamage } from "./damage/index-damage";
import { journalDamage } from "./damage/journal-damage";
import { fullJournal } from "./disk/full-journal";
import { fullStores } from "./disk/full-stores";
import { kill } from "./kill/kill";
import { platformKills } from "./platform/platform";
import { powerCuts } from "./power/power";
import { syncDay } from "./sync/campaigns/day";
import { syncModel } from "./sync/campaigns/model";
import { syncSchedules } from "./sync/campaigns/schedules";

import { updates } from "./updates/updates";

export const campaigns: readonly Campaign[] = [
  kill,
  ...powerCuts,
  journalDamage,
  indexDamage,
  fullJournal,
  fullStores,
  platformKills,
  syncModel,
  syncSchedules,
  syncDay,
  updates,
];
