/**
 * An ext4 of our own in a file, mounted over a loop device: it can be filled to the last byte and its power can be cut.
 * The cut is EXT4_IOC_SHUTDOWN with NOLOGFLUSH: what is not on the block device is gone, as with a plug that is pulled.
 * It does not tear sectors and its "disk" does not lie about flushes.
 */
import { execFileSync } from "node:child_process";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** `_IOR('X', 125, __u32)` of fs/ext4/ext4.h with EXT4_GOING_FLAGS_NOLOGFLUSH. Perl is in every Debian. */
const cutScript =
  'use Fcntl; sysopen(my $f, $ARGV[0], O_RDONLY) or die "open: $!"; my $flag = pack("I", 2); ioctl($f, 0x8004587D, $flag) or die "ioctl: $!";';

const needed = ["mkfs.ext4", "mount", "umount", "perl"] as const;
const places = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"];

/** What this machine lacks for such a disk, in Chinese; null when nothing. */
export function missingForDisk(): string | null {
  if (process.platform !== "linux") return "需要 Linux";
  if (process.getuid?.() !== 0) return "需要 root 权限";
  const absent = needed.filter((name) => !places.some((place) => existsSync(join(place, name))));
  if (absent.length > 0) return `缺少 ${absent.join("、")}`;
  try {
    accessSync("/dev/loop-control", constants.W_OK);
  } catch {
    return "没有回环设备";
  }
  return maySystemMount() ? null : "不允许挂载";
}

let mountable: boolean | null = null;

/** Root inside a container may be refused what the device file promises: it is tried once, on a disk of 4 MB. */
function maySystemMount(): boolean {
  mountable ??= tryMount();
  return mountable;
}

function tryMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "caibian-mount-"));
  const [image, root] = [join(folder, "disk.img"), join(folder, "disk")];
  try {
    mkdirSync(root);
    writeFileSync(image, new Uint8Array(4 * 1024 * 1024));
    run("mkfs.ext4", "-q", "-F", image);
    run("mount", "-o", "loop", image, root);
    run("umount", root);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const MB = 1024 * 1024;
const FILLER = "filler";

function writeAsLongAs(handle: number, bytes: Uint8Array): void {
  try {
    for (;;) writeSync(handle, bytes);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export class LoopDisk {
  /** Where its files are, while it is mounted. */
  readonly root: string;
  readonly #image: string;
  readonly #bytes: number;
  #mounted = false;

  constructor(folder: string, name: string, bytes: number) {
    this.root = join(folder, `${name}-disk`);
    this.#image = join(folder, `${name}.img`);
    this.#bytes = bytes;
  }

  /** An empty disk. */
  readonly format = (): void => {
    mkdirSync(this.root, { recursive: true });
    rmSync(this.#image, { force: true });
    const handle = openSync(this.#image, "w");
    ftruncateSync(handle, this.#bytes);
    closeSync(handle);
    // No blocks kept back for root: full is to mean full.
    run("mkfs.ext4", "-q", "-F", "-m", "0", this.#image);
  };

  /** Mounting replays the file system's own journal, as a start after a power cut does. */
  readonly mount = (): void => {
    run("mount", "-o", "loop", this.#image, this.root);
    this.#mounted = true;
  };

  /** Waits for processes that are dying to let go. @throws the last refusal */
  readonly unmount = async (): Promise<void> => {
    for (let tries = 0; this.#mounted; tries += 1) {
      try {
        run("umount", this.root);
        this.#mounted = false;
      } catch (error) {
        if (tries === 50) throw error;
        await pause(100);
      }
    }
  };

  readonly cutPower = (): void => {
    run("perl", "-e", cutScript, this.root);
  };

  /** Writes until not one more byte is taken. */
  readonly fill = (): void => {
    const handle = openSync(join(this.root, FILLER), "a");
    try {
      for (const bytes of [MB, 64 * 1024, 4_096, 512, 1]) writeAsLongAs(handle, Buffer.alloc(bytes));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  };

  /** Gives the space back. */
  readonly empty = (): void => {
    rmSync(join(this.root, FILLER), { force: true });
  };

  readonly remove = async (): Promise<void> => {
    await this.unmount();
    rmSync(this.#image, { force: true });
  };
}
