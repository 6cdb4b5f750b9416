/**
 * An evidence pack 证据包 that was opened by a double click: its verdict is shown in the system's browser by the same program
 * as in the other edition (`cli/verify-window.ts`), in a process of its own. No store is opened and nobody signs in for it.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface VerdictFork {
  readonly fork: (
    path: string,
    args: string[],
    options: { readonly env: Record<string, string>; readonly stdio: "ignore"; readonly serviceName: string },
  ) => { on(event: "exit", listener: (code: number) => void): unknown };
}

/** The pack among what the program was started with, menus hand it over as an address; null: started for the desk. */
export function evidenceIn(args: readonly string[]): string | null {
  const found = args.find((arg) => !arg.startsWith("-") && /\.cbpack$/i.test(arg)) ?? null;
  return found?.startsWith("file://") === true ? fileURLToPath(found) : found;
}

export interface VerdictParts {
  readonly utility: VerdictFork;
  /** `verify-window.js` beside the shell. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Resolves when the verdict has been handed to the browser; false where this build has no such program. */
export function showVerdict(pack: string, { utility, program, env }: VerdictParts): Promise<boolean> {
  if (!existsSync(program)) return Promise.resolve(false);
  const given = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const child = utility.fork(program, [pack], {
    env: Object.fromEntries(given),
    stdio: "ignore",
    serviceName: "Caibian verdict",
  });
  return new Promise((resolve) => child.on("exit", () => resolve(true)));
}
