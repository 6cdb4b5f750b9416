/** Small forms of the toolbar: the size of a new table, the address of a link. */
import { $isLinkNode, TOGGLE_LINK_COMMAND } from "@lexical/link";
import { Button, Input, InputNumber, Popover } from "antd";
import { $findMatchingParent, $getSelection, type LexicalEditor } from "lexical";
import { type JSX, type ReactNode, useState } from "react";
import { editorText } from "../text/writing";
import { isLinkTarget } from "./extensions/manuscript";
import { INSERT_TABLE } from "./extensions/tables";

interface InsertButtonProps {
  readonly editor: LexicalEditor;
  readonly icon: ReactNode;
}

export function TableButton({ editor, icon }: InsertButtonProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const [rows, setRows] = useState(3);
  const [columns, setColumns] = useState(3);
  const insert = (): void => {
    setOpen(false);
    editor.focus();
    editor.dispatchCommand(INSERT_TABLE, { rows, columns });
  };
  const form = (
    <div className="ed-small-form">
      <InputNumber
        min={1}
        max={50}
        value={rows}
        suffix={editorText.rows}
        aria-label={editorText.rows}
        onChange={(value) => setRows(value ?? 1)}
      />
      <InputNumber
        min={1}
        max={20}
        value={columns}
        suffix={editorText.columns}
        aria-label={editorText.columns}
        onChange={(value) => setColumns(value ?? 1)}
      />
      <Button type="primary" data-testid="table-insert" onClick={insert}>
        {editorText.insert}
      </Button>
    </div>
  );
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottom"
      title={editorText.insertTable}
      content={form}
    >
      <Button
        type="text"
        size="small"
        className="ed-tool"
        icon={icon}
        title={editorText.table}
        aria-label={editorText.insertTable}
        data-testid="table-open"
      />
    </Popover>
  );
}

export function LinkButton({ editor, icon }: InsertButtonProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState("");
  const bad = url !== "" && !isLinkTarget(url);
  const show = (next: boolean): void => {
    if (next) setUrl(editor.read($linkAtSelection));
    setOpen(next);
  };
  const set = (value: string | null): void => {
    setOpen(false);
    editor.focus();
    editor.dispatchCommand(TOGGLE_LINK_COMMAND, value);
  };
  const form = (
    <div className="ed-small-form ed-link-form">
      <Input
        autoFocus
        value={url}
        maxLength={2_000}
        status={bad ? "error" : ""}
        placeholder={editorText.linkHint}
        aria-label={editorText.linkAddress}
        onChange={(event) => setUrl(event.target.value.trim())}
        onPressEnter={() => isLinkTarget(url) && set(url)}
      />
      <Button type="primary" disabled={!isLinkTarget(url)} onClick={() => set(url)}>
        {editorText.setLink}
      </Button>
      <Button onClick={() => set(null)}>{editorText.removeLink}</Button>
      {bad && <div className="ed-file-fault">{editorText.linkBad}</div>}
    </div>
  );
  return (
    <Popover
      open={open}
      onOpenChange={show}
      trigger="click"
      placement="bottom"
      title={editorText.linkAddress}
      content={form}
    >
      <Button
        type="text"
        size="small"
        className="ed-tool"
        icon={icon}
        title={editorText.link}
        aria-label={editorText.link}
        data-testid="link-open"
      />
    </Popover>
  );
}

function $linkAtSelection(): string {
  const [node] = $getSelection()?.getNodes() ?? [];
  const link = node === undefined ? null : $findMatchingParent(node, $isLinkNode);
  return link?.getURL() ?? "";
}
