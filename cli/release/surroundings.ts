/** What the command touches besides files. */
export interface Surroundings {
  readonly print: (text: string) => void;
  /** Asks on the terminal; what is typed is not shown. */
  readonly askSecret: (question: string) => Promise<string>;
  readonly clock: () => Date;
}
