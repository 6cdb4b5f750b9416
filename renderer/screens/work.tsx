/** 我的工作: drafts, what waits for me, what came back, what is not sent yet, what is done. Counts equal the lists. */
import { PlusOutlined, SearchOutlined, UploadOutlined } from "@ant-design/icons";
import { Button, Input, Tabs } from "antd";
import {
  type DragEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { type Failure, toFailure } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import { anything, type Hit } from "../../shared/search/question";
import "../search/search.css";
import { CommandButton } from "../commands/command-button";
import { useAnswer } from "../search/use-answer";
import { useServices } from "../services";
import { zh } from "../text/zh";
import { FailureNotice } from "../ui/failure-notice";
import { useSignal } from "../ui/use-signal";
import { useWindow, type WorkTab } from "../window-context";
import { PracticeButton } from "./practice/practice-button";
import { ConflictNote } from "./work/conflict-note";
import { NewDraft } from "./work/new-draft";
import { rowsOf } from "./work/rows";
import { TabLabel } from "./work/tab-label";
import { useActions } from "./work/use-actions";
import { useRefusals } from "./work/use-refusals";
import { pageOf, workLists } from "./work/work-lists";
import { WorkTable } from "./work/work-table";

const tabs: readonly WorkTab[] = ["drafts", "waiting", "returned", "unsent", "corrections", "done"];
const isTab = (key: string): key is WorkTab => tabs.some((tab) => tab === key);
const ACCEPT = ".docx,.html,.htm,.txt";

export function WorkScreen() {
  const { profile, go } = useServices();
  const { station, workTab, showTab } = useWindow();
  const lists = useLists();
  const conflicts = lists.unsent.filter(({ state }) => state === "conflict").length;
  const actions = useActions();
  const refresh = useRefresh();
  const [query, setQuery] = useState("");
  const [creating, setCreating] = useState(false);
  useNewKey(() => setCreating(true));
  const refusals = useRefusals(lists.returned);
  const stepName = (stage: string) => profile?.review.steps.find((step) => step.id === stage)?.name ?? "审核";
  const columns = station.items.columns();
  const columnName = useCallback(
    (columnId: string) => columns.find((column) => column.columnId === columnId)?.name ?? columnId,
    [columns],
  );
  const { hits, found } = useFound(query);
  const [page, setPage] = usePage(`${workTab} ${query}`);
  const { lists: paged, total } = useMemo(
    () => pageOf(lists, workTab, { query, found, page }),
    [lists, workTab, query, found, page],
  );
  const rows = rowsOf(workTab, {
    lists: paged,
    actions,
    go,
    refusals,
    stepName,
    confirmedHash: station.sync.confirmedHash,
    hasDraft: station.drafts.has,
  });
  const shown = rows.map((row) => ({ ...row, ...passageOf(hits.get(row.itemId)) }));
  const empty = lists[workTab].length > 0 ? zh.work.noMatch : zh.work.empty[workTab];
  return (
    <DropZone onFile={(file) => void actions.importFile(file)}>
      <div className="cb-page">
        <Tabs
          activeKey={workTab}
          onChange={(key) => isTab(key) && showTab(key)}
          items={tabs.map((tab) => ({
            key: tab,
            label: <TabLabel tab={tab} count={lists[tab].length} conflicts={tab === "unsent" ? conflicts : 0} />,
          }))}
          tabBarExtraContent={
            <Tools
              query={query}
              onQuery={setQuery}
              importing={actions.busy === "import"}
              onImport={(file) => void actions.importFile(file)}
              onCreate={() => setCreating(true)}
            />
          }
        />
        <ConflictNote pending={lists.unsent} />
        {refresh.failure === null ? null : (
          <div style={{ marginBottom: 12 }}>
            <FailureNotice
              failure={refresh.failure}
              level="warning"
              title={zh.work.cached}
              action={
                <Button size="small" onClick={refresh.again}>
                  {zh.sync.retry}
                </Button>
              }
            />
          </div>
        )}
        <WorkTable
          rows={shown}
          empty={empty}
          columnName={columnName}
          loading={refresh.busy && rows.length === 0 && workTab !== "drafts"}
          page={page}
          total={total}
          onPage={setPage}
        />
      </div>
      <NewDraft
        open={creating}
        columns={columns}
        onClose={() => setCreating(false)}
        onCreate={(metadata) => {
          setCreating(false);
          void actions.create(metadata);
        }}
      />
    </DropZone>
  );
}

/** What the search knows of the words in the field; nothing while there are none. */
function useFound(query: string) {
  const { search } = useWindow().station;
  const text = query.trim();
  const asked = useAnswer(
    search,
    useMemo(() => (text === "" ? null : { ...anything, text }), [text]),
  );
  return useMemo(() => {
    // An answer to other words is no answer to these.
    const hits = asked?.question.text === text ? asked.answer.hits : [];
    const ranks = hits.map((hit, at) => [hit.itemId, at] as const);
    return { hits: new Map(hits.map((hit) => [hit.itemId, hit])), found: new Map(ranks) };
  }, [asked, text]);
}

/** The page of one list; another list, or other words, begin with their first. */
function usePage(of: string) {
  const [at, setAt] = useState({ of, page: 1 });
  const set = (page: number) => setAt({ of, page });
  return [at.of === of ? at.page : 1, set] as const;
}

const passageOf = (hit: Hit | undefined) => (hit === undefined || hit.passage === null ? {} : { passage: hit.passage });

function useLists() {
  const { drafts, items, sync } = useServices();
  const draftList = useSyncExternalStore(drafts.subscribe, drafts.list);
  const itemList = useSyncExternalStore(items.subscribe, items.list);
  const { entries } = useSyncExternalStore(sync.subscribe, sync.state);
  const { tasks } = useSignal(useWindow().station.retro.state);
  return useMemo(
    () => workLists({ drafts: draftList, items: itemList, entries, tasks }),
    [draftList, itemList, entries, tasks],
  );
}

/** The list is asked for once when the screen opens; afterwards the changes feed keeps it fresh. */
function useRefresh() {
  const { items, session } = useServices();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const again = useCallback(async () => {
    if (session.state !== "online") return setFailure(null);
    setBusy(true);
    const outcome = await items.refresh().then(() => null, toFailure);
    setBusy(false);
    // Lost contact and an ended session are already said by the frame; anything else is said here.
    const said = outcome !== null && (failures[outcome.code].kind === "network" || outcome.code === "E_SESSION");
    setFailure(said ? null : outcome);
  }, [items, session.state]);
  useEffect(() => void again(), [again]);
  return { busy, failure, again: () => void again() };
}

interface ToolsProps {
  readonly query: string;
  readonly importing: boolean;
  readonly onQuery: (query: string) => void;
  readonly onImport: (file: File) => void;
  readonly onCreate: () => void;
}

function Tools({ query, importing, onQuery, onImport, onCreate }: ToolsProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="cb-toolbar">
      <Input
        prefix={<SearchOutlined aria-hidden />}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        placeholder={zh.work.search}
        aria-label={zh.work.search}
        allowClear
        autoComplete="off"
        spellCheck={false}
        style={{ width: 260 }}
        data-testid="work-search"
      />
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        hidden
        data-testid="import-input"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file !== undefined) onImport(file);
        }}
      />
      <PracticeButton />
      <CommandButton
        command="draft.import"
        icon={<UploadOutlined />}
        loading={importing}
        onClick={() => input.current?.click()}
        data-testid="import"
      >
        {zh.work.import}
      </CommandButton>
      <CommandButton
        command="draft.create"
        type="primary"
        icon={<PlusOutlined />}
        onClick={onCreate}
        data-testid="new-draft"
        title="Ctrl+N 或 Alt+N"
      >
        {zh.work.create}
      </CommandButton>
    </div>
  );
}

function DropZone({ onFile, children }: { readonly onFile: (file: File) => void; readonly children: ReactNode }) {
  const [over, setOver] = useState(false);
  const holdsFile = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    <section
      aria-label={zh.work.importHint}
      className={over ? "cb-drop" : ""}
      style={{ minHeight: "100%" }}
      onDragOver={(event) => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) onFile(file);
      }}
    >
      {children}
    </section>
  );
}

/** Ctrl+N, and Alt+N where a browser keeps Ctrl+N for itself. */
function useNewKey(create: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const asked = (event.ctrlKey || event.altKey) && !event.shiftKey && event.code === "KeyN" && !event.isComposing;
      if (!asked) return;
      event.preventDefault();
      create();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
