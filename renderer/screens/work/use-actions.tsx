/** What a person can do with an item from the list, each with the words that say what it means. */
import { App } from "antd";
import { fromBase64, toBase64 } from "../../../shared/bytes";
import { AppError } from "../../../shared/failure";
import type { ItemSummary } from "../../../shared/http/item";
import type { Metadata } from "../../../shared/model/metadata";
import type { Correction } from "../../packs/corrections";
import { useServices } from "../../services";
import type { PendingItem } from "../../sync/summary";
import { correctionText } from "../../text/packs";
import { zh } from "../../text/zh";
import { download } from "../../ui/download";
import { useTask } from "../../ui/use-task";
import { useWindow } from "../../window-context";
import { exportedSignature } from "./awaiting";
import { reopen } from "./reopen";

/** As main has it: a larger file is not even read. */
export const MAX_IMPORT_BYTES = 5 * 1024 * 1024;

/** What a person is asked before something that cannot be taken back by one click. */
interface Question {
  readonly ask: string;
  /** What follows from it. */
  readonly note: string;
  /** The verb on the button. */
  readonly ok: string;
  readonly danger: boolean;
}

export function useActions() {
  const { modal } = App.useApp();
  const { busy, run } = useTask();
  const { ask, read, drafts, items, sync, clock, go } = useServices();
  const { station } = useWindow();

  const confirmed = (title: string, words: Question, work: () => Promise<void>) =>
    modal.confirm({
      title: words.ask,
      content: (
        <>
          <div>{title === "" ? zh.work.untitled : title}</div>
          <div className="cb-sub">{words.note}</div>
        </>
      ),
      okText: words.ok,
      cancelText: "取消",
      okButtonProps: { danger: words.danger, "data-testid": "confirm-ok" },
      onOk: () => run(words.ok, work),
    });

  return {
    busy,
    settle: (task: Correction) =>
      confirmed(
        task.title,
        {
          ask: correctionText.settleAsk,
          note: correctionText.settleNote,
          ok: correctionText.settle,
          danger: false,
        },
        () => station.retro.settle(task),
      ),
    create: (metadata: Pick<Metadata, "itemType" | "columnId">) =>
      run("create", async () => {
        const draft = await drafts.create({ metadata });
        go({ screen: "writing", itemId: draft.itemId });
      }),
    importFile: (file: File) =>
      run("import", async () => {
        if (file.size > MAX_IMPORT_BYTES) throw new AppError("E_TOO_LARGE", "导入的文件不得超过 5 MB");
        const bytes = toBase64(new Uint8Array(await file.arrayBuffer()));
        const { document, dropped } = await ask("desk:files.import", { name: file.name, bytes });
        const draft = await drafts.create({ document });
        go({ screen: "writing", itemId: draft.itemId });
        const content = (
          <ul className="cb-list" data-testid="import-report">
            {dropped.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        );
        if (dropped.length > 0) modal.info({ title: zh.work.importReport, content, okText: "知道了" });
      }),
    revise: (item: ItemSummary) =>
      run("revise", async () => {
        const known = drafts.list().some((draft) => draft.itemId === item.itemId);
        if (!known) await reopen((await items.read(item.itemId)).detail, drafts, clock().toISOString());
        go({ screen: "writing", itemId: item.itemId });
      }),
    removeDraft: (itemId: string, title: string) =>
      confirmed(title, { ask: zh.work.removeAsk, note: zh.work.removeNote, ok: zh.work.remove, danger: true }, () =>
        drafts.remove(itemId),
      ),
    ingest: (item: ItemSummary) =>
      confirmed(
        item.title,
        { ask: zh.work.ingestAsk, note: zh.work.ingestNote, ok: zh.work.ingest, danger: false },
        () => sync.ingest(item),
      ),
    publish: (item: ItemSummary) =>
      confirmed(
        item.title,
        { ask: zh.work.publishAsk, note: zh.work.publishNote, ok: zh.work.publish, danger: false },
        async () => {
          const { repoId } = (await items.read(item.itemId)).detail;
          if (repoId === null) throw new AppError("E_REPO");
          await sync.publish(item, repoId);
        },
      ),
    evidence: (item: ItemSummary) =>
      run("evidence", async () => {
        const { fileName, bytes } = await read("items.evidence", { itemId: item.itemId });
        download(fileName, fromBase64(bytes));
      }),
    exportSignature: (item: PendingItem) =>
      run("export-signature", async () => {
        const shown = async () => (await items.read(item.itemId)).detail.content;
        download(`${item.itemId}-待平台确认.cbpack`, await exportedSignature(item, { shown, at: clock() }));
      }),
    showPage: (item: ItemSummary) =>
      run("page", async () => {
        const { publicPath } = (await items.read(item.itemId)).detail;
        modal.info({ title: zh.work.page, content: <PageAddress path={publicPath} />, okText: "关闭" });
      }),
    withdraw: (itemId: string) => run("withdraw", () => station.sync.withdraw(itemId)),
  };
}

export type Actions = ReturnType<typeof useActions>;

/** Main may give a whole address or only the path on the city's site; only a whole one can be a link. */
function PageAddress({ path }: { readonly path: string }) {
  if (/^https?:\/\//.test(path)) {
    return (
      <a href={path} target="_blank" rel="noreferrer" data-testid="public-page">
        {path}
      </a>
    );
  }
  return <code data-testid="public-page">{path}</code>;
}
