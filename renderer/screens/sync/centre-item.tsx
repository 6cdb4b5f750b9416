/** One item of the sync centre: what, since when, why, what to do; its steps on request. */
import { Button, Progress } from "antd";
import { useState, useSyncExternalStore } from "react";
import { explain } from "../../../shared/failure";
import { CommandButton } from "../../commands/command-button";
import { useServices } from "../../services";
import { type CentreItem, nextTry, stepNames } from "../../sync/centre";
import { bytesText } from "../../text/bytes-text";
import { syncText } from "../../text/sync";
import { zh } from "../../text/zh";
import { download } from "../../ui/download";
import { HelpLink } from "../../ui/help-link";
import { SyncMark } from "../../ui/sync-mark";
import { clockTime } from "../../ui/time";
import { useSignal } from "../../ui/use-signal";
import { useTask } from "../../ui/use-task";
import { When } from "../../ui/when";
import { useWindow } from "../../window-context";
import { exportedItem } from "./parked-export";
import { StepsTable } from "./steps-table";

interface CentreItemProps {
  readonly item: CentreItem;
  readonly now: Date;
}

export function CentreItemView({ item, now }: CentreItemProps) {
  const [open, setOpen] = useState(false);
  const { group, head, title } = item;
  return (
    <article className="sync-item" data-testid="sync-item" data-item={item.itemId} data-group={group}>
      <div className="sync-item-head">
        <b className="sync-item-title" title={title}>
          {title === "" ? zh.work.untitled : title}
        </b>
        <SyncMark state={head.state} />
        <Actions item={item} />
        <Button size="small" type="text" aria-expanded={open} onClick={() => setOpen(!open)} data-testid="sync-detail">
          {open ? syncText.close : syncText.detail}
        </Button>
      </div>
      <p className="sync-item-line">
        <span>{kindsOf(item)}</span>
        <span>
          <When at={item.since} />
          {group === "confirmed" ? syncText.doneAt : syncText.since}
        </span>
        {head.attempts > 0 && group !== "confirmed" ? <span>{syncText.tried(head.attempts)}</span> : null}
        <NextTry item={item} now={now} />
      </p>
      <Why item={item} />
      <Uploading item={item} />
      {open ? <StepsTable steps={item.steps} now={now} /> : null}
    </article>
  );
}

function kindsOf({ steps }: CentreItem): string {
  const counts = new Map<string, number>();
  for (const { kind } of steps) counts.set(stepNames[kind], (counts.get(stepNames[kind]) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} ${count} 个`)).join("、");
}

function NextTry({ item: { head, group }, now }: CentreItemProps) {
  if (group !== "waiting") return null;
  const due = nextTry(head, now.getTime());
  return (
    <span data-testid="sync-next">
      {due === null ? syncText.soon : syncText.nextAt(clockTime(new Date(due).toISOString()))}
    </span>
  );
}

/** The cause, and what to do about it. */
function Why({ item: { head, group } }: { readonly item: CentreItem }) {
  const { sync } = useServices();
  const { session: signal } = useWindow();
  const session = useSignal(signal);
  const { reachable } = useSyncExternalStore(sync.subscribe, sync.state);
  if (group === "confirmed") return null;
  if (group === "conflict" && head.kind === "revision") return <p className="sync-why">{syncText.conflictNote}</p>;
  if (head.failure !== null && group !== "acknowledged") {
    const { text, next } = explain(head.failure);
    return (
      <p className="sync-why" data-testid="sync-why">
        {text}
        <b>{next}</b> <span className="cb-code">{head.failure.code}</span> <HelpLink code={head.failure.code} />
      </p>
    );
  }
  const words = () => {
    if (group === "acknowledged") return syncText.acknowledged;
    if (session.state !== "online") return syncText.signIn;
    if (!reachable) return syncText.network;
    return group === "sending" ? syncText.sending : syncText.ready;
  };
  return <p className="sync-why">{words()}</p>;
}

/** How far the files of this item are. */
function Uploading({ item: { steps } }: { readonly item: CentreItem }) {
  const { station } = useWindow();
  const progress = useSignal(station.uploads);
  const files = steps.flatMap(({ kind, state, contentHash }) => {
    const known = kind === "file" && state !== "confirmed" ? progress.get(contentHash) : undefined;
    return known === undefined ? [] : [known];
  });
  if (files.length === 0) return null;
  const sent = files.reduce((sum, file) => sum + file.sent, 0);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const part = size === 0 ? 100 : Math.floor((sent / size) * 100);
  return (
    <div className="sync-progress" data-testid="sync-progress">
      <Progress percent={part} size="small" showInfo={false} aria-label={syncText.steps.state} />
      <span>{syncText.uploading(bytesText(sent), bytesText(size), part)}</span>
    </div>
  );
}

function Actions({ item }: { readonly item: CentreItem }) {
  const { go, drafts } = useServices();
  const { station } = useWindow();
  const { busy, run } = useTask();
  const { group, head, itemId } = item;
  const merges = group === "conflict" && head.kind === "revision" && station.drafts.has(itemId);
  const parked = group === "conflict" || group === "rejected";
  const mayTakeBack = group === "rejected" || group === "queued" || group === "waiting" || (parked && !merges);
  return (
    <span className="cb-toolbar">
      {merges ? (
        <CommandButton
          command="conflict.merge"
          size="small"
          type="primary"
          onClick={() => go({ screen: "conflict", itemId })}
          data-testid="sync-merge"
        >
          {syncText.merge}
        </CommandButton>
      ) : null}
      {group === "rejected" ? (
        <CommandButton
          command="sync.retry"
          size="small"
          loading={busy === "retry"}
          onClick={() => void run("retry", () => station.sync.retry(head.operationId))}
          data-testid="sync-retry"
        >
          {syncText.retry}
        </CommandButton>
      ) : null}
      {group === "waiting" ? (
        <CommandButton command="sync.nudge" size="small" onClick={station.sync.nudge} data-testid="sync-again">
          {syncText.now}
        </CommandButton>
      ) : null}
      {mayTakeBack ? (
        <CommandButton
          command="sync.withdraw"
          size="small"
          type={group === "rejected" ? "primary" : "default"}
          loading={busy === "withdraw"}
          onClick={() => void run("withdraw", () => station.sync.withdraw(itemId))}
          data-testid="sync-withdraw"
        >
          {station.drafts.has(itemId) ? syncText.takeBack : syncText.cancel}
        </CommandButton>
      ) : null}
      {parked ? (
        <CommandButton
          command="sync.export"
          size="small"
          loading={busy === "export"}
          onClick={() =>
            void run("export", async () => {
              const { name, bytes } = await exportedItem(item, { queue: station.queue.get(), drafts });
              download(name, bytes);
            })
          }
          data-testid="sync-export"
        >
          {syncText.export}
        </CommandButton>
      ) : null}
    </span>
  );
}
