/** What the administrator does inside the root, as the manual says it, and the person without rights who works there. */
import { copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { DebianRoot } from "./debian-root";
import { deployFolder, editor } from "./installed-desk";
import type { Packages } from "./make-packages";

export interface Installation {
  readonly root: DebianRoot;
  readonly packages: Packages;
}

/** A step of the manual in one shell that stops at the first failure. @throws Error with what it printed */
export const inRoot = ({ root, packages }: Installation, name: string): string =>
  root.must(`set -e\n${packages.lines(name)}`);

export function lay({ root }: Pick<Installation, "root">, file: string, folder: string): void {
  mkdirSync(join(root.folder, folder), { recursive: true });
  copyFileSync(file, join(root.folder, folder, basename(file)));
}

/** The person, and the package in place. */
export function install(installation: Installation): void {
  installation.root.must(`useradd --create-home --shell /bin/sh ${editor}`);
  lay(installation, installation.packages.deb, deployFolder);
  inRoot(installation, "install");
}

/** Signs the policy that lies ready, and puts it in place. */
export function handOutPolicy(installation: Installation): void {
  installation.packages.step("sign-policy", { DEPLOY: join(installation.root.folder, deployFolder) });
  inRoot(installation, "policy");
}
