/**
 * The backup's folder as a place that may stop answering: it often lies on a share, and when that is gone a call of the disk
 * never ends and holds one of the few threads that the saving of drafts needs too. So only one call is under way there at a
 * time, nobody waits for one longer than a share takes, and until it ends every further one is refused at once.
 */
import { isAbsolute, relative } from "node:path";
import { AppError } from "../../shared/failure";
import type { FileSystem, OpenFile } from "../journal/filesystem";
import type { Timers } from "../timers";

/** Enough for the largest single write, of eight megabytes, on a slow line. */
export const ANSWER_MS = 30_000;

/** The folder did not answer: nothing is known of what lies in it. */
export class NoAnswer extends AppError {
  constructor() {
    super("E_BACKUP", "备份文件夹没有回应，可能是网络盘断开，请检查网络后再试");
  }
}

/** The disk as it is, but for what lies in the folder. @throws NoAnswer there */
export function patientFolder(fs: FileSystem, folder: string, timers: Timers): FileSystem {
  const line = new Line(timers);
  const isInside = (path: string): boolean => {
    const rest = relative(folder, path);
    return !(rest.startsWith("..") || isAbsolute(rest));
  };
  const at = <T>(path: string, work: () => Promise<T>): Promise<T> => (isInside(path) ? line.ask(work) : work());
  return {
    makeFolder: (path) => at(path, () => fs.makeFolder(path)),
    list: (path) => at(path, () => fs.list(path)),
    read: (path) => at(path, () => fs.read(path)),
    open: (path, mode) => (isInside(path) ? opened(line, () => fs.open(path, mode)) : fs.open(path, mode)),
    rename: (from, to) => at(to, () => fs.rename(from, to)),
    remove: (path) => at(path, () => fs.remove(path)),
    syncFolder: (path) => at(path, () => fs.syncFolder(path)),
    freeBytes: (path) => at(path, () => fs.freeBytes(path)),
  };
}

async function opened(line: Line, open: () => Promise<OpenFile>): Promise<OpenFile> {
  const file = await line.ask(async () => {
    const late = await open();
    // Nobody waits for it any more.
    if (line.hangs()) await late.close();
    return late;
  });
  return {
    read: (position, length) => line.ask(() => file.read(position, length)),
    write: (bytes, position) => line.ask(() => file.write(bytes, position)),
    sync: () => line.ask(file.sync),
    close: () => line.atEnd(file.close),
  };
}

class Line {
  readonly #timers: Timers;
  #last: Promise<unknown> = Promise.resolve();
  /** The call nobody waits for any more, until it ends. */
  #hanging: Promise<unknown> | null = null;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  readonly hangs = (): boolean => this.#hanging !== null;

  readonly ask = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = this.#hanging === null ? this.#last.then(() => this.#begin(work)) : Promise.reject(new NoAnswer());
    this.#last = mine.catch(() => undefined);
    return mine;
  };

  /** Like `ask`; where a call hangs, done behind it, and not waited for. */
  readonly atEnd = async (work: () => Promise<void>): Promise<void> => {
    if (this.#hanging === null) return this.ask(work);
    void this.#hanging.then(work, work).catch(() => undefined);
  };

  #begin<T>(work: () => Promise<T>): Promise<T> {
    if (this.#hanging !== null) throw new NoAnswer();
    const call = work();
    return new Promise((done, failed) => {
      const cancel = this.#timers.after(ANSWER_MS, () => {
        this.#hanging = call;
        failed(new NoAnswer());
      });
      const end = (): void => {
        cancel();
        this.#hanging = null;
      };
      void call.finally(end).then(done, failed);
    });
  }
}
