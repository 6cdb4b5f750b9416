/** How an image and an attachment look inside the text, with the words an image needs (E4). */
import { DeleteOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input } from "antd";
import { type JSX, useEffect, useState } from "react";
import type { FileRef } from "../../shared/model/manuscript";
import { useServices } from "../services";
import { editorText } from "../text/writing";

export interface ImageWords {
  readonly alt: string;
  readonly decorative: boolean;
  readonly caption: string;
}

interface ImageCardProps {
  readonly file: FileRef;
  readonly words: ImageWords;
  readonly onWords: (words: ImageWords) => void;
  readonly onRemove: () => void;
}

export function ImageCard({ file, words, onWords, onRemove }: ImageCardProps): JSX.Element {
  const missing = words.alt.trim() === "" && !words.decorative;
  return (
    <figure className="ed-image" data-testid="image-card">
      <Picture file={file} alt={words.alt} />
      <div className="ed-file-form">
        <Input
          value={words.alt}
          maxLength={500}
          disabled={words.decorative}
          status={missing ? "error" : ""}
          aria-label={editorText.imageAlt}
          placeholder={editorText.imageAlt}
          data-testid="image-alt"
          onChange={(event) => onWords({ ...words, alt: event.target.value })}
        />
        <Checkbox
          checked={words.decorative}
          data-testid="image-decorative"
          onChange={(event) => onWords({ ...words, decorative: event.target.checked, alt: "" })}
        >
          {editorText.decorative}
        </Checkbox>
        <Input
          value={words.caption}
          maxLength={500}
          aria-label={editorText.imageCaption}
          placeholder={editorText.imageCaption}
          data-testid="image-caption"
          onChange={(event) => onWords({ ...words, caption: event.target.value })}
        />
        <RemoveButton name={file.name} onRemove={onRemove} />
      </div>
      {missing && <div className="ed-file-fault">{editorText.missingAlt}</div>}
    </figure>
  );
}

export function AttachmentCard({
  file,
  onRemove,
}: {
  readonly file: FileRef;
  readonly onRemove: () => void;
}): JSX.Element {
  return (
    <div className="ed-attachment" data-testid="attachment-card">
      <PaperClipOutlined aria-hidden />
      <span className="ed-attachment-name">{file.name}</span>
      <span className="ed-attachment-size">{editorText.fileSize(file.size)}</span>
      <RemoveButton name={file.name} onRemove={onRemove} />
    </div>
  );
}

function RemoveButton({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }): JSX.Element {
  return (
    <Button
      type="text"
      size="small"
      icon={<DeleteOutlined />}
      aria-label={`${editorText.removeFile} ${name}`}
      title={editorText.removeFile}
      onClick={onRemove}
    />
  );
}

/** Bytes from this machine's store; they are never fetched from an address in the text. */
function Picture({ file, alt }: { readonly file: FileRef; readonly alt: string }): JSX.Element {
  const { drafts } = useServices();
  const [url, setUrl] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  useEffect(() => {
    let made: string | null = null;
    let live = true;
    const load = async (): Promise<void> => {
      const bytes = await drafts.readFile(file.hash).catch(() => null);
      if (!live) return;
      if (bytes === null) {
        setGone(true);
        return;
      }
      made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: file.mime }));
      setUrl(made);
    };
    void load();
    return () => {
      live = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [drafts, file.hash, file.mime]);
  if (gone) return <div className="ed-image-gone">{`${file.name}：${editorText.imageGone}`}</div>;
  return url === null ? <div className="ed-image-gone" aria-busy /> : <img src={url} alt={alt} />;
}
