/** One figure: what is done, and how often for its median. */
export interface Figure {
  readonly name: string;
  readonly runs: number;
  readonly work: () => unknown;
}
