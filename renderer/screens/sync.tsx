/** 同步: what waits, why, since when, what to do; what was repaired; how both stores stand. */
import { Button } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useServices } from "../services";
import { type CentreGroup, centreGroups, dayOf, groupNames } from "../sync/centre";
import { syncText } from "../text/sync";
import { Nothing } from "../ui/nothing";
import { useSignal } from "../ui/use-signal";
import { useWindow } from "../window-context";
import { CentreItemView } from "./sync/centre-item";
import { ContactPanel } from "./sync/contact-panel";
import { FeedPanel } from "./sync/feed-panel";
import { StoresPanel } from "./sync/stores-panel";
import "./sync/sync.css";

/** Times to wait are shown by the second. */
const TICK_MS = 1_000;
const SHOWN = 30;
const MORE = 50;

export function SyncScreen() {
  const { clock } = useServices();
  const { station } = useWindow();
  const { values } = useSignal(station.queue);
  const now = useNow(clock);
  const today = dayOf(now.toISOString());
  const groups = useMemo(() => centreGroups(values, today), [values, today]);
  const waits = groups.some(({ id }) => id !== "confirmed");
  useEffect(() => void station.disk.check(), [station]);
  return (
    <div className="cb-page" data-testid="sync-screen">
      <ContactPanel now={now} />
      <FeedPanel />
      {waits ? null : (
        <section className="cb-panel" data-testid="sync-empty">
          <Nothing words={syncText.emptyTitle} />
        </section>
      )}
      {groups.map((group) => (
        <Group key={group.id} group={group} now={now} />
      ))}
      <StoresPanel />
    </div>
  );
}

function Group({ group, now }: { readonly group: CentreGroup; readonly now: Date }) {
  const [shown, setShown] = useState(SHOWN);
  const { items } = group;
  const left = items.length - shown;
  return (
    <section className="cb-panel sync-group" data-testid={`sync-group-${group.id}`} data-count={items.length}>
      <h2>
        {groupNames[group.id]} <span className="cb-muted">{items.length} 份</span>
      </h2>
      {items.slice(0, shown).map((item) => (
        <CentreItemView key={item.itemId} item={item} now={now} />
      ))}
      {left <= 0 ? null : (
        <Button size="small" onClick={() => setShown(shown + MORE)} data-testid="sync-more">
          {syncText.more(Math.min(MORE, left))}
        </Button>
      )}
    </section>
  );
}

function useNow(clock: () => Date): Date {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), TICK_MS);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
