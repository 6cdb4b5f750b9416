/** By what the fleet is judged: the time, and the least version that may sign in. */
import type { FleetRules } from "../fleet/listing";
import type { Services } from "../services";

export async function fleetRules({ clock }: Services): Promise<FleetRules> {
  return { now: clock(), minimum: null };
}
