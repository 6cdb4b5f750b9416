/** One line of any tab. */

import type { ReactNode } from "react";
import type { Passage } from "../../../shared/search/question";
import type { OperationState } from "../../../shared/sync/operation";

export interface WorkRow {
  readonly itemId: string;
  readonly title: string;
  readonly columnId: string;
  readonly level: string;
  readonly updatedAt: string;
  /** Sync mark; null when there is nothing to say. */
  readonly mark: OperationState | null;
  /** A second line: why it came back, what failed. */
  readonly note: string;
  /** Where the search found it, when the title alone does not tell. */
  readonly passage?: Passage;
  readonly open: () => void;
  readonly actions: ReactNode;
}
