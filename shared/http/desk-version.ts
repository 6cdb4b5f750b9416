/** Which workstation asks, in a header of every request: the platform refuses sign-in below the minimum version (BD-3). */
import { z } from "zod";
import { type Edition, edition, releaseVersion } from "../model/build-identity";

export const deskHeader = "x-caibian-desk";

export interface DeskVersion {
  readonly edition: Edition;
  readonly version: string;
}

export const deskHeaderOf = (desk: DeskVersion): string => `${desk.edition}/${desk.version}`;

const parts = z.tuple([edition, releaseVersion]);

/** Null for a workstation that does not say, as versions before the header did not. */
export function readDeskHeader(value: unknown): DeskVersion | null {
  const read = parts.safeParse(typeof value === "string" ? value.split("/") : null);
  return read.success ? { edition: read.data[0], version: read.data[1] } : null;
}
