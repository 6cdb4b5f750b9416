/** The toolbar above the page: words where a word is clearer, shortcuts in the hints. */
import {
  AlignCenterOutlined,
  AlignLeftOutlined,
  AlignRightOutlined,
  BoldOutlined,
  ItalicOutlined,
  LinkOutlined,
  OrderedListOutlined,
  RedoOutlined,
  SearchOutlined,
  StrikethroughOutlined,
  TableOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import { useLexicalComposerContext } from "@lexical/react/LexicalComposerContext";
import { Button, Dropdown, Select } from "antd";
import {
  FORMAT_ELEMENT_COMMAND,
  FORMAT_TEXT_COMMAND,
  type LexicalEditor,
  REDO_COMMAND,
  type TextFormatType,
  UNDO_COMMAND,
} from "lexical";
import type { JSX, ReactNode } from "react";
import { editorText } from "../text/writing";
import { type BlockStyle, SET_BLOCK_STYLE } from "./extensions/headings";
import { TOGGLE_LIST } from "./extensions/lists";
import { CHANGE_TABLE, tableActions } from "./extensions/tables";
import { LinkButton, TableButton } from "./insert-buttons";
import { useToolbarState } from "./toolbar-state";

interface ToolbarProps {
  /** What puts pictures and attachments into the text: a command that says why it waits, so a screen's. */
  readonly files: ReactNode;
  readonly onFind: () => void;
  /** Why the tools are off now; null when they are not. */
  readonly locked: string | null;
}

interface MarkButton {
  readonly format: TextFormatType;
  readonly icon: ReactNode;
  readonly hint: string;
}

const markButtons: readonly MarkButton[] = [
  { format: "bold", icon: <BoldOutlined />, hint: `${editorText.bold} Ctrl+B` },
  { format: "italic", icon: <ItalicOutlined />, hint: `${editorText.italic} Ctrl+I` },
  { format: "underline", icon: <UnderlineOutlined />, hint: `${editorText.underline} Ctrl+U` },
  { format: "strikethrough", icon: <StrikethroughOutlined />, hint: editorText.strike },
  { format: "superscript", icon: <span aria-hidden>x²</span>, hint: editorText.superscript },
  { format: "subscript", icon: <span aria-hidden>x₂</span>, hint: editorText.subscript },
];

const styleOptions: readonly { readonly value: BlockStyle; readonly label: string }[] = [
  { value: "body", label: editorText.body },
  { value: 1, label: editorText.levels[1] },
  { value: 2, label: editorText.levels[2] },
  { value: 3, label: editorText.levels[3] },
  { value: 4, label: editorText.levels[4] },
];

const aligns = [
  { value: "left", icon: <AlignLeftOutlined /> },
  { value: "center", icon: <AlignCenterOutlined /> },
  { value: "right", icon: <AlignRightOutlined /> },
] as const;

interface ToolProps {
  readonly hint: string;
  readonly icon: ReactNode;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly onClick: () => void;
}

/** Keeps the selection in the text: a press on the toolbar never takes the focus. */
function Tool({ hint, icon, pressed = false, disabled = false, testId, onClick }: ToolProps): JSX.Element {
  return (
    <Button
      type={pressed ? "default" : "text"}
      size="small"
      className="ed-tool"
      icon={icon}
      title={hint}
      aria-label={hint}
      aria-pressed={pressed}
      // Left out, what surrounds the toolbar decides: nothing changes a text that cannot be saved.
      {...(disabled ? { disabled } : {})}
      data-testid={testId}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    />
  );
}

export function Toolbar({ files, onFind, locked }: ToolbarProps): JSX.Element {
  const [editor] = useLexicalComposerContext();
  const state = useToolbarState(editor);
  return (
    <div className="ed-toolbar" role="toolbar" aria-label={editorText.style} title={locked ?? undefined}>
      <Select
        size="small"
        className="ed-style"
        aria-label={editorText.style}
        data-testid="block-style"
        value={state.style}
        options={[...styleOptions]}
        onChange={(style) => {
          editor.dispatchCommand(SET_BLOCK_STYLE, style);
          editor.focus();
        }}
      />
      {markButtons.map(({ format, icon, hint }) => (
        <Tool
          key={format}
          hint={hint}
          icon={icon}
          pressed={state.formats.has(format)}
          onClick={() => editor.dispatchCommand(FORMAT_TEXT_COMMAND, format)}
        />
      ))}
      <BlockTools editor={editor} inTable={state.inTable} />
      {files}
      <HistoryTools editor={editor} canUndo={state.canUndo} canRedo={state.canRedo} />
      <Button
        size="small"
        type="text"
        icon={<SearchOutlined />}
        title="Ctrl+F"
        disabled={false}
        data-testid="find-open"
        onClick={onFind}
      >
        {editorText.find}
      </Button>
    </div>
  );
}

interface HistoryToolsProps {
  readonly editor: LexicalEditor;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

function HistoryTools({ editor, canUndo, canRedo }: HistoryToolsProps): JSX.Element {
  return (
    <>
      <Tool
        hint={`${editorText.undo} Ctrl+Z`}
        icon={<UndoOutlined />}
        disabled={!canUndo}
        testId="undo"
        onClick={() => editor.dispatchCommand(UNDO_COMMAND, undefined)}
      />
      <Tool
        hint={`${editorText.redo} Ctrl+Y`}
        icon={<RedoOutlined />}
        disabled={!canRedo}
        onClick={() => editor.dispatchCommand(REDO_COMMAND, undefined)}
      />
    </>
  );
}

function BlockTools({ editor, inTable }: { readonly editor: LexicalEditor; readonly inTable: boolean }): JSX.Element {
  return (
    <>
      {aligns.map(({ value, icon }) => (
        <Tool
          key={value}
          hint={editorText.align[value]}
          icon={icon}
          onClick={() => editor.dispatchCommand(FORMAT_ELEMENT_COMMAND, value)}
        />
      ))}
      <Tool
        hint={editorText.numbered}
        icon={<OrderedListOutlined />}
        onClick={() => editor.dispatchCommand(TOGGLE_LIST, "numbered")}
      />
      <Tool
        hint={editorText.bulleted}
        icon={<UnorderedListOutlined />}
        onClick={() => editor.dispatchCommand(TOGGLE_LIST, "bulleted")}
      />
      {inTable ? <TableMenu editor={editor} /> : <TableButton editor={editor} icon={<TableOutlined />} />}
      <LinkButton editor={editor} icon={<LinkOutlined />} />
    </>
  );
}

function TableMenu({ editor }: { readonly editor: LexicalEditor }): JSX.Element {
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: tableActions.map((key) => ({ key, label: editorText.tableActions[key] })),
        onClick: ({ key }) => {
          const action = tableActions.find((each) => each === key);
          if (action !== undefined) editor.dispatchCommand(CHANGE_TABLE, action);
        },
      }}
    >
      <Button
        size="small"
        icon={<TableOutlined />}
        data-testid="table-menu"
        onMouseDown={(event) => event.preventDefault()}
      >
        {editorText.tableMenu}
      </Button>
    </Dropdown>
  );
}
