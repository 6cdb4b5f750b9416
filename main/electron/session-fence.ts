/** The pages' session: no permission, no device, no address but our own, no download but what the page itself made. */
import { origin } from "./origin";
import type { PageSession } from "./ports";

/** Our own origin; what the page made in memory; text within an address. */
const ownAddresses = [`${origin}/`, `blob:${origin}/`, "data:"];

const isOwn = (url: string): boolean => ownAddresses.some((start) => url.startsWith(start));

/** Evidence packs, diagnostics and word lists are handed over as files that the page made itself; Electron asks where to. */
const isMadeByPage = (url: string): boolean => url.startsWith(`blob:${origin}/`);

export function fenceSession(session: PageSession): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwn(details.url) }));
  session.on("will-download", (event, item) => {
    if (!isMadeByPage(item.getURL())) event.preventDefault();
  });
}
