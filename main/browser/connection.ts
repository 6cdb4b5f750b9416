/** One window's WebSocket: calls in, replies and notices out. Input is parsed at the door, not here. */
import type { WebSocket } from "ws";
import { readCall, type SocketMessage } from "../../shared/ipc/socket";
import type { Desk } from "../desk";

/** Serves the window until its socket closes. */
export function serveWindow(socket: WebSocket, desk: Pick<Desk, "call" | "listen">): void {
  const send = (message: SocketMessage): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const stop = desk.listen((name, payload) => send({ kind: "notice", name, payload }));
  socket.on("close", stop);
  // ws closes the socket itself after a protocol error; without a listener it would end the process.
  socket.on("error", () => undefined);
  socket.on("message", (data, binary) => {
    const call = binary ? null : readCall(data.toString());
    if (call === null) socket.close(1003);
    else void desk.call(call.name, call.input).then((reply) => send({ kind: "reply", id: call.id, reply }));
  });
}
