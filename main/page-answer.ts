/** One answer to the window: a built file under its headers; the page itself gets a nonce that is good for this load. */
import { extname } from "node:path";
import { noncePlace } from "../shared/ipc/page-nonce";
import { readPageFile } from "./page-files";
import { pageHeaders, windowStyles } from "./page-headers";

export interface PageAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

export interface PageRequest {
  readonly folder: string;
  readonly pathname: string;
  readonly connect: readonly string[];
  readonly newNonce: () => string;
}

/** Null when there is no such file. */
export async function answerPage({ folder, pathname, connect, newNonce }: PageRequest): Promise<PageAnswer | null> {
  const file = await readPageFile(folder, pathname);
  if (file === null) return null;
  const isPage = pathname === "/" || extname(pathname) === ".html";
  const nonce = isPage ? newNonce() : null;
  const bytes = nonce === null ? file.bytes : Buffer.from(file.bytes.toString("utf8").replace(noncePlace, nonce));
  const styles = nonce === null ? [] : windowStyles(nonce);
  return { headers: { ...pageHeaders({ connect, styles }), "content-type": file.type }, bytes };
}
