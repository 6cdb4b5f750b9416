/** The door to main: the only place that touches `window.desk`. Replies are values; here they become results or AppErrors. */
import { z } from "zod";
import { AppError, failure } from "../shared/failure";
import { type ReplyOf, routes } from "../shared/http/routes";
import {
  type Call,
  contract,
  type DeskBridge,
  type Notice,
  notices,
  type Output,
  type Payload,
} from "../shared/ipc/contract";
import type { Ask, Listen, Read } from "./services";
import { NewerData } from "./store/newer-data";

declare global {
  interface Window {
    readonly desk?: DeskBridge;
  }
}

export interface Desk {
  readonly ask: Ask;
  readonly listen: Listen;
  readonly read: Read;
}

const reply = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), failure }),
]);

/** Main lets an answer through that it cannot read only when it is the platform's own: then it is of a newer version. */
const unreadable = (raw: unknown): AppError =>
  typeof raw === "object" && raw !== null ? new NewerData(raw) : new AppError("E_SERVER", "平台的应答不符合约定");

/** The bridge the shell put on this window. @throws AppError E_INTERNAL when the page was opened outside a shell. */
export function bridgeOf(owner: Pick<Window, "desk">): DeskBridge {
  if (owner.desk === undefined) throw new AppError("E_INTERNAL", "页面没有连接到工作站外壳");
  return owner.desk;
}

/** Calls by contract: one envelope, one schema for each answer, failures thrown as AppError. */
export function createDesk(bridge: DeskBridge): Desk {
  const ask: Ask = async (name, input) => answerOf(name, await called(bridge, name, input));
  const listen: Listen = (name, handler) =>
    bridge.listen(name, (payload) => {
      const parsed = noticeSchema(name).safeParse(payload);
      if (parsed.success) handler(parsed.data);
    });
  const read: Read = async (route, params = {}, query = {}) => {
    const raw = await ask("desk:platform.read", { route, params, query });
    const parsed = z.safeParse(routes[route].reply, raw);
    if (!parsed.success) throw unreadable(raw);
    // The schema of exactly this route has just accepted the value: this is the parsing door.
    return parsed.data as ReplyOf<typeof route>;
  };
  return { ask, listen, read };
}

async function called(bridge: DeskBridge, name: Call, input: unknown): Promise<unknown> {
  const raw = await bridge.call(name, input).catch((cause: unknown) => {
    throw new AppError("E_INTERNAL", "与工作站主进程的连接已断开", { cause });
  });
  const parsed = reply.safeParse(raw);
  if (!parsed.success) throw new AppError("E_INTERNAL", "主进程的应答不符合约定");
  if (!parsed.data.ok) throw new AppError(parsed.data.failure.code, parsed.data.failure.detail);
  return parsed.data.value;
}

function answerOf<C extends Call>(name: C, value: unknown): Output<C> {
  const parsed = z.safeParse(contract[name].output, value);
  if (!parsed.success) throw new AppError("E_INTERNAL", "主进程的应答不符合约定");
  // The schema of exactly this call has just accepted the value: this is the parsing door.
  return parsed.data as Output<C>;
}

/** The table row of a notice; TypeScript cannot follow the index through `z.infer`, hence the one assertion. */
function noticeSchema<N extends Notice>(name: N): z.ZodType<Payload<N>> {
  return notices[name] as unknown as z.ZodType<Payload<N>>;
}
