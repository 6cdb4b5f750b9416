/** The cloud-MAS client against the simulated gateway, and both against fixed vectors. */
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { SmsFault, type SmsOrder, type SmsReport } from "../provider";
import { until } from "../testing/timers";
import { type MasProvider, masProvider } from "./provider";
import { type MasSettings, masSettings } from "./settings";
import { type MasSimulator, startMasSimulator } from "./simulator";
import { type MasAccount, masBody, masMac, readMasBody } from "./wire";

const account: MasAccount = { ecName: "市政府办公室", apId: "app1", secretKey: "s3cret", sign: "sign", addSerial: "9" };
const order = (key = "message"): SmsOrder => ({
  ...{ key, phone: "+86 138-0000-0001", text: "【采编平台】登录验证码 123456", values: ["123456"] },
});

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface Bench {
  readonly simulator: MasSimulator;
  readonly provider: MasProvider;
  readonly reports: SmsReport[];
}

async function bench(change: Partial<MasSettings> = {}, template?: string): Promise<Bench> {
  const served = { ...account, ...(change.templateId === undefined ? {} : { templateId: change.templateId }) };
  const simulator = await startMasSimulator({ account: served, ...(template === undefined ? {} : { template }) });
  const reports = { host: "127.0.0.1", port: 0, path: "/reports-of-the-operator" };
  const place = { kind: "mas", name: "云MAS", url: simulator.url, reports };
  const provider = masProvider(masSettings.parse({ ...place, ...account, ...change }));
  await provider.start();
  simulator.reportTo(provider.reportUrl() ?? "");
  ends.push(provider.stop, simulator.stop);
  const got: SmsReport[] = [];
  provider.onReport((report) => got.push(report));
  return { simulator, provider, reports: got };
}

const faultOf = (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => "taken",
    (fault) => (fault instanceof SmsFault ? `${fault.blame} ${fault.reason}` : String(fault)),
  );

describe("the cloud-MAS wire", () => {
  it("PKI-41: the mac is the MD5 over the fields in their order, of a template with its number and values", () => {
    const message = { mobiles: "13800000001", content: "登录验证码 123456" };
    // printf '%s' '市政府办公室app1s3cret13800000001登录验证码 123456sign9' | md5sum
    expect(masMac(account, message)).toBe("867ead211f380a4c85bcaad19b927418");
    // printf '%s' '市政府办公室app1s3crettpl-713800000001["123456"]sign9' | md5sum
    expect(masMac({ ...account, templateId: "tpl-7" }, { ...message, content: '["123456"]' })).toBe(
      "a1f2738aedbecf3f60c87db1ce42a848",
    );
  });

  it("PKI-41: a changed field changes the mac", () => {
    const message = { mobiles: "13800000001", content: "甲" };
    const macs = [
      masMac(account, message),
      masMac(account, { ...message, content: "乙" }),
      masMac(account, { ...message, mobiles: "13800000002" }),
      ...(["ecName", "apId", "secretKey", "sign", "addSerial"] as const).map((field) =>
        masMac({ ...account, [field]: "7" }, message),
      ),
    ];
    expect(new Set(macs).size).toBe(macs.length);
  });

  it("leaves the secret out of the body unless the switch is on", () => {
    const message = { mobiles: "13800000001", content: "文字" };
    const without = readMasBody(masBody({ ...account, sendSecretKey: false }, message));
    expect(without).toMatchObject({ ecName: "市政府办公室", content: "文字" });
    expect(JSON.stringify(without)).not.toContain("s3cret");
    expect(readMasBody(masBody({ ...account, sendSecretKey: true }, message))?.secretKey).toBe("s3cret");
  });

  it("what is no request, no Base64 or no JSON is nothing", () => {
    for (const body of ["", "%%%", Buffer.from("{").toString("base64"), Buffer.from("[]").toString("base64")])
      expect(readMasBody(body)).toBeNull();
  });
});

describe("a cloud-MAS account", () => {
  it("PKI-41: takes a message without the signature it adds itself, and posts the report", async () => {
    const { simulator, provider, reports } = await bench();
    const ids = await provider.send(order());
    expect(simulator.inbox()).toEqual([{ phone: "13800000001", text: "登录验证码 123456" }]);
    await until(() => reports.length === 1);
    expect(reports).toEqual([{ id: ids[0], delivered: true, status: "DELIVRD" }]);
  });

  it("sends the values alone where a template is agreed", async () => {
    const { simulator, provider } = await bench({ templateId: "tpl-7" }, "验证码{1}，勿告知他人");
    await provider.send(order());
    expect(simulator.url).toMatch(/\/sms\/tmpsubmit$/);
    expect(simulator.inbox()).toEqual([{ phone: "13800000001", text: "验证码123456，勿告知他人" }]);
    expect(Buffer.from(simulator.bodies().join(""), "base64").toString()).not.toContain("登录");
  });

  it("PKI-41: a bad mac is the operator's refusal, never tried again with the same account", async () => {
    const { simulator, provider } = await bench();
    simulator.fail({ wrongSecret: true });
    expect(await faultOf(provider.send(order()))).toBe("provider IllegalMac");
    expect(simulator.inbox()).toEqual([]);
  });

  it("names a wrong account and a wrong signature code", async () => {
    const strange = await bench({ apId: "app2" });
    expect(await faultOf(strange.provider.send(order()))).toBe("provider InvalidUsrOrPwd");
    const unsigned = await bench({ sign: "other" });
    expect(await faultOf(unsigned.provider.send(order()))).toBe("provider IllegalSignId");
  });

  it("PKI-41: a timeout is retryable, and the same key sent again is one message on the phone", async () => {
    const { simulator, provider } = await bench({ timeoutMs: 2_000 });
    simulator.fail({ silent: true });
    expect(await faultOf(provider.send(order()))).toBe("passing NO_ANSWER");
    simulator.fail({});
    expect(await faultOf(provider.send(order()))).toBe("taken");
    expect(simulator.inbox()).toHaveLength(1);
    await provider.send(order("another"));
    expect(simulator.inbox()).toHaveLength(2);
  });

  it("PKI-41: rate limit, a broken answer and garbage are retryable", async () => {
    const { simulator, provider } = await bench();
    const seen = [];
    for (const fault of [{ rateLimit: true }, { cutAnswer: true }, { garbage: true }]) {
      simulator.fail(fault);
      seen.push(await faultOf(provider.send(order())));
    }
    expect(seen).toEqual(["passing RATE_LIMIT", "passing CONNECTION", "passing GARBAGE"]);
    await simulator.stop();
    expect(await faultOf(provider.send(order()))).toBe("passing CONNECTION");
  });

  it("does not follow a gateway that sends it elsewhere, and tells refusal from trouble by the status", async () => {
    let status = 302;
    let asked = 0;
    const server = createServer((request, reply) => {
      asked += 1;
      request.resume();
      reply.writeHead(status, { location: "/elsewhere" }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ends.push(() => new Promise((done) => server.close(() => done())));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { provider } = await bench({ url: `http://127.0.0.1:${port}/sms/norsubmit` });
    expect(await faultOf(provider.send(order()))).toBe("passing CONNECTION");
    expect(asked).toBe(1);
    status = 403;
    expect(await faultOf(provider.send(order()))).toBe("provider HTTP_403");
    status = 503;
    expect(await faultOf(provider.send(order()))).toBe("passing HTTP_503");
    server.closeAllConnections();
  });

  it("S10: whatever words a gateway answers with, neither number nor code comes back out of it", async () => {
    const words = ["号码13800000001不合法", "123456", "Illegal13800000001", "x".repeat(40), "InvalidMobile"];
    const seen = [];
    for (const rspcod of words) {
      const server = createServer((request, reply) => {
        request.resume();
        reply.end(JSON.stringify({ success: false, rspcod }));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const { provider } = await bench({ url: `http://127.0.0.1:${port}/` });
      seen.push(await faultOf(provider.send(order())));
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
    expect(seen).toEqual(["passing OTHER", "passing OTHER", "passing OTHER", "passing OTHER", "message InvalidMobile"]);
  });

  it("listens for reports at its own path only, and to nothing that is none", async () => {
    const { provider, reports } = await bench();
    const url = provider.reportUrl() ?? "";
    const post = (to: string, body: string) => fetch(to, { method: "POST", body }).then(({ status }) => status);
    expect(await post(`${url}x`, "[]")).toBe(404);
    expect((await fetch(url)).status).toBe(404);
    expect(await post(url, "[1]")).toBe(400);
    expect(await post(url, `[${" ".repeat(70_000)}]`)).toBe(400);
    expect(reports).toEqual([]);
    const one = { msgGroup: "g1", mobile: "13800000001", errorCode: "13800000001", reportStatus: "CM:9999" };
    expect(await post(url, JSON.stringify(one))).toBe(200);
    expect(reports).toEqual([{ id: "g1", delivered: false, status: "OTHER" }]);
  });
});
