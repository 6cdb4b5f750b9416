/** Where updates lie in a person's data folder: the desk fills it, the launcher reads it and believes nothing unverified. */
import { join } from "node:path";
import { releaseVersion } from "../../shared/model/build-identity";

/** One folder a version: `release.json` with its signature, and the version's own folder. */
export const versionsFolder = (data: string): string => join(data, "versions");
export const versionFolder = (data: string, version: string): string => join(versionsFolder(data), version);
export const PAYLOAD = "payload";

/** What was read of the feed last, the rotations of keys, downloads under way, an order that is in force. */
export const updatesFolder = (data: string): string => join(data, "updates");

/** The launcher's memory of starts. */
export const startsFile = (data: string): string => join(data, "starts.json");

/** Every person's store on this machine. */
export const storesFolder = (data: string): string => join(data, "desk", "stores");

/** Of a version's own folder: the desk, and what the build says of itself. */
export const programOf = (folder: string): string => join(folder, "node", "desk.js");
export const identityFolderOf = (folder: string): string => join(folder, "node");

export const isVersion = (name: string): boolean => releaseVersion.safeParse(name).success;
