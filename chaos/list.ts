/** The campaigns, in the order they run. */
import type { Campaign } from "./campaign";
import { indexDamage } from "./damage/index-damage";
import { journalDamage } from "./damage/journal-damage";
import { fullJournal } from "./disk/full-journal";
import { fullStores } from "./disk/full-stores";
import { fullWorkstation } from "./disk/full-workstation";
import { kill } from "./kill/kill";
import { platformKills } from "./platform/platform";
import { platformOnPostgres } from "./platform/platform-postgres";
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
  fullWorkstation,
  platformKills,
  platformOnPostgres,
  syncModel,
  syncSchedules,
  syncDay,
  updates,
];
