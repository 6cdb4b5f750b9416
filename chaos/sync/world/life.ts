/**
 * The life of one process that is killed in the middle: once dead, whatever it waits for never comes, so that nothing
 * of it runs on beside the process that takes its place.
 */

const never = new Promise<never>(() => undefined);

export class Life {
  #dead = false;
  /** Steps of work left until it dies by itself. */
  #fuse = Number.POSITIVE_INFINITY;
  #tell: () => void = () => undefined;
  readonly died: Promise<void>;

  constructor() {
    this.died = new Promise((resolve) => {
      this.#tell = resolve;
    });
  }

  get dead(): boolean {
    return this.#dead;
  }

  readonly die = (): void => {
    this.#dead = true;
    this.#tell();
  };

  /** It dies after so many more steps, in the middle of whatever it does then. */
  readonly dieAfter = (steps: number): void => {
    this.#fuse = steps;
  };

  /** One step of its work. Done before the death, it is done; its caller may never learn of it. */
  readonly step = async <T>(work: () => Promise<T>): Promise<T> => {
    this.#fuse -= 1;
    if (this.#fuse <= 0) this.die();
    if (this.#dead) return never;
    try {
      const value = await work();
      return this.#dead ? never : value;
    } catch (error) {
      if (this.#dead) return never;
      throw error;
    }
  };

  /** What a person waits for: ends with the work or with the death. Whether the work was done. */
  readonly outlive = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (this.#dead) return false;
    return Promise.race([work().then(() => true), this.died.then(() => false)]);
  };
}
