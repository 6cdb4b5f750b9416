/**
 * 第二引擎 (R20): another proofreader beside ours. Its text goes only to a library or program on this machine, and what it
 * says is shown to the person and never signed. docs/second-engine.md says how to add one.
 */
import { AppError } from "../../shared/failure";

export interface EngineBlock {
  readonly id: string;
  readonly text: string;
}

/** A place in one block. `right` is what to write there instead, null when the engine only remarks. UTF-16 offsets. */
export interface EngineRemark {
  readonly block: string;
  readonly start: number;
  readonly end: number;
  readonly right: string | null;
  readonly message: string;
}

export interface SecondEngine {
  readonly id: string;
  readonly name: string;
  /** Loads what it needs; the answer names the version. @throws AppError E_STATE when it is absent or broken */
  readonly version: () => Promise<string>;
  /** @throws AppError E_STATE when it fails, answers nonsense or takes too long */
  readonly check: (blocks: readonly EngineBlock[]) => Promise<readonly EngineRemark[]>;
}

export const engineTrouble = (name: string, why: string, cause?: unknown): AppError =>
  new AppError("E_STATE", `第二引擎“${name}”${why}`, cause === undefined ? {} : { cause });

export interface EngineInfo {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Why it cannot be used, in Chinese; empty when it can. */
  readonly trouble: string;
}

export class SecondEngines {
  private readonly engines: readonly SecondEngine[];

  constructor(engines: readonly SecondEngine[]) {
    this.engines = engines;
  }

  list(): Promise<EngineInfo[]> {
    return Promise.all(
      this.engines.map(async ({ id, name, version }) => {
        try {
          return { id, name, version: await version(), trouble: "" };
        } catch (error) {
          return { id, name, version: "", trouble: error instanceof AppError ? error.detail : "不能使用" };
        }
      }),
    );
  }

  /** Remarks that do not fit the text they speak of are dropped: a foreign program is not believed. */
  async check(id: string, blocks: readonly EngineBlock[]) {
    const engine = this.engines.find((each) => each.id === id);
    if (engine === undefined) throw new AppError("E_STATE", "没有这个第二引擎");
    const version = await engine.version();
    const lengths = new Map(blocks.map((block) => [block.id, block.text.length]));
    const remarks = (await engine.check(blocks)).filter(
      ({ block, start, end }) => start >= 0 && start <= end && end <= (lengths.get(block) ?? -1),
    );
    return { name: engine.name, version, remarks };
  }
}
