/** The signer's end of the channel: Node's own when it was forked, Electron's parentPort in a utility process. */
import type { SignerPort } from "./service";

/** The part of Electron's ParentPort that is used; its messages come wrapped in an event. */
interface UtilityPort {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: "message", listener: (event: { readonly data: unknown }) => void) => unknown;
}

interface Process {
  readonly parentPort?: UtilityPort | undefined;
  readonly send?: ((message: unknown) => unknown) | undefined;
  readonly on: (event: "message" | "disconnect", listener: (message: unknown) => void) => unknown;
  readonly exit: (code: number) => unknown;
}

/** @throws Error when nobody started this program as a signer */
export function parentPort(own: Process = process): SignerPort {
  const utility = own.parentPort;
  if (utility !== undefined && utility !== null) {
    return {
      send: (reply) => utility.postMessage(reply),
      onMessage: (listener) => void utility.on("message", ({ data }) => listener(data)),
    };
  }
  const { send } = own;
  if (send === undefined) throw new Error("the signer is started by the desk only");
  // The desk is gone: nobody will ask again.
  own.on("disconnect", () => own.exit(0));
  return {
    send: (reply) => void send.call(own, reply),
    onMessage: (listener) => void own.on("message", listener),
  };
}
