/** The schema versions in order. Append only. */
import type { Migration } from "kysely/migration";
import { administration } from "./administration";
import { answeredSends } from "./answered-sends";
import { auditChains } from "./audit-chains";
import { changeNotices } from "./change-notices";
import { columnOwners } from "./column-owners";
import { deskLogs } from "./desk-logs";
import { enrolments } from "./enrolments";
import { epochs } from "./epochs";
import { handOvers } from "./hand-overs";
import { indexNumbers } from "./index-numbers";
import { initial } from "./initial";
import { itemPages } from "./item-pages";
import { lexiconPacks } from "./lexicon-packs";
import { listedItems } from "./listed-items";
import { officers } from "./officers";
import { otherRoots } from "./other-roots";
import { recoveries } from "./recoveries";
import { removals } from "./removals";
import { revocationFiles } from "./revocation-files";
import { sessionChains } from "./session-chains";
import { sharedMemory } from "./shared-memory";
import { signIn } from "./sign-in";
import { staffRecords } from "./staff";
import { unitPolicies } from "./unit-policies";
import { unitReach } from "./unit-reach";
import { updateSettings } from "./update-settings";
import { uploads } from "./uploads";
import { wrongCodes } from "./wrong-codes";

export const migrations: Readonly<Record<string, Migration>> = {
  "001-initial": initial,
  "002-index-numbers": indexNumbers,
  "003-wrong-codes": wrongCodes,
  "004-lexicon-packs": lexiconPacks,
  "005-sign-in": signIn,
  "007-revocation-files": revocationFiles,
  "008-other-roots": otherRoots,
  "009-recoveries": recoveries,
  "013-uploads": uploads,
  "020-removals": removals,
  "021-epochs": epochs,
  "030-shared-memory": sharedMemory,
  "040-answered-sends": answeredSends,
  "041-session-chains": sessionChains,
  "042-enrolments": enrolments,
  "031-audit-chains": auditChains,
  "032-desk-logs": deskLogs,
  "050-item-pages": itemPages,
  "060-administration": administration,
  "061-unit-policies": unitPolicies,
  "061-officers": officers,
  "062-staff": staffRecords,
  "070-update-settings": updateSettings,
  "071-unit-reach": unitReach,
  "072-column-owners": columnOwners,
  "073-hand-overs": handOvers,
  "074-change-notices": changeNotices,
  "080-listed-items": listedItems,
};
