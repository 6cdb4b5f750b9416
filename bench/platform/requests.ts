/** What is asked of an archive: lists, searches, reads and submissions, one request after the other. */
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { itemsPage } from "../../shared/http/item";
import { proofNonceHeader } from "../../shared/http/proof";
import { staffFor } from "./archive";
import type { Desk } from "./desks";
import { type Ask, headersFor, type Target } from "./driving";

export interface Scene {
  readonly target: Target;
  readonly editors: readonly Desk[];
  readonly reviewers: readonly Desk[];
  readonly bodies: readonly string[];
  readonly items: number;
}

/** One request; turns go round the desks and the texts. */
export type Request = (turn: number) => Promise<string>;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export const requestNames = [
  "list, first page of an editor",
  "list, a later page",
  "list of a reviewer with 2,000 items",
  "search in titles",
  "search in titles of a reviewer, nothing found",
  "changes, the newest 50",
  "one item",
  "submission (machine pass remembered)",
] as const;
export type RequestName = (typeof requestNames)[number];
export type Requests = Readonly<Record<RequestName, Request>>;

export async function requestsOf(scene: Scene): Promise<Requests> {
  const { target, editors, reviewers, bodies, items } = scene;
  const get = (desk: Desk, path: string) => ask(target, desk, { method: "GET", path });
  const second = await nextOf(scene);
  const search = (word: string): string => `/items?limit=50&title=${encodeURIComponent(word)}`;
  const submit: Request = (turn) => {
    const path = `/items/item-${randomUUID()}/revisions`;
    const order = { method: "PUT", path, operationId: `op-${randomUUID()}` };
    return ask(target, anybody(editors, turn), order, bodies[turn % bodies.length]);
  };
  return {
    "list, first page of an editor": (turn) => get(anybody(editors, turn), "/items?limit=50"),
    "list, a later page": () => get(anybody(editors, 0), `/items?limit=50&after=${encodeURIComponent(second)}`),
    "list of a reviewer with 2,000 items": (turn) => get(anybody(reviewers, turn), "/items?limit=50"),
    "search in titles": (turn) => get(anybody(editors, turn), search("第2")),
    // The longest way there is: every title of the reviewer, and all that waits.
    "search in titles of a reviewer, nothing found": (turn) => get(anybody(reviewers, turn), search("没有这个")),
    "changes, the newest 50": (turn) => get(anybody(editors, turn), `/changes?after=${items - 50}`),
    "one item": (turn) => get(anybody(editors, turn % 5), `/items/${itemFor(turn % 5, items)}`),
    "submission (machine pass remembered)": submit,
  };
}

function anybody(desks: readonly Desk[], turn: number): Desk {
  const desk = desks[turn % desks.length];
  if (desk === undefined) throw new Error("no desk");
  return desk;
}

/** One that this editor wrote, and that was published. */
function itemFor(editor: number, items: number): string {
  const turn = 2 + Math.floor(Math.random() * 97);
  return `archive-${turn * staffFor(items).editors + editor}`;
}

async function nextOf({ target, editors }: Scene): Promise<string> {
  const path = "/items?limit=100";
  const page = itemsPage.parse(JSON.parse(await ask(target, anybody(editors, 0), { method: "GET", path })));
  if (page.items.length === 0 || typeof page.next !== "string") throw new Error("the list has no second page");
  return page.next;
}

/** @throws Error for any answer but 200 */
function ask(target: Target, desk: Desk, order: Ask, body = ""): Promise<string> {
  const { method, path } = order;
  return new Promise((resolve, reject) => {
    const sent = request(
      `${target.url}${path}`,
      { method, agent, headers: { ...headersFor(target, desk, order), "content-length": Buffer.byteLength(body) } },
      (answer) => {
        const given = answer.headers[proofNonceHeader];
        if (typeof given === "string") target.nonce = given;
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
