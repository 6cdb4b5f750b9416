/** From the lists to the lines of each tab. */
import { Button } from "antd";
import { explain } from "../../../shared/failure";
import type { ItemSummary } from "../../../shared/http/item";
import { CommandButton } from "../../commands/command-button";
import type { Place } from "../../services";
import type { PendingItem } from "../../sync/summary";
import { correctionText } from "../../text/packs";
import { zh } from "../../text/zh";
import type { WorkTab } from "../../window-context";
import { awaitingSignature } from "./awaiting";
import type { WorkRow } from "./row";
import type { Actions } from "./use-actions";
import { type CorrectionItem, levelOf, type WorkLists } from "./work-lists";

export interface RowParts {
  readonly lists: WorkLists;
  readonly actions: Actions;
  readonly go: (to: Place) => void;
  /** Why an item came back, when its details are on this machine. */
  readonly refusals: ReadonlyMap<string, string>;
  readonly stepName: (stage: string) => string;
  /** The content of an item this machine may call 已上报. */
  readonly confirmedHash: (itemId: string) => string | null;
  readonly hasDraft: (itemId: string) => boolean;
}

export function rowsOf(tab: WorkTab, parts: RowParts): readonly WorkRow[] {
  const { lists } = parts;
  switch (tab) {
    case "drafts":
      return draftRows(parts);
    case "waiting":
      return lists.waiting.map((item) =>
        itemRow(item, { parts, actions: <WaitingActions item={item} parts={parts} /> }),
      );
    case "returned":
      return lists.returned.map((item) => returnedRow(item, parts));
    case "unsent":
      return lists.unsent.map((item) => pendingRow(item, parts));
    case "corrections":
      return lists.corrections.map((one) => correctionRow(one, parts));
    case "done":
      return lists.done.map((item) => itemRow(item, { parts, actions: <DoneActions item={item} parts={parts} /> }));
  }
}

function draftRows({ lists, actions, go, stepName }: RowParts): WorkRow[] {
  return lists.drafts.map((draft) => ({
    itemId: draft.itemId,
    title: draft.title,
    columnId: draft.columnId ?? "",
    level: draft.stage === "draft" ? "写稿" : `${stepName(draft.stage)}修改`,
    updatedAt: draft.updatedAt,
    mark: null,
    note: `${draft.characters.toLocaleString("zh-CN")} 字 · 已保存在本机`,
    open: () => go({ screen: "writing", itemId: draft.itemId }),
    actions: (
      <span className="cb-toolbar">
        <Button size="small" onClick={() => go({ screen: "writing", itemId: draft.itemId })} data-testid="draft-open">
          {zh.work.open}
        </Button>
        <Button
          size="small"
          type="text"
          danger
          onClick={() => actions.removeDraft(draft.itemId, draft.title)}
          data-testid="draft-remove"
        >
          {zh.work.remove}
        </Button>
      </span>
    ),
  }));
}

const WORDS_SHOWN = 3;

function correctionRow({ item, task }: CorrectionItem, parts: RowParts): WorkRow {
  const open = () => parts.go({ screen: "review", itemId: item.itemId });
  const actions = (
    <span className="cb-toolbar">
      <Button size="small" type="primary" onClick={open} data-testid="correction-open">
        {correctionText.open}
      </Button>
      <Button size="small" onClick={() => parts.actions.settle(task)} data-testid="correction-settle">
        {correctionText.settle}
      </Button>
    </span>
  );
  const words = task.findings.slice(0, WORDS_SHOWN).map(({ text, message }) => `“${text}”${message}`);
  return { ...itemRow(item, { parts, actions }), note: correctionText.note(task.count, words) };
}

interface ItemRowParts {
  readonly parts: RowParts;
  readonly actions: WorkRow["actions"];
}

function itemRow(item: ItemSummary, { parts, actions }: ItemRowParts): WorkRow {
  return {
    itemId: item.itemId,
    title: item.title,
    columnId: item.columnId,
    level: levelOf(item),
    updatedAt: item.updatedAt,
    mark: parts.confirmedHash(item.itemId) === item.contentHash ? "confirmed" : null,
    note: item.important ? "重要重大" : "",
    open: () => parts.go({ screen: "review", itemId: item.itemId }),
    actions,
  };
}

function returnedRow(item: ItemSummary, parts: RowParts): WorkRow {
  const revise = () => void parts.actions.revise(item);
  const actions = (
    <Button size="small" type="primary" onClick={revise} data-testid="revise">
      {parts.lists.drafts.some((draft) => draft.itemId === item.itemId) ? zh.work.resume : zh.work.revise}
    </Button>
  );
  return { ...itemRow(item, { parts, actions }), note: parts.refusals.get(item.itemId) ?? "", open: revise };
}

function pendingRow(item: PendingItem, { actions, go, hasDraft }: RowParts): WorkRow {
  const needsPerson = item.state === "conflict" || item.state === "rejected";
  const { failure } = item.head;
  const merges = item.state === "conflict" && item.head.operation.body.kind === "revision";
  const details = () => go(merges ? { screen: "conflict", itemId: item.itemId } : { screen: "sync" });
  const waits = awaitingSignature(item) !== null;
  return {
    itemId: item.itemId,
    title: item.title,
    columnId: "",
    level: waits ? zh.work.awaiting : "",
    updatedAt: item.queuedAt,
    mark: item.state,
    note: failure === null ? "" : explain(failure).text,
    open: details,
    actions: needsPerson ? (
      <Button size="small" type="primary" onClick={details} data-testid="pending-details">
        {merges ? zh.work.conflictMerge : zh.work.details}
      </Button>
    ) : item.state === "acknowledged" ? null : (
      <span className="cb-toolbar">
        {waits ? (
          <Button size="small" onClick={() => void actions.exportSignature(item)} data-testid="export-signature">
            {zh.work.exportSignature}
          </Button>
        ) : null}
        <Button size="small" onClick={() => void actions.withdraw(item.itemId)} data-testid="withdraw">
          {hasDraft(item.itemId) ? zh.work.withdraw : zh.work.cancel}
        </Button>
      </span>
    ),
  };
}

function WaitingActions({ item, parts }: { readonly item: ItemSummary; readonly parts: RowParts }) {
  if (item.phase === "approved") {
    return (
      <CommandButton
        command="item.ingest"
        size="small"
        type="primary"
        onClick={() => parts.actions.ingest(item)}
        data-testid="ingest"
      >
        {zh.work.ingest}
      </CommandButton>
    );
  }
  if (item.phase === "in-repository") {
    return (
      <CommandButton
        command="item.publish"
        size="small"
        type="primary"
        onClick={() => parts.actions.publish(item)}
        data-testid="publish"
      >
        {zh.work.publish}
      </CommandButton>
    );
  }
  const open = () => parts.go({ screen: "review", itemId: item.itemId });
  return (
    <Button size="small" type="primary" onClick={open} data-testid="review">
      {zh.work.review}
    </Button>
  );
}

const withEvidence: ReadonlySet<ItemSummary["phase"]> = new Set(["approved", "in-repository", "published"]);

function DoneActions({ item, parts }: { readonly item: ItemSummary; readonly parts: RowParts }) {
  return (
    <span className="cb-toolbar">
      <Button size="small" onClick={() => parts.go({ screen: "review", itemId: item.itemId })} data-testid="view">
        {zh.work.view}
      </Button>
      {withEvidence.has(item.phase) ? (
        <CommandButton
          command="item.evidence"
          size="small"
          onClick={() => void parts.actions.evidence(item)}
          data-testid="evidence"
        >
          {zh.work.evidence}
        </CommandButton>
      ) : null}
      {item.phase === "published" ? (
        <CommandButton
          command="item.page"
          size="small"
          onClick={() => void parts.actions.showPage(item)}
          data-testid="show-page"
        >
          {zh.work.page}
        </CommandButton>
      ) : null}
    </span>
  );
}
