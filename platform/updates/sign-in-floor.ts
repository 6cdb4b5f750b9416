/** Sign-in is refused below the minimum version (BD-3), at its first step, before anybody has typed a PIN, and at its last. */
import type { FastifyInstance } from "fastify";
import { AppError } from "../../shared/failure";
import { deskHeader, readDeskHeader } from "../../shared/http/desk-version";
import { type RouteName, routes } from "../../shared/http/routes";
import { type Edition, edition } from "../../shared/model/build-identity";
import { isOlder } from "../../shared/update/version";
import type { UpdateFeed } from "./feed";

/** A session that is under way is not cut off: it goes on until it ends. */
const guarded: readonly RouteName[] = ["auth.challenge", "auth.certificate", "session.create"];

type Minimum = Pick<UpdateFeed, "minimum">;

export function refuseOldDesks(app: FastifyInstance, feed: Minimum): void {
  const doors = new Set(guarded.map((name) => `${routes[name].method} ${routes[name].path}`));
  app.addHook("onRequest", async ({ method, routeOptions, headers }) => {
    if (doors.has(`${method} ${routeOptions.url}`)) await demandVersion(feed, headers[deskHeader]);
  });
}

/** @throws AppError E_VERSION, which names the version that is wanted and no address (BD-4) */
async function demandVersion(feed: Minimum, header: unknown): Promise<void> {
  const desk = readDeskHeader(header);
  for (const one of desk === null ? edition.options : [desk.edition])
    await demandOf(feed, one, desk?.version ?? "0.0.0");
}

async function demandOf(feed: Minimum, of: Edition, version: string): Promise<void> {
  const minimum = await feed.minimum(of);
  if (minimum !== null && isOlder(version, minimum)) throw new AppError("E_VERSION", `最低版本 ${minimum}`);
}
