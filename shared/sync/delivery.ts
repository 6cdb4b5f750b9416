/** Which platform route carries an operation. */
import type { RouteName } from "../http/routes";
import { never } from "../never";
import { reviewStatement } from "../trust/statement";
import type { Operation } from "./operation";

export interface DeliveryRequest {
  readonly route: RouteName;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The request of an operation, the same every time it is asked for. */
export function requestOf({ body }: Operation): DeliveryRequest {
  switch (body.kind) {
    case "revision":
      return {
        route: "items.revise",
        params: { itemId: body.itemId },
        body: { parent: body.parent, content: body.content, ledger: body.ledger },
      };
    case "file":
      return {
        route: "files.commit",
        params: { hash: body.hash },
        // The upload that holds the bytes is found on the way: it is not part of what was queued.
        body: { itemId: body.itemId, mime: body.mime, size: body.size, uploadId: null },
      };
    case "review":
      return {
        route: reviewRoute(body.signed.statement),
        params: { itemId: body.itemId },
        body: { signed: body.signed, ledger: body.ledger },
      };
    case "takedown":
      return { route: "items.takedown", params: { itemId: body.itemId }, body: { signed: body.signed } };
    case "ingest":
      return { route: "repo.ingest", params: {}, body: { itemId: body.itemId, contentHash: body.contentHash } };
    case "publish":
      return { route: "repo.publish", params: {}, body: { repoId: body.repoId } };
    default:
      return never(body);
  }
}

/** 保密审查 has a route of its own. */
function reviewRoute(text: string): "items.review" | "items.secrecy" {
  return reviewStatement.shape.step.parse(JSON.parse(text).step) === "secrecy" ? "items.secrecy" : "items.review";
}
