/** Electron's side of the door: only the main frame of our own window, on our own origin, gets through. */
import { AppError, toFailure } from "../../shared/failure";
import { contract } from "../../shared/ipc/contract";
import type { Desk } from "../desk";
import { isOurPage } from "./origin";
import type { Contents, InvokeEvent, Ipc } from "./ports";

/** Answers every call of the contract; handlers never see an event. */
export function serveCalls(ipc: Ipc, desk: Pick<Desk, "call">, isOurs: (event: InvokeEvent) => boolean): void {
  for (const name of Object.keys(contract)) {
    ipc.handle(name, async (event, raw: unknown) => {
      if (!isOurs(event)) return { ok: false, failure: toFailure(new AppError("E_FOREIGN_SENDER")) };
      return desk.call(name, raw ?? null);
    });
  }
}

/** True for the top frame of the given window while it shows a page of ours. */
export function sentBy(contents: Pick<Contents, "id">): (event: InvokeEvent) => boolean {
  return ({ sender, senderFrame }) =>
    sender.id === contents.id && senderFrame !== null && senderFrame.parent === null && isOurPage(senderFrame.url);
}

/** Passes notices on until the answer is called. */
export function sendNotices(contents: Contents, desk: Pick<Desk, "listen">): () => void {
  return desk.listen((name, payload) => {
    if (!contents.isDestroyed()) contents.send(name, payload);
  });
}
