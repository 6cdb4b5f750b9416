/**
 * A clipboard that ends at the window: the system gets a number without meaning, the text stays in this page's memory. No
 * other program, and no other page, ever holds it (L3, `clipboard: inside`).
 */

/** Under which the number travels. */
export const INSIDE_TYPE = "application/x-caibian-inside";

/** What was copied, by its MIME types. */
export type Held = ReadonlyMap<string, string>;

export class InsideClipboard {
  readonly #newToken: () => string;
  #token: string | null = null;
  #held: Held = new Map();

  constructor(newToken: () => string) {
    this.#newToken = newToken;
  }

  /** Keeps it in the place of what was kept before; answers the number for the system. */
  readonly hold = (held: Held): string => {
    const token = this.#newToken();
    this.#token = token;
    this.#held = held;
    return token;
  };

  /** Null when the system's clipboard holds something else by now. */
  readonly of = (token: string): Held | null => (token !== "" && token === this.#token ? this.#held : null);

  readonly clear = (): void => {
    this.#token = null;
    this.#held = new Map();
  };
}
