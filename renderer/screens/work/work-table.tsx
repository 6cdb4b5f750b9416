import { Table } from "antd";
import { useMemo } from "react";
import { Marked } from "../../search/marked";
import { zh } from "../../text/zh";
import { Nothing } from "../../ui/nothing";
import { SyncMark } from "../../ui/sync-mark";
import { When } from "../../ui/when";
import type { WorkRow } from "./row";
import { PAGE_ROWS } from "./work-lists";

export interface WorkTableProps {
  readonly rows: readonly WorkRow[];
  readonly empty: string;
  readonly columnName: (columnId: string) => string;
  readonly loading: boolean;
  /** Which page `rows` are, and how many lines there are in all. */
  readonly page: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

export function WorkTable({ rows, empty, columnName, loading, page, total, onPage }: WorkTableProps) {
  const words = zh.work.columns;
  const columns = useMemo(
    () => [
      { title: words.title, key: "title", render: (row: WorkRow) => <TitleCell row={row} /> },
      { title: words.column, key: "column", width: 140, render: (row: WorkRow) => columnName(row.columnId) },
      { title: words.level, key: "level", width: 110, render: (row: WorkRow) => row.level },
      { title: words.updated, key: "updated", width: 124, render: (row: WorkRow) => <When at={row.updatedAt} /> },
      {
        title: words.state,
        key: "state",
        width: 104,
        render: (row: WorkRow) => (row.mark === null ? null : <SyncMark state={row.mark} />),
      },
      { title: words.actions, key: "actions", width: 232, render: (row: WorkRow) => row.actions },
    ],
    [columnName, words],
  );
  return (
    <Table<WorkRow>
      size="small"
      rowKey="itemId"
      columns={columns}
      scroll={{ x: 960 }}
      dataSource={[...rows]}
      loading={loading ? { description: "正在读取平台列表…" } : false}
      pagination={{
        current: page,
        total,
        onChange: onPage,
        pageSize: PAGE_ROWS,
        hideOnSinglePage: true,
        showSizeChanger: false,
        showTotal: zh.work.total,
      }}
      locale={{ emptyText: <Nothing words={empty} /> }}
      onRow={(row) => ({ onDoubleClick: row.open, ...{ "data-testid": "work-row", "data-item": row.itemId } })}
    />
  );
}

function TitleCell({ row }: { readonly row: WorkRow }) {
  return (
    <div className="cb-title-cell">
      <button type="button" className="cb-row-title" onClick={row.open} data-testid="row-open">
        {row.title === "" ? zh.work.untitled : row.title}
      </button>
      {row.note === "" ? null : <div className="cb-sub">{row.note}</div>}
      {row.passage === undefined ? null : (
        <div className="cb-sub" data-testid="row-passage">
          <Marked {...row.passage} />
        </div>
      )}
    </div>
  );
}
