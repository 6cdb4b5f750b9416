/** Tells main what a restart would interrupt (L8): text being written, decisions waiting for a PIN, what is not sent. */
import { useEffect } from "react";
import type { WindowWork } from "../../../shared/ipc/update";
import { isFinished } from "../../../shared/sync/plan";
import type { Ask } from "../../services";
import type { SigningTray } from "../../signing-tray";
import type { Workstation } from "../../workstation";

/** Who has not touched a draft for so long is not writing. */
export const COMPOSING_MS = 60_000;

export interface ReportParts {
  readonly ask: Ask;
  readonly drafts: Pick<Workstation["drafts"], "subscribe">;
  readonly queue: Pick<Workstation["queue"], "get" | "subscribe">;
  readonly tray: Pick<SigningTray, "state">;
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

/** Begins reporting; the answer ends it. */
export function reportWork({ ask, drafts, queue, tray, after }: ReportParts): () => void {
  let composing = false;
  let told = "";
  let stopTimer: () => void = () => undefined;
  const tell = (): void => {
    const unsynced = queue.get().values.filter((value) => !isFinished(value)).length;
    const work: WindowWork = { composing, signing: tray.state.get().entries.length > 0, unsynced };
    const text = JSON.stringify(work);
    if (text === told) return;
    told = text;
    // Without an answer main goes on with what it was told last, which forbids no less.
    ask("desk:update.work", work).catch(() => undefined);
  };
  const typed = (): void => {
    composing = true;
    stopTimer();
    stopTimer = after(COMPOSING_MS, () => {
      composing = false;
      tell();
    });
    tell();
  };
  const stops = [drafts.subscribe(typed), queue.subscribe(tell), tray.state.subscribe(tell)];
  tell();
  return () => {
    stopTimer();
    for (const stop of stops) stop();
  };
}

export function useWorkReport(ask: Ask, station: Workstation, tray: SigningTray): void {
  useEffect(() => {
    const after = (milliseconds: number, run: () => void) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    };
    return reportWork({ ask, drafts: station.drafts, queue: station.queue, tray, after });
  }, [ask, station, tray]);
}
