/** app:// serves the built window and nothing else, under the same headers as the browser shell. */
import { readPageFile } from "../page-files";
import { pageHeaders } from "../page-headers";
import { isOurPage, scheme } from "./origin";

/** Must be registered before the app is ready: a standard, secure origin with its own storage. */
export const schemePrivileges = [
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
];

const headers = pageHeaders([]);

/** The handler of the protocol. Only GET, only below the folder. */
export function serveFolder(folder: string): (request: Pick<Request, "url" | "method">) => Promise<Response> {
  return async ({ url, method }) => {
    if (method !== "GET" || !isOurPage(url)) return new Response(null, { status: 403, headers });
    const file = await readPageFile(folder, new URL(url).pathname);
    if (file === null) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(file.bytes), {
      status: 200,
      headers: { ...headers, "content-type": file.type },
    });
  };
}
