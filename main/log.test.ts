import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fileLog } from "./log";

/** A device of Linux that takes no byte, as a full disk does. */
const full = "/dev/full";

it.skipIf(!existsSync(full))(
  `D5: a full disk keeps lines out of the technical log and ends nothing${existsSync(full) ? "" : ` (skipped: no ${full})`}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "caibian-log-"));
    symlinkSync(full, join(folder, "desk.log"));
    // An `error` event that nobody hears would end the workstation.
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    process.on("uncaughtException", hear);
    const log = fileLog(folder);
    for (let number = 0; number < 3; number += 1)
      expect(() => log.failed("desk:journal.append", "E_DISK", 1)).not.toThrow();
    await new Promise((done) => setTimeout(done, 20));
    process.off("uncaughtException", hear);
    expect(unheard).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  },
);
