/** 同步: what waits, why, since when, what to do; what was repaired; how both stores stand. */
import { Button } from "antd";
import { useSyncExternalStore } from "react";
import { explain } from "../../shared/failure";
import { useServices } from "../services";
import { type PendingItem, pendingItems, syncSummary } from "../sync/summary";
import { zh } from "../text/zh";
import { Nothing } from "../ui/nothing";
import { SyncMark } from "../ui/sync-mark";
import { useSignal } from "../ui/use-signal";
import { useTask } from "../ui/use-task";
import { When } from "../ui/when";
import { useWindow } from "../window-context";

const kinds = { revision: "稿件版本", file: "附件", review: "签名", ingest: "入库", publish: "发布" } as const;

export function SyncScreen() {
  const { sync } = useServices();
  const { session: signal } = useWindow();
  const state = useSyncExternalStore(sync.subscribe, sync.state);
  const session = useSignal(signal);
  const pending = pendingItems(state.entries);
  return (
    <div className="cb-page" data-testid="sync-screen">
      <section className="cb-panel">
        <div className="cb-toolbar" style={{ justifyContent: "space-between" }}>
          <h2 style={{ margin: 0, fontSize: 15 }}>
            {zh.sync.queue}：{syncSummary(state, session).words}
          </h2>
          <Button onClick={sync.nudge} disabled={session.state !== "online"} data-testid="sync-now">
            {zh.sync.retryAll}
          </Button>
        </div>
        {pending.length === 0 ? (
          <Nothing words={zh.sync.none} />
        ) : (
          pending.map((item) => <Pending key={item.itemId} item={item} />)
        )}
      </section>
      <Stores />
    </div>
  );
}

function Pending({ item }: { readonly item: PendingItem }) {
  const { station } = useWindow();
  const { busy, run } = useTask();
  const { head } = item;
  const { failure } = head;
  const said = failure === null ? null : explain(failure);
  const needsPerson = item.state === "conflict" || item.state === "rejected";
  return (
    <article
      style={{ borderTop: "1px solid var(--cb-line)", padding: "10px 0", marginTop: 10 }}
      data-testid="sync-item"
      data-item={item.itemId}
    >
      <div className="cb-toolbar">
        <b style={{ flex: 1 }}>{item.title === "" ? zh.work.untitled : item.title}</b>
        <SyncMark state={item.state} />
        {item.state === "rejected" ? (
          <Button
            size="small"
            loading={busy === "retry"}
            onClick={() => void run("retry", () => station.sync.retry(head.operation.operationId))}
            data-testid="sync-retry"
          >
            {zh.sync.retry}
          </Button>
        ) : null}
        {needsPerson ? (
          <Button
            size="small"
            type="primary"
            loading={busy === "withdraw"}
            onClick={() => void run("withdraw", () => station.sync.withdraw(item.itemId))}
            data-testid="sync-withdraw"
          >
            {withdrawWords(item, station.drafts.has(item.itemId))}
          </Button>
        ) : null}
      </div>
      <dl className="cb-facts">
        <dt>内容</dt>
        <dd>{item.entries.map((entry) => kinds[entry.operation.body.kind]).join("、")}</dd>
        <dt>{zh.sync.since}</dt>
        <dd>
          <When at={item.queuedAt} />
          {head.attempts > 0 ? ` · 已尝试 ${head.attempts} 次` : ""}
        </dd>
        <dt>{zh.sync.why}</dt>
        <dd>
          {said === null ? <WaitsFor item={item} /> : said.text}{" "}
          {failure === null ? null : <span className="cb-code">{failure.code}</span>}
        </dd>
        {said === null ? null : (
          <>
            <dt>{zh.sync.next}</dt>
            <dd>{said.next}</dd>
          </>
        )}
      </dl>
    </article>
  );
}

function withdrawWords(item: PendingItem, hasDraft: boolean): string {
  if (!hasDraft) return zh.sync.cancel;
  return item.state === "conflict" ? zh.sync.resolve : zh.sync.withdraw;
}

/** The cause of waiting where nothing has failed. */
function WaitsFor({ item }: { readonly item: PendingItem }) {
  const { sync } = useServices();
  const { session: signal } = useWindow();
  const session = useSignal(signal);
  const { reachable } = useSyncExternalStore(sync.subscribe, sync.state);
  const words = zh.sync.waitsFor;
  if (item.state === "acknowledged") return <>平台已收下，正在核对平台上的内容与本机一致</>;
  if (session.state !== "online") return <>{words.signIn}</>;
  return <>{reachable ? words.ready : words.network}</>;
}

function Stores() {
  const { station } = useWindow();
  const health = useSignal(station.records.health);
  return (
    <section className="cb-panel" data-testid="store-health">
      <h2>{zh.sync.stores}</h2>
      <dl className="cb-facts">
        <dt>{zh.sync.journal}</dt>
        <dd>{health.trouble?.code === "E_JOURNAL" ? explain(health.trouble).text : "正常，每次保存先落盘于此"}</dd>
        <dt>{zh.sync.index}</dt>
        <dd>{health.mode === "both" ? "正常，与日志一致" : zh.indexStopped}</dd>
        <dt>{zh.sync.repairs}</dt>
        <dd>
          {health.repairs.length === 0 ? (
            zh.sync.noRepairs
          ) : (
            <ul className="cb-list" data-testid="repairs">
              {health.repairs.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </section>
  );
}
