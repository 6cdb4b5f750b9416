/** Images and attachments: blocks without text that name a file by the hash of its bytes. */
import {
  $create,
  $getState,
  $setState,
  createState,
  DecoratorNode,
  type LexicalEditor,
  type LexicalNode,
} from "lexical";
import type { JSX } from "react";
import { type FileRef, fileRef } from "../../../shared/model/manuscript";
import { AttachmentCard, ImageCard, type ImageWords } from "../file-card";

const NO_FILE: FileRef = { hash: `sha-256:${"0".repeat(64)}`, name: "?", mime: "application/octet-stream", size: 0 };

const fileState = createState("file", {
  parse: (value): FileRef => fileRef.safeParse(value).data ?? NO_FILE,
  isEqual: (a, b) => a.hash === b.hash && a.name === b.name && a.mime === b.mime && a.size === b.size,
});

const PLAIN: ImageWords = { alt: "", decorative: false, caption: "" };

const imageWords = createState("imageWords", {
  parse: (value): ImageWords => {
    if (typeof value !== "object" || value === null) return PLAIN;
    const text = (name: string): string => {
      const found: unknown = Reflect.get(value, name);
      return typeof found === "string" ? found.slice(0, 500) : "";
    };
    return { alt: text("alt"), decorative: Reflect.get(value, "decorative") === true, caption: text("caption") };
  },
  isEqual: (a, b) => a.alt === b.alt && a.decorative === b.decorative && a.caption === b.caption,
});

function hostElement(kind: string): HTMLElement {
  const element = document.createElement("div");
  element.className = `ed-file ed-file-${kind}`;
  return element;
}

export class ManuscriptImageNode extends DecoratorNode<JSX.Element> {
  override $config() {
    return this.config("manuscript-image", { extends: DecoratorNode });
  }
  getFile(): FileRef {
    return $getState(this, fileState);
  }
  getWords(): ImageWords {
    return $getState(this, imageWords);
  }
  setWords(words: ImageWords): this {
    return $setState(this, imageWords, words);
  }
  override createDOM(): HTMLElement {
    return hostElement("image");
  }
  override updateDOM(): false {
    return false;
  }
  override isInline(): false {
    return false;
  }
  override getTextContent(): string {
    return this.getWords().caption;
  }
  override decorate(editor: LexicalEditor): JSX.Element {
    return (
      <ImageCard
        file={this.getFile()}
        words={this.getWords()}
        onWords={(words) => editor.update(() => this.setWords(words))}
        onRemove={() => editor.update(() => this.remove())}
      />
    );
  }
}

export class ManuscriptAttachmentNode extends DecoratorNode<JSX.Element> {
  override $config() {
    return this.config("manuscript-attachment", { extends: DecoratorNode });
  }
  getFile(): FileRef {
    return $getState(this, fileState);
  }
  override createDOM(): HTMLElement {
    return hostElement("attachment");
  }
  override updateDOM(): false {
    return false;
  }
  override isInline(): false {
    return false;
  }
  override getTextContent(): string {
    return "";
  }
  override decorate(editor: LexicalEditor): JSX.Element {
    return <AttachmentCard file={this.getFile()} onRemove={() => editor.update(() => this.remove())} />;
  }
}

export function $createImageNode(file: FileRef, words: ImageWords): ManuscriptImageNode {
  return $setState($create(ManuscriptImageNode), fileState, file).setWords(words);
}

export function $createAttachmentNode(file: FileRef): ManuscriptAttachmentNode {
  return $setState($create(ManuscriptAttachmentNode), fileState, file);
}

export const $isImageNode = (node: LexicalNode | null | undefined): node is ManuscriptImageNode =>
  node instanceof ManuscriptImageNode;
export const $isAttachmentNode = (node: LexicalNode | null | undefined): node is ManuscriptAttachmentNode =>
  node instanceof ManuscriptAttachmentNode;
