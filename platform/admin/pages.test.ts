/** Pages show what people typed as text, whatever it is; and the city profile is taken only as the city signed it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fromUtf8, toBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { signDetached } from "../../shared/trust/cms";
import { LiveSites } from "../live-sites";
import { AdminBrowser, said } from "../testing/admin-browser";
import { type Desk, signIn } from "../testing/desk";
import { cityOf, openTestPlatform, type TestPlatform } from "../testing/platform";

let platform: TestPlatform;
let first: AdminBrowser;
let desk: Desk;
const luan = () => cityOf(platform, "luan");
const db = () => platform.services.store.db;

beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * 60_000);
  desk = await signIn(platform, "luan", "方亦舟");
  first = new AdminBrowser(platform);
  await first.enter(desk);
  await first.confirm();
});

describe("what people typed is text", () => {
  const nasty = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;

  it("in names of units, managers, searches, reasons and paths", async () => {
    await first.act("units/create", { name: nasty, manager: nasty.slice(0, 50), duty: "uses" });
    const pages = [
      "/admin/units",
      `/admin/accounts?q=${encodeURIComponent(nasty)}`,
      `/admin/audit?event=${encodeURIComponent(nasty)}&account=${encodeURIComponent(nasty)}&from=${encodeURIComponent(nasty)}`,
      `/admin/terminals?q=${encodeURIComponent(nasty)}&sort=${encodeURIComponent(nasty)}`,
      `/admin/${encodeURIComponent(nasty)}`,
      `/admin/units?done=${encodeURIComponent(nasty)}`,
      "/admin/accounts?q=%00",
    ];
    for (const page of pages) {
      const { text } = await first.get(page);
      expect(text, page).not.toContain("<script");
      expect(text, page).not.toMatch(/<img/);
    }
    expect((await first.get("/admin/units")).text).toContain("&lt;script&gt;");
  });

  it("a path or a place that is none is a page that says so", async () => {
    expect((await first.get("/admin/%E0%A4%A")).status).toBeLessThan(500);
    expect(said(await first.get("/admin/accounts?after=nonsense"))).toBe("E_INPUT");
    expect(said(await first.get("/admin/accounts/nobody"))).toBe("E_NOT_FOUND");
    expect(said(await first.act("accounts/nothing", {}))).toBe("E_NOT_FOUND");
  });
});

describe("the city profile", () => {
  const signed = async (change: object): Promise<Uint8Array> => {
    const { profile } = desk.site;
    const document = canonicalJson({ ...profile, ...change });
    const signature = toBase64(await signDetached(utf8(document), luan().authority.profileKey.signer, desk.now()));
    return utf8(JSON.stringify({ document, signature }));
  };
  const upload = (profile: Uint8Array) => first.act("profile/upload", {}, { files: { profile } });

  it("is replaced by a newer one that the city signed, and by nothing else", async () => {
    const { version } = desk.site.profile;
    expect(said(await upload(await signed({ version })))).toBe("E_STATE");
    expect(said(await upload(await signed({ version: version + 1, id: "tongnan" })))).toBe("E_PROFILE");
    const forged = fromUtf8(await signed({ version: version + 1 })).replace("六安市", "七安市");
    expect(said(await upload(utf8(forged)))).toBe("E_PROFILE");
    expect(said(await upload(utf8("{}")))).toBe("E_PROFILE");
    expect((await upload(await signed({ version: version + 1 }))).location).toBe("/admin/profile?done=uploaded");
    const sites = await LiveSites.open(db(), platform.services.check);
    expect(sites.get("luan")?.profile.version).toBe(version + 1);
  });
});
