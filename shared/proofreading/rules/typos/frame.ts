/** What two competing ways to say a thing are: what opens the clause, and what can no longer close it. */

export type Left = "first" | "last" | "both" | "none";

export interface Frame {
  readonly first: string;
  readonly last: string;
  readonly why: string;
  /** What may be left out so that the other stands; `none` where it must be rewritten. */
  readonly drop: Left;
  /** Longest stretch between the two. */
  readonly most?: number;
  readonly least?: number;
  /** The second need not end its clause. */
  readonly isOpen?: true;
  /** A word between the two that makes both right. */
  readonly unless?: RegExp;
}

/** Where a clause begins. */
export const START = "(?<=^|[，。；！？：])";
/** 作为, 成为, 列为: the end of a verb, not the 为 of 以……为. */
export const NOT_OF_VERB = "(?<![作成化定列视变级转造升归认称命选评确当改立设看引奉纳较最甚尤因是分])";
/** The same, and behind 要, 应当, 须. */
export const START_OR_MODAL = "(?<=^|[，。；！？：要应当须])";
