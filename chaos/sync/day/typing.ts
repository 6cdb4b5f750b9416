/** Somebody types: what was said to be saved is kept here, to be looked for after each restart. */
import { notice } from "../../../platform/testing/work";
import type { Workstation } from "../../../renderer/workstation";

let keystrokes = 0;

export class Typing {
  /** Texts of the open draft, in the order in which they were given to the store. */
  #tried: string[] = [];
  #saved = -1;
  #itemId: string | null = null;
  saves = 0;

  readonly type = async (station: Workstation): Promise<void> => {
    if (this.#itemId === null) {
      const { document, metadata } = notice();
      this.#itemId = (await station.drafts.create({ document, metadata })).itemId;
    }
    keystrokes += 1;
    const text = `正在写的稿件，第${keystrokes}次保存。`;
    const draft = await station.drafts.open(this.#itemId);
    this.#tried.push(text);
    const { document } = notice(text);
    await station.drafts.save({ ...draft, document });
    this.#saved = this.#tried.length - 1;
    this.saves += 1;
  };

  /** Whether the draft holds what was last said to be saved, or something later. */
  readonly isThere = async (station: Workstation): Promise<boolean> => {
    if (this.#itemId === null || this.#saved < 0) return true;
    const { document } = await station.drafts.open(this.#itemId);
    const text = document.blocks.flatMap((block) => ("runs" in block ? block.runs : [])).map((run) => run.text);
    return this.#tried.slice(this.#saved).includes(text.join(""));
  };
}
