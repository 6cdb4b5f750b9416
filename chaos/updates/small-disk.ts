/** A disk in memory of a few megabytes: it runs full for real. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";

const works = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;

export function smallDisk(place: string) {
  mkdirSync(place, { recursive: true });
  const mount = (bytes: number): boolean => works("mount", "-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", place);
  const unmount = (): void => {
    if (!works("umount", place)) throw new Error("the small disk is still in use");
  };
  const may = mount(1_000_000);
  if (may) unmount();
  return {
    /** In Chinese; null when nothing is missing. */
    missing: may ? null : "这里不能挂载（须以 root 运行）",
    mount: (bytes: number): void => {
      if (!mount(bytes)) throw new Error("the small disk was not mounted");
    },
    unmount,
  };
}
