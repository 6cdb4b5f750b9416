import { describe, expect, it } from "vitest";
import { openAudit } from "./audit";
import { deviceId } from "./device";
import { MemoryFileSystem } from "./journal/testing/memory-filesystem";
import { storeHeaders } from "./store-list";
import { byKey, folder, guard, placeOf } from "./vault/testing/bench";
import { openVault } from "./vault/vault";

const clock = () => new Date("2026-11-22T08:00:00.000Z");
/** The bit that makes ASCII malformed UTF-8. */
const topBit = (at: number) => (bytes: Uint8Array) => bytes.map((byte, i) => (i === at ? byte ^ 0x80 : byte));

describe("a file with bytes that are no UTF-8 any more", () => {
  it("E12: of another person's store keeps nobody from the list of stores", async () => {
    const fs = new MemoryFileSystem();
    await openVault(placeOf(fs), byKey(await guard()));
    for (const name of ["vault.json", "vault.copy.json"]) fs.corrupt(`${folder}/${name}`, topBit(30));
    expect(await storeHeaders(fs, folder.slice(0, folder.lastIndexOf("/")))).toEqual([]);
  });

  it("E12: of this machine's log is put aside, and the workstation starts", async () => {
    const fs = new MemoryFileSystem();
    const first = await openAudit({ fs, folder: "/audit", clock });
    await first.note("unlocked");
    await first.close();
    fs.corrupt("/audit/audit.jsonl", topBit(20));
    const second = await openAudit({ fs, folder: "/audit", clock });
    expect(await second.setAside()).toBe(1);
    await second.note("unlocked");
    await second.close();
  });

  it("E12: of the machine's number gives it a new one, as any other damage does", async () => {
    const fs = new MemoryFileSystem();
    const known = await deviceId(fs, "/desk");
    fs.corrupt("/desk/device", topBit(3));
    expect(await deviceId(fs, "/desk")).not.toBe(known);
  });
});
