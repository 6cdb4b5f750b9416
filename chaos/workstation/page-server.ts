/** A page of ours on loopback, its script bundled from this repository: what a real Chromium runs. */
import { createServer } from "node:http";
import { build } from "vite";

export interface PageServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** One script a page module, made once a run. */
const scripts = new Map<string, Promise<string>>();

async function makeScript(entry: string): Promise<string> {
  const lib = { entry, formats: ["iife" as const], name: "page", fileName: () => "page.js" };
  const made = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, lib, copyPublicDir: false },
  });
  const outputs = [made].flat().flatMap((each) => ("output" in each ? each.output : []));
  const [script] = outputs.flatMap((output) => (output.type === "chunk" ? [output.code] : []));
  if (script === undefined) throw new Error(`${entry} made no script`);
  // It stands inside an element.
  return script.replaceAll("</script", "<\\/script");
}

/** The port is the caller's, for a database in the browser belongs to an origin and must be met again. */
export async function servePage(entry: string, port: number): Promise<PageServer> {
  const known = scripts.get(entry) ?? makeScript(entry);
  scripts.set(entry, known);
  const page = `<!doctype html><meta charset="utf-8"><script>${await known}</script>`;
  const server = createServer((_, answer) => answer.setHeader("content-type", "text/html; charset=utf-8").end(page));
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
