/** What package-lock.json says of each package, by its path. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const lockedPackage = z.object({
  version: z.string().default(""),
  license: z.string().default("unknown"),
  integrity: z.string().optional(),
  name: z.string().optional(),
});
export type LockedPackage = z.infer<typeof lockedPackage>;

const lockFile = z.object({ packages: z.record(z.string(), lockedPackage) });

export function lockedPackages(root: string): ReadonlyMap<string, LockedPackage> {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return new Map(Object.entries(packages));
}
