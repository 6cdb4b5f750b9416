/** Structure that text alone does not show: rules of form and accessibility judge it (MC-33, MC-36, MC-43). */
export type BlockPart =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3 | 4 }
  | { readonly kind: "header-cell" }
  /** Stands on the block of the replacement text, which is there even when that is empty. */
  | {
      readonly kind: "image";
      readonly name: string;
      readonly size: number;
      readonly caption: string;
      readonly decorative: boolean;
    }
  /** Stands on the block of an attached file's name. */
  | {
      readonly kind: "file";
      readonly size: number;
      readonly mime: string;
      /** What of its text could not be checked; absent when all was, or there is none. */
      readonly unread?: string;
    }
  /** Text out of an attached file that a reader of the file does not see: a hidden sheet, a deleted passage. */
  | { readonly kind: "hidden"; readonly why: string };
