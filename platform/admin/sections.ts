/** The administrators' pages in the order in which they stand on the left. */
import { accountsSection } from "./pages/accounts";
import { auditSection } from "./pages/audit";
import { columnsSection } from "./pages/columns";
import { enrolmentsSection } from "./pages/enrolments";
import { grantsSection } from "./pages/grants";
import { handOversSection } from "./pages/hand-overs";
import { noticesSection } from "./pages/notices";
import { overviewSection } from "./pages/overview";
import { packsSection } from "./pages/packs";
import { policySection } from "./pages/policy";
import { profileSection } from "./pages/profile";
import { recoveriesSection } from "./pages/recoveries";
import { retentionSection } from "./pages/retention";
import { terminalsSection } from "./pages/terminals";
import { unitsSection } from "./pages/units";
import { updatesSection } from "./pages/updates";
import type { Section } from "./section";

export const sections: readonly Section[] = [
  overviewSection,
  unitsSection,
  columnsSection,
  accountsSection,
  enrolmentsSection,
  handOversSection,
  noticesSection,
  recoveriesSection,
  grantsSection,
  terminalsSection,
  profileSection,
  packsSection,
  policySection,
  updatesSection,
  auditSection,
  retentionSection,
];
