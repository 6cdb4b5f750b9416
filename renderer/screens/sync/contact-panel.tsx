/** When this machine last spoke with the platform, and how their clocks stand. */
import { useSyncExternalStore } from "react";
import { CommandButton } from "../../commands/command-button";
import { useServices } from "../../services";
import { syncSummary } from "../../sync/summary";
import { syncText } from "../../text/sync";
import { zh } from "../../text/zh";
import { fullTime, shortTime } from "../../ui/time";
import { useSignal } from "../../ui/use-signal";
import { useWindow } from "../../window-context";

export function ContactPanel({ now }: { readonly now: Date }) {
  const { sync } = useServices();
  const { session: signal } = useWindow();
  const session = useSignal(signal);
  const state = useSyncExternalStore(sync.subscribe, sync.state);
  const { words, tone } = syncSummary(state, session);
  const place =
    session.state !== "online" ? syncText.signedOut : state.reachable ? syncText.reachable : syncText.unreachable;
  const offset = session.clockOffset;
  return (
    <section className="cb-panel sync-contact">
      <div className="cb-toolbar">
        <h2 className="sync-words" data-tone={tone} data-testid="sync-words">
          {words}
        </h2>
        <span className="cb-title-space" />
        <CommandButton command="sync.nudge" onClick={sync.nudge} data-testid="sync-now">
          {zh.sync.retryAll}
        </CommandButton>
      </div>
      <p className="sync-item-line" data-testid="sync-contact">
        <span>{place}</span>
        <span title={state.lastSyncAt === null ? undefined : fullTime(state.lastSyncAt)}>
          {state.lastSyncAt === null ? syncText.never : syncText.last(shortTime(state.lastSyncAt, now))}
        </span>
        <span title={syncText.clockNote}>{`${syncText.clock}${clockWords(offset)}`}</span>
      </p>
    </section>
  );
}

const SECOND = 1_000;

function clockWords(offset: number | null): string {
  if (offset === null) return `：${syncText.clockUnknown}`;
  const seconds = Math.round(offset / SECOND);
  return seconds === 0 ? syncText.clockEqual : syncText.clockOff(seconds);
}
