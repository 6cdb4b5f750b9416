/** Two versions in one text: inserted and deleted characters, moved blocks, changed cells, each with its word. */
import { createElement, memo, type ReactNode, useMemo } from "react";
import type { Content } from "../../../shared/model/content";
import {
  type BlockChange,
  type ContentDiff,
  diffContent,
  isVisibleChange,
  type PartChange,
} from "../../../shared/model/diff";
import type { Block } from "../../../shared/model/manuscript";
import type { Piece } from "../../../shared/model/text-diff";
import { blockTree, headingTags } from "../../../shared/publication/article-tree";
import { reviewText } from "../../text/review";
import { ArticleStyle, nodeView } from "./article-view";

interface DiffViewProps {
  readonly before: Content;
  readonly after: Content;
}

export const DiffView = memo(function DiffView({ before, after }: DiffViewProps) {
  const diff = useMemo(() => diffContent(before, after), [before, after]);
  return (
    <div className="canonical-view" data-testid="diff-view">
      <ArticleStyle />
      <Summary diff={diff} />
      <article>
        <h1>
          <Pieces pieces={diff.title} />
        </h1>
        <div className="text">
          {diff.blocks.map((change) => (
            <Change key={`${change.kind} ${blockOf(change).id}`} change={change} />
          ))}
        </div>
      </article>
    </div>
  );
});

/** What the text alone would not show, above the text. */
function Summary({ diff }: { readonly diff: ContentDiff }) {
  if (diff.same) return <p className="diff-note">{reviewText.same}</p>;
  if (diff.onlyInternal) return <p className="diff-note">{reviewText.onlyInternal}</p>;
  const count = diff.blocks.filter(isVisibleChange).length;
  return (
    <div className="diff-summary" data-testid="diff-summary">
      <p className="diff-note">
        {`改动 ${count} 段，元数据 ${diff.metadata.length} 项，不体现在文字上的 ${diff.attributes.length} 处。`}
      </p>
      {diff.metadata.length > 0 && (
        <ChangeTable
          title={reviewText.metadataChanges}
          rows={diff.metadata.map((row) => ({ what: row.label, about: "", before: row.before, after: row.after }))}
        />
      )}
      {diff.attributes.length > 0 && <ChangeTable title={reviewText.attributes} rows={diff.attributes} />}
    </div>
  );
}

interface ChangeRow {
  readonly what: string;
  readonly about: string;
  readonly before: string;
  readonly after: string;
}

function ChangeTable({ title, rows }: { readonly title: string; readonly rows: readonly ChangeRow[] }) {
  return (
    <table className="diff-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">改动前</th>
          <th scope="col">改动后</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.what} ${row.about} ${row.before} ${row.after}`}>
            <th scope="row">{row.about === "" ? row.what : `${row.what}（${row.about}）`}</th>
            <td>{row.before === "" ? reviewText.none : row.before}</td>
            <td>{row.after === "" ? reviewText.none : row.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const blockOf = (change: BlockChange): Block => (change.kind === "removed" ? change.before : change.after);

/** One block with what happened to it. */
export function Change({ change }: { readonly change: BlockChange }) {
  if (change.kind !== "kept") {
    return (
      <Marked kind={change.kind} word={change.kind === "added" ? "新增" : "删除"}>
        {nodeView(blockTree(blockOf(change), ""), "block")}
      </Marked>
    );
  }
  const changed = change.parts.some((part) => part.state !== "same");
  const body = changed ? changedBlock(change.after, change.parts) : nodeView(blockTree(change.after, ""), "block");
  if (!isVisibleChange(change)) return body;
  const words = [
    change.movedFrom === null ? "" : `移动，原第 ${change.movedFrom + 1} 段`,
    changed || change.attributes.length > 0 ? "修改" : "",
  ];
  return (
    <Marked kind="changed" word={words.filter((word) => word !== "").join("；")}>
      {body}
    </Marked>
  );
}

interface MarkedProps {
  readonly kind: "added" | "removed" | "changed";
  readonly word: string;
  readonly children: ReactNode;
}

function Marked({ kind, word, children }: MarkedProps) {
  return (
    <div className={`change-block ${kind}`}>
      <span className="change-mark">{word}</span>
      {children}
    </div>
  );
}

function changedBlock(block: Block, parts: readonly PartChange[]): ReactNode {
  switch (block.kind) {
    case "heading":
      return createElement(headingTags[block.level - 1] ?? "h2", { "data-id": block.id }, partsView(parts));
    case "paragraph":
      return (
        <p data-id={block.id} data-align={block.align}>
          {partsView(parts)}
        </p>
      );
    case "list":
      return createElement(
        block.ordered ? "ol" : "ul",
        { "data-id": block.id },
        parts.map((part) => (
          <li key={`${part.state} ${part.id}`} data-id={part.id} data-depth={depthOf(block, part.id)}>
            <Pieces pieces={part.pieces} />
          </li>
        )),
      );
    case "table":
      return <ChangedTable table={block} parts={parts} />;
    case "image":
    case "attachment":
      return nodeView(blockTree(block, ""), "block");
  }
}

function depthOf(block: Extract<Block, { kind: "list" }>, id: string): number {
  return block.items.find((item) => item.id === id)?.depth ?? 0;
}

type TableBlock = Extract<Block, { kind: "table" }>;

function ChangedTable({ table, parts }: { readonly table: TableBlock; readonly parts: readonly PartChange[] }) {
  const rows = [...new Set(parts.map((part) => part.row))];
  const cells = new Map(table.rows.flatMap((row) => row.cells.map((cell) => [cell.id, cell])));
  return (
    <table data-id={table.id}>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            {parts
              .filter((part) => part.row === row)
              .map((part) => {
                const cell = cells.get(part.id);
                const spans = { colSpan: cell?.colSpan ?? 1, rowSpan: cell?.rowSpan ?? 1 };
                return createElement(
                  cell?.header === true ? "th" : "td",
                  { key: `${part.state} ${part.id}`, "data-id": part.id, ...spans },
                  <Pieces pieces={part.pieces} />,
                );
              })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const partsView = (parts: readonly PartChange[]): ReactNode =>
  parts.map((part) => <Pieces key={`${part.state} ${part.id}`} pieces={part.pieces} />);

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  const places = pieces.map((_, i) => pieces.slice(0, i).reduce((sum, piece) => sum + piece.text.length, 0));
  return pieces.map(({ kind, text }, i) => {
    const key = `${kind} ${places[i]}`;
    if (kind === "same") return <span key={key}>{text}</span>;
    return kind === "added" ? (
      <ins key={key} title="新增">
        {text}
      </ins>
    ) : (
      <del key={key} title="删除">
        {text}
      </del>
    );
  });
}
