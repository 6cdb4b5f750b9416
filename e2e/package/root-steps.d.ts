import type { DebianRoot } from "./debian-root";
import type { Packages } from "./make-packages";
export interface Installation {
    readonly root: DebianRoot;
    readonly packages: Packages;
}
/** A step of the manual in one shell that stops at the first failure. @throws Error with what it printed */
export declare const inRoot: ({ root, packages }: Installation, name: string) => string;
export declare function lay({ root }: Pick<Installation, "root">, file: string, folder: string): void;
/** The person, and the package in place. */
export declare function install(installation: Installation): void;
/** Signs the policy that lies ready, and puts it in place. */
export declare function handOutPolicy(installation: Installation): void;
