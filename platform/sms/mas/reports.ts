/** Listens for the delivery reports that cloud MAS posts, at a path nobody else knows. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { AppError } from "../../../shared/failure";
import { requestText } from "../http-text";
import { type SmsReport, statusWord } from "../provider";
import type { MasSettings } from "./settings";
import { masReports, readJson } from "./wire";

export interface ReportListener {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

type Place = NonNullable<MasSettings["reports"]>;

/** @throws AppError E_STATE when there is no listening at that place */
export async function listenForReports(place: Place, tell: (report: SmsReport) => void): Promise<ReportListener> {
  const server = createServer((request, reply) => {
    void statusFor(request, place.path, tell).then((status) => reply.writeHead(status).end());
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(new AppError("E_STATE", "短信状态报告的地址或端口不能用", { cause })));
    server.listen(place.port, place.host, resolve);
  });
  return {
    url: `http://${place.host}:${portOf(server)}${place.path}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function statusFor(request: IncomingMessage, path: string, tell: (report: SmsReport) => void): Promise<number> {
  if (request.method !== "POST" || request.url !== path) return 404;
  const text = await requestText(request).catch(() => null);
  const reports = text === null ? null : readJson(text, masReports);
  if (reports === null) return 400;
  for (const { msgGroup, errorCode = "", reportStatus = "" } of reports) {
    const delivered = errorCode === "DELIVRD" || reportStatus === "CM:0000";
    tell({ id: msgGroup, delivered, status: statusWord(errorCode === "" ? reportStatus : errorCode) });
  }
  return 200;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
