/** 冲突: this machine's text and the platform's beside each other, and between them what becomes of both (D3). */
import { App, Button, Dropdown, Spin } from "antd";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type Failure, toFailure } from "../../shared/failure";
import { isUnresolved } from "../../shared/merge/place";
import { useServices } from "../services";
import type { Conflict } from "../sync/conflict";
import { conflictText } from "../text/conflict";
import { zh } from "../text/zh";
import { FailureNotice } from "../ui/failure-notice";
import { useTask } from "../ui/use-task";
import { useWindow } from "../window-context";
import { About, VoidedList } from "./conflict/about";
import { PlaceList } from "./conflict/place-list";
import { placeNames } from "./conflict/place-view";
import { type MergeState, nextPlace, useMerge } from "./conflict/use-merge";
import { useMergeKeys } from "./conflict/use-merge-keys";
import { ArticleStyle } from "./review/article-view";
import "./conflict/conflict.css";

type Opened =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "ready"; readonly conflict: Conflict };

export function ConflictScreen({ itemId }: { readonly itemId: string }) {
  const { station } = useWindow();
  const { go } = useServices();
  const [opened, setOpened] = useState<Opened>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);
  const [stale, setStale] = useState(false);
  const { conflicts } = station;
  useEffect(() => {
    let live = attempt >= 0;
    conflicts.read(itemId).then(
      (conflict) => live && setOpened({ kind: "ready", conflict }),
      (error: unknown) => live && setOpened({ kind: "failed", failure: toFailure(error) }),
    );
    return () => {
      live = false;
    };
  }, [conflicts, itemId, attempt]);
  const again = useCallback((moved: boolean) => {
    setStale(moved);
    setOpened({ kind: "loading" });
    setAttempt((count) => count + 1);
  }, []);
  if (opened.kind === "loading") return <Spin className="review-wait" description={conflictText.loading} />;
  if (opened.kind === "ready") {
    const { conflict } = opened;
    return <MergeDesk key={conflict.theirs.summary.contentHash} conflict={conflict} stale={stale} onStale={again} />;
  }
  return (
    <div className="cb-page">
      <FailureNotice
        failure={opened.failure}
        action={
          <>
            <Button onClick={() => again(false)}>{zh.sync.retry}</Button>{" "}
            <Button onClick={() => go({ screen: "sync" })}>{conflictText.back}</Button>
          </>
        }
      />
    </div>
  );
}

interface MergeDeskProps {
  readonly conflict: Conflict;
  readonly stale: boolean;
  readonly onStale: (moved: boolean) => void;
}

function MergeDesk({ conflict, stale, onStale }: MergeDeskProps) {
  const { station } = useWindow();
  const state = useMerge(conflict, station.conflicts);
  const names = useMemo(() => placeNames(conflict.merge), [conflict.merge]);
  const [current, setCurrent] = useState<string | null>(() => nextPlace(state, null, { by: 1, openOnly: true }));
  const [editing, setEditing] = useState<string | null>(null);
  const finish = useFinish(conflict, state, onStale);
  const go = useCallback((id: string | null) => {
    if (id === null) return;
    setCurrent(id);
    const row = document.getElementById(`place-${id}`);
    row?.scrollIntoView({ block: "nearest" });
    row?.focus({ preventScroll: true });
  }, []);
  const place = state.changed.find(({ id }) => id === current);
  useMergeKeys({
    walk: (by) => go(nextPlace(state, current, { by, openOnly: false })),
    walkOpen: (by) => go(nextPlace(state, current, { by, openOnly: true })),
    choose: (kind) => place !== undefined && state.choose(place, { kind }),
    edit: () => setEditing(current),
    undo: state.undo,
  });
  const proposals = state.changed.filter((one) => !isUnresolved(one)).length;
  return (
    <div className="conflict-screen" data-testid="conflict-screen" data-open={state.open.length}>
      <ArticleStyle />
      <Head
        conflict={conflict}
        state={state}
        onFinish={finish.ask}
        busy={finish.busy}
        onNext={() => go(nextPlace(state, current, { by: 1, openOnly: true }))}
      />
      <About conflict={conflict} proposals={proposals} />
      {stale ? <p className="conflict-about">{conflictText.stale}</p> : null}
      {state.unkept === null ? null : <FailureNotice failure={state.unkept} level="warning" />}
      <div className="conflict-columns" aria-hidden>
        <div>{conflictText.mine}</div>
        <div>{conflictText.result}</div>
        <div>{conflictText.theirs}</div>
      </div>
      <PlaceList
        conflict={conflict}
        state={state}
        names={names}
        current={current}
        editing={editing}
        onCurrent={setCurrent}
        onEdit={(one, open) => {
          setEditing(open ? one.id : null);
          if (!open) go(one.id);
        }}
      />
      <footer className="conflict-foot">{conflictText.keys}</footer>
    </div>
  );
}

interface HeadProps {
  readonly conflict: Conflict;
  readonly state: MergeState;
  readonly busy: boolean;
  readonly onFinish: () => void;
  readonly onNext: () => void;
}

function Head({ conflict, state, busy, onFinish, onNext }: HeadProps) {
  const { go } = useServices();
  const { open } = state;
  const { title } = conflict.mine.document;
  return (
    <header className="conflict-head">
      <Button type="text" onClick={() => go({ screen: "sync" })} data-testid="conflict-back">
        {`← ${conflictText.back}`}
      </Button>
      <h2>{`${conflictText.title}：${title === "" ? zh.work.untitled : title}`}</h2>
      <span role="status" data-testid="conflict-open">
        {conflictText.open(open.length)}
      </span>
      {open.length === 0 ? null : (
        <>
          <Button onClick={onNext} aria-keyshortcuts="F8" data-testid="conflict-next">
            {conflictText.nextOpen}
          </Button>
          <Dropdown
            trigger={["click"]}
            menu={{
              items: [
                { key: "mine", label: conflictText.restMine },
                { key: "theirs", label: conflictText.restTheirs },
              ],
              onClick: ({ key }) => state.chooseRest(key === "theirs" ? "theirs" : "mine"),
            }}
          >
            <Button data-testid="conflict-rest">{`${conflictText.rest}…`}</Button>
          </Dropdown>
        </>
      )}
      <Button
        onClick={state.undo}
        aria-disabled={!state.canUndo}
        className={state.canUndo ? "" : "cb-command-off"}
        aria-keyshortcuts="Control+Z"
        data-testid="conflict-undo"
      >
        {conflictText.undo}
      </Button>
      <Button type="primary" loading={busy} onClick={onFinish} data-testid="conflict-finish">
        {conflictText.finish}
      </Button>
    </header>
  );
}

/** Says once more what ends and what comes next, then finishes; a newer text on the platform starts the comparison anew. */
function useFinish(conflict: Conflict, { open, choices }: MergeState, onStale: (moved: boolean) => void) {
  const { modal } = App.useApp();
  const { station } = useWindow();
  const { go, clock } = useServices();
  const { busy, run } = useTask();
  const finish = async () => {
    try {
      await station.conflicts.finish(conflict, choices);
    } catch (error) {
      if (toFailure(error).code !== "E_CONFLICT") throw error;
      return onStale(true);
    }
    go({ screen: "writing", itemId: conflict.itemId });
  };
  const ask = () => {
    if (open.length > 0) {
      modal.info({ title: conflictText.notYet(open.length), okText: "知道了" });
      return;
    }
    modal.confirm({
      title: conflictText.finishAsk,
      width: 560,
      content: (
        <>
          <p>{conflictText.finishNote(conflict.theirs.summary.revision)}</p>
          <p>{conflictText.kept}</p>
          <VoidedList conflict={conflict} now={clock()} />
        </>
      ),
      okText: conflictText.finish,
      cancelText: "取消",
      okButtonProps: { "data-testid": "confirm-ok" },
      onOk: () => run("finish", finish),
    });
  };
  return { ask, busy: busy !== null };
}
