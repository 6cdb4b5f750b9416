/** What a screen asks before it offers a command: can it be used now, and if not, why (D6). */
import { useSyncExternalStore } from "react";
import { type Availability, availabilityOf, type Surroundings } from "../../shared/offline/availability";
import type { CommandId } from "../../shared/offline/commands";
import { useServices } from "../services";
import { useSignal } from "../ui/use-signal";
import { useWindow } from "../window-context";

export function useSurroundings(): Surroundings {
  const { session, station, keyInUse } = useWindow();
  const { sync } = useServices();
  const { state } = useSignal(session);
  const { reachable } = useSyncExternalStore(sync.subscribe, sync.state);
  const { level } = useSignal(station.disk.state);
  return { signedIn: state === "online", reachable, key: keyInUse !== null, diskFull: level === "read-only" };
}

export function useCommand(command: CommandId): Availability {
  return availabilityOf(command, useSurroundings());
}
