/** The editor of a manuscript: its features in order. One of the ordered lists of this code base. */
import { HistoryExtension } from "@lexical/history";
import { LinkExtension } from "@lexical/link";
import { RichTextExtension } from "@lexical/rich-text";
import { configExtension, defineExtension, type EditorThemeClasses } from "lexical";
import type { Failure } from "../../../shared/failure";
import type { Block } from "../../../shared/model/manuscript";
import type { StoreFile } from "../stored-file";
import { BlockIdsExtension } from "./block-ids";
import { CleanTextExtension } from "./clean-text";
import { ContentExtension } from "./content";
import { FilesExtension } from "./files";
import { FindExtension } from "./find";
import { HeadingsExtension } from "./headings";
import { ListsExtension } from "./lists";
import { PasteExtension, type PasteReport } from "./paste";
import { ProofMarksExtension } from "./proof-marks";
import { TablesExtension } from "./tables";

export interface ManuscriptEditorOptions {
  readonly initial: readonly Block[];
  readonly storeFile: StoreFile;
  readonly onChange: () => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onPasteReport: (report: PasteReport) => void;
  readonly onPasteRefused: (failure: Failure) => void;
  readonly onError: (error: Error) => void;
}

const theme = {
  paragraph: "ed-p",
  heading: { h2: "ed-h1", h3: "ed-h2", h4: "ed-h3", h5: "ed-h4" },
  link: "ed-link",
  table: "ed-table",
  tableCell: "ed-cell",
  tableCellHeader: "ed-cell-header",
  tableCellSelected: "ed-cell-selected",
  tableSelection: "ed-table-selection",
  tableScrollableWrapper: "ed-table-scroll",
  text: {
    bold: "ed-bold",
    italic: "ed-italic",
    underline: "ed-underline",
    strikethrough: "ed-strike",
    underlineStrikethrough: "ed-underline-strike",
    subscript: "ed-sub",
    superscript: "ed-super",
  },
} satisfies EditorThemeClasses;

/** Addresses a manuscript may link to. */
export const isLinkTarget = (url: string): boolean =>
  /^(https?:\/\/\S+|mailto:\S+@\S+)$/i.test(url) && url.length <= 2_000;

export function manuscriptExtension(options: ManuscriptEditorOptions) {
  return defineExtension({
    name: "caibian/manuscript",
    namespace: "caibian",
    theme,
    dependencies: [
      RichTextExtension,
      configExtension(HistoryExtension, { disabled: false, maxDepth: 300 }),
      configExtension(LinkExtension, { validateUrl: isLinkTarget }),
      BlockIdsExtension,
      CleanTextExtension,
      HeadingsExtension,
      ListsExtension,
      TablesExtension,
      configExtension(FilesExtension, { onFiles: options.onFiles }),
      configExtension(PasteExtension, {
        storeFile: options.storeFile,
        onReport: options.onPasteReport,
        onRefused: options.onPasteRefused,
      }),
      FindExtension,
      ProofMarksExtension,
      configExtension(ContentExtension, { initial: options.initial, onChange: options.onChange }),
    ],
    onError: options.onError,
  });
}
