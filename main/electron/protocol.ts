/** app:// serves the built window and nothing else, under the same headers as the browser shell. */
import { randomBytes } from "node:crypto";
import { answerPage } from "../page-answer";
import { pageHeaders } from "../page-headers";
import { isOurPage, scheme } from "./origin";

/** Must be registered before the app is ready: a standard, secure origin with its own storage. */
export const schemePrivileges = [
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
];

const headers = pageHeaders({ connect: [], styles: [] });

/** The handler of the protocol. Only GET, only below the folder. */
export function serveFolder(folder: string): (request: Pick<Request, "url" | "method">) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== "GET" || !isOurPage(url)) return new Response(null, { status: 403, headers });
    const newNonce = (): string => randomBytes(18).toString("base64");
    const file = await answerPage({ folder, pathname: new URL(url).pathname, connect: [], newNonce });
    if (file === null) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(file.bytes), {
      status: 200,
      headers: { ...file.headers },
    });
  };
}
