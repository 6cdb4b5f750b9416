/**
 * What desk and signer process say to each other. Each side parses what it receives: the signer holds a vendor's library
 * and is not believed. One request at a time, each with an id; a PIN crosses once and is overwritten on both sides.
 */
import { z } from "zod";
import { failure } from "../../shared/failure";
import { tokenModule } from "../../shared/model/token-module";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const serial = z.string().min(1).max(100);
const nothing = z.null();

const tokenInfo = z.strictObject({
  driver: z.string().max(30),
  serial,
  label: z.string().max(100),
  pin: z.enum(["fine", "low", "final", "locked"]),
  retriesLeft: z.number().int().nonnegative().nullable(),
  hasPinPad: z.boolean(),
});

const tokenCertificate = z.strictObject({
  id: z.string().min(1).max(600),
  der: bytes,
  hasKey: z.boolean(),
  envelopePoint: bytes.exactOptional(),
});

const session = z.number().int().positive();

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

export const signerCalls = {
  /** The first one of every process. */
  load: call(z.strictObject({ module: tokenModule }), nothing),
  tokens: call(nothing, z.array(tokenInfo).max(64)),
  certificates: call(z.strictObject({ serial }), z.array(tokenCertificate).max(64)),
  login: call(z.strictObject({ serial, pin: bytes.nullable(), lastTry: z.boolean() }), session),
  sign: call(
    z.strictObject({ session, certificate: z.string().max(600), data: z.array(bytes).min(1).max(20) }),
    z.array(bytes).max(20),
  ),
  open: call(z.strictObject({ session, envelope: bytes }), bytes),
  logout: call(z.strictObject({ session }), nothing),
} as const;

export type SignerCall = keyof typeof signerCalls;
export type SignerInput<C extends SignerCall> = z.infer<(typeof signerCalls)[C]["input"]>;
export type SignerOutput<C extends SignerCall> = z.infer<(typeof signerCalls)[C]["output"]>;

export const signerCallNames = Object.keys(signerCalls) as [SignerCall, ...SignerCall[]];

/** The envelope; `input` is parsed by its call's own schema. */
export const signerRequest = z.strictObject({
  id: z.number().int().positive(),
  call: z.enum(signerCallNames),
  input: z.unknown(),
});
export type SignerRequest = z.infer<typeof signerRequest>;

export const signerReply = z.discriminatedUnion("ok", [
  z.strictObject({ id: z.number().int().positive(), ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ id: z.number().int().positive(), ok: z.literal(false), failure }),
]);
export type SignerReply = z.infer<typeof signerReply>;
