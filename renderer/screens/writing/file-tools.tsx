/** 插入图片、附件 above the page: one command behind two kinds of file, which says why it waits (D6). */
import { PaperClipOutlined, PictureOutlined } from "@ant-design/icons";
import { type JSX, type ReactNode, useRef } from "react";
import { CommandButton } from "../../commands/command-button";
import { editorText } from "../../text/writing";

interface FileToolsProps {
  readonly onFiles: (files: readonly File[]) => void;
}

interface Kind {
  readonly hint: string;
  readonly icon: ReactNode;
  readonly accept: string;
  readonly testId: string;
}

const kinds: readonly Kind[] = [
  { hint: editorText.image, icon: <PictureOutlined />, accept: "image/*", testId: "insert-image" },
  {
    hint: editorText.attachment,
    icon: <PaperClipOutlined />,
    accept: ".pdf,.ofd,.docx,.xlsx,.pptx",
    testId: "insert-attachment",
  },
];

export function FileTools({ onFiles }: FileToolsProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const open = (accept: string): void => {
    if (input.current === null) return;
    input.current.accept = accept;
    input.current.click();
  };
  return (
    <>
      {kinds.map(({ hint, icon, accept, testId }) => (
        <CommandButton
          key={testId}
          command="draft.attach"
          type="text"
          size="small"
          className="ed-tool"
          icon={icon}
          title={hint}
          aria-label={hint}
          data-testid={testId}
          // The selection stays in the text, where the file will go.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => open(accept)}
        />
      ))}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </>
  );
}
