/** Why the platform's changes are not read on, and what only a newer version can read: by name, with what to do. */
import { Button } from "antd";
import { useSyncExternalStore } from "react";
import { never } from "../../../shared/never";
import { type FeedTrouble, useServices } from "../../services";
import { syncText } from "../../text/sync";
import { useSignal } from "../../ui/use-signal";
import { useWindow } from "../../window-context";

export function FeedPanel() {
  const { sync } = useServices();
  const { station } = useWindow();
  const { feed = null } = useSyncExternalStore(sync.subscribe, sync.state);
  const parked = useSignal(station.items.parked);
  return (
    <>
      {feed === null ? null : (
        <section className="cb-panel" data-testid="sync-feed" data-kind={feed.kind} role="alert">
          <h2>{syncText.feedTitle}</h2>
          <p>{wordsOf(feed)}</p>
          {feed.kind === "gap" || feed.kind === "vanishing" ? (
            <Button onClick={station.sync.compareAnew} data-testid="sync-compare">
              {feed.kind === "gap" ? syncText.compareAnew : syncText.acceptPlatform}
            </Button>
          ) : null}
        </section>
      )}
      {parked.length === 0 ? null : (
        <section className="cb-panel" data-testid="sync-parked">
          <h2>{syncText.parkedTitle}</h2>
          <ul>
            {[...new Set(parked.map(({ name }) => name))].map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
          <p className="cb-muted">{syncText.parkedNote}</p>
        </section>
      )}
    </>
  );
}

function wordsOf(trouble: FeedTrouble): string {
  switch (trouble.kind) {
    case "gap":
      return syncText.feedGap(trouble.expected, trouble.got);
    case "vanishing":
      return syncText.feedVanishing(trouble.gone, trouble.known);
    case "newer":
      return syncText.feedNewer;
    case "foreign":
      return syncText.feedForeign(trouble.detail);
    default:
      return never(trouble);
  }
}
