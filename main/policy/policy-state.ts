/** What this machine remembers of policies: the issues it took, and the unit whose policy holds before anybody has signed in. */
import { join } from "node:path";
import { z } from "zod";
import type { AcceptedIssue } from "../../shared/policy/judge";
import { digest, id } from "../../shared/schema";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";

const issue = z.strictObject({ serial: z.number().int().positive(), hash: digest });

const stateFile = z.strictObject({
  format: z.literal("caibian-policy-state/1"),
  machine: issue.nullable(),
  units: z.record(id, issue),
  /** Site of the store that was opened last. */
  site: id.nullable(),
});
export type PolicyState = z.infer<typeof stateFile>;

export const noState: PolicyState = { format: "caibian-policy-state/1", machine: null, units: {}, site: null };

const NAME = "state.json";

/** A file that cannot be read is as good as none: it lies in the person's own folder, and holds back old issues only. */
export async function readState(fs: FileSystem, folder: string): Promise<PolicyState> {
  try {
    return stateFile.parse(JSON.parse((await readText(fs, join(folder, NAME))) ?? ""));
  } catch {
    return noState;
  }
}

export const writeState = (fs: FileSystem, folder: string, state: PolicyState): Promise<void> =>
  writeDurable(fs, join(folder, NAME), `${JSON.stringify(state)}\n`);

export const issueOf = (serial: number | null, hash: AcceptedIssue["hash"]): AcceptedIssue | null =>
  serial === null ? null : { serial, hash };

/** Where the platform's signed policy of a site is kept, with its signature beside it. */
export const unitFile = (folder: string, site: string): string => join(folder, `unit-${site}.json`);
