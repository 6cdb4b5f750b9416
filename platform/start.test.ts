import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openPkcs12 } from "../node/pkcs12";
import { cast } from "../shared/model/cast";
import { readAnchors } from "../shared/trust/anchors";
import { readCertificate } from "../shared/trust/x509";
import { startPlatform } from "./start";

const folder = mkdtempSync(join(tmpdir(), "caibian-platform-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

describe("the platform's process", () => {
  it("founds the demo city at the first start, keeps it at the second, and lets nobody else into the folder", async () => {
    const port = await freePort();
    const said: string[] = [];
    const first = await startPlatform({ folder, port, say: (line) => said.push(line) });
    expect(said.some((line) => line.includes("密钥"))).toBe(true);
    const file = first.castFile ?? "";
    const people = cast.parse(JSON.parse(readFileSync(file, "utf8")));
    expect(people.sites.map((site) => site.site)).toEqual(["luan", "tongnan"]);
    for (const site of people.sites) {
      const anchors = readAnchors(readFileSync(people.anchors[site.site] ?? "", "utf8"));
      expect(anchors.site).toBe(site.site);
      for (const person of site.persons) {
        const { chain } = await openPkcs12(readFileSync(person.keyFile), person.passphrase);
        expect(readCertificate(chain[0] ?? new Uint8Array()).subject.commonName).toBe(person.name);
      }
    }
    const health = await fetch(`${first.url}/health`);
    expect(await health.json()).toEqual({ status: "ok", engine: "embedded", demo: true });
    expect((await fetch(people.smsInbox)).status).toBe(200);
    expect((await fetch(people.sites[0]?.publicUrl ?? "")).status).toBe(200);
    const other = startPlatform({ folder, port: await freePort() });
    await expect(other).rejects.toMatchObject({ code: "E_STATE" });
    await expect(startPlatform({ folder, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await first.stop();
    said.length = 0;
    const second = await startPlatform({ folder, port, say: (line) => said.push(line) });
    expect(said).toEqual([]);
    expect(cast.parse(JSON.parse(readFileSync(file, "utf8")))).toEqual(people);
    await second.stop();
  });

  it("keeps its log free of what requests carry", () => {
    expect(readFileSync(join(folder, "platform.log"), "utf8")).toBe("");
  });
});
