/** What an administrator writes down for a CMPP gateway, and the protocol's times. */
import { z } from "zod";

const ascii = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\x20-\x7e]*$/);

export const cmppSettings = z.strictObject({
  kind: z.literal("cmpp"),
  name: z.string().min(1).max(20),
  version: z.enum(["2.0", "3.0"]),
  host: z.string().min(1).max(255),
  port: z.number().int().min(1).max(65_535).default(7_890),
  /** 企业代码 */
  spId: ascii(6).min(1),
  secret: ascii(64).min(1),
  /** 业务代码 */
  serviceId: ascii(10).default(""),
  /** 接入号: the sender's number. */
  sourceId: ascii(21).min(1),
  feeUserType: z.number().int().min(0).max(3).default(2),
  feeType: ascii(2).default("01"),
  feeCode: ascii(6).default("0"),
  /** 【…】 at the front of the text: some gateways add it, then it would stand there twice. */
  signature: z.enum(["keep", "drop"]).default("keep"),
  window: z.number().int().min(1).max(64).default(16),
  /** Whether the gateway too must prove that it knows the secret. Some older ones answer with an empty proof. */
  checkGateway: z.boolean().default(true),
});
export type CmppSettings = z.infer<typeof cmppSettings>;

export interface CmppTimes {
  /** Until the connection stands and the gateway has answered CONNECT. */
  readonly connectMs: number;
  /** Until an answer is missed. */
  readonly answerMs: number;
  /** Silence after which ACTIVE_TEST asks whether the gateway is there. */
  readonly idleMs: number;
  /** Before the first attempt to connect again; doubled each time. */
  readonly reconnectMs: number;
  readonly reconnectMostMs: number;
}

/** A person waits for the code, so answers are missed sooner than after the 60 s the protocol proposes. */
export const cmppTimes: CmppTimes = {
  connectMs: 4_000,
  answerMs: 4_000,
  idleMs: 60_000,
  reconnectMs: 1_000,
  reconnectMostMs: 60_000,
};
