import { afterAll, beforeAll, expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import { createExtranetFetch } from "./extranet-fetch";
import { systemAuthorities } from "./system-authorities";
import { foundAuthority, startTlsServer, type TlsServer } from "./testing/tls-server";

const ours = foundAuthority("the office's own CA");
const others = foundAuthority("another CA");
let server: TlsServer;
beforeAll(async () => {
  server = await startTlsServer("cms.test", ours);
});
afterAll(() => server.close());

/** Disks of systems, by the file they keep authorities in. */
const disk = (files: Readonly<Record<string, string>>) => async (file: string) => {
  const text = files[file];
  if (text === undefined) throw new Error("ENOENT");
  return text;
};

async function asked(systemCa: string | null, pinnedCa: string | null = null): Promise<string> {
  const fetch = createExtranetFetch({
    ...{ pinnedCa, systemCa, demo: false, extranet: () => ["127.0.0.0/8"] },
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  return fetch(`https://cms.test:${server.port}/`, {}).then(
    (answer) => String(answer.status),
    (error: unknown) => (error instanceof AppError ? `${error.code} ${error.detail}` : String(error)),
  );
}

it.each([
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/ca-bundle.pem",
])(
  "LA-41.4: an office's CA that its administrator put into the system's store (%s) is believed over real TLS",
  async (file) => {
    const found = await systemAuthorities("linux", disk({ [file]: `${others.pem}\n${ours.pem}` }));
    expect(await asked(found)).toBe("200");
  },
);

it("a system's store without our CA: E_NET with the two places where an administrator can put it, and nothing was sent", async () => {
  const before = server.asked.length;
  const found = await systemAuthorities("linux", disk({ "/etc/ssl/certs/ca-certificates.crt": others.pem }));
  expect(await asked(found)).toMatch(/^E_NET 服务器证书不是由本机信任的机构签发.*pinnedCa.*系统证书库/);
  expect(server.asked).toHaveLength(before);
});

it("LA-41.4: what the system believes counts for nothing once the policy pins another authority", async () => {
  expect(await asked(ours.pem, others.pem)).toBe("E_NET 服务器证书不是由策略指定的机构签发");
});

it("an empty store and a system without one leave Node's own list, which does not know ours either", async () => {
  expect(await systemAuthorities("linux", disk({ "/etc/ssl/certs/ca-certificates.crt": "" }))).toBeNull();
  expect(await systemAuthorities("win32", disk({ "/etc/ssl/certs/ca-certificates.crt": ours.pem }))).toBeNull();
  expect(await asked(null)).toMatch(/^E_NET/);
});
