/** A folder of its own for each test, and `npm run proofread` over what lies in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../proofread";

export interface Ran {
  readonly code: 0 | 1 | 2;
  readonly out: readonly string[];
  readonly problems: readonly string[];
  readonly progress: readonly string[];
}

export interface ProofreadBench {
  readonly folder: string;
  /** Writes a file below the folder and answers its path. */
  readonly write: (name: string, data: string | Uint8Array) => string;
  readonly proofread: (...args: string[]) => Promise<Ran>;
  readonly remove: () => void;
}

export function proofreadBench(stdin = ""): ProofreadBench {
  const folder = mkdtempSync(join(tmpdir(), "caibian-proofread-"));
  return {
    folder,
    write: (name, data) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, data);
      return path;
    },
    proofread: async (...args) => {
      const [out, problems, progress]: [string[], string[], string[]] = [[], [], []];
      const code = await run(args, {
        out: (text) => out.push(text),
        problem: (text) => problems.push(text),
        progress: (text) => progress.push(text),
        today: "2026-11-22",
        stdin: () => new TextEncoder().encode(stdin),
      });
      return { code, out, problems, progress };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
