/**
 * The launcher as a process of its own, to be killed: told a number, it kills itself without warning before that call to the
 * file system. Prints how many there were when it ends by itself.
 */
import { z } from "zod";
import { type FileSystem, nodeFileSystem, type OpenFile } from "../../main/journal/filesystem";
import { launch } from "../../main/launcher/launch";
import { nodeDocumentCheck } from "../../node/document-check";

const order = z.strictObject({ root: z.string(), data: z.string(), killAt: z.number().int().positive().nullable() });

const { root, data, killAt } = order.parse(JSON.parse(process.argv[2] ?? ""));
let calls = 0;

const counting =
  <Given extends readonly unknown[], Answer>(call: (...given: Given) => Answer) =>
  (...given: Given): Answer => {
    calls += 1;
    if (calls === killAt) process.kill(process.pid, "SIGKILL");
    return call(...given);
  };

const countedFile = ({ read, write, sync, close }: OpenFile): OpenFile => ({
  read: counting(read),
  write: counting(write),
  sync: counting(sync),
  close: counting(close),
});

const fs: FileSystem = {
  makeFolder: counting(nodeFileSystem.makeFolder),
  list: counting(nodeFileSystem.list),
  read: counting(nodeFileSystem.read),
  open: counting(async (path, mode) => countedFile(await nodeFileSystem.open(path, mode))),
  rename: counting(nodeFileSystem.rename),
  remove: counting(nodeFileSystem.remove),
  syncFolder: counting(nodeFileSystem.syncFolder),
  freeBytes: counting(nodeFileSystem.freeBytes),
};

await launch({
  ...{ fs, root, data, edition: "browser", check: nodeDocumentCheck, clock: () => new Date(), args: [] },
  ...{ node: process.execPath, env: { CAIBIAN_DATA: data, PATH: process.env.PATH }, listenMs: 60_000, showMs: 20_000 },
  say: () => undefined,
  refused: async () => undefined,
  onSignal: () => () => undefined,
});
process.stdout.write(`${calls}\n`);
