/** How failures leave the platform: the table's status, `{code, detail}`, and nothing of what caused them. */
import type { FastifyBaseLogger, FastifyError, FastifyReply } from "fastify";
import { AppError, type Failure, toFailure } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import { isDatabaseAway } from "../store/database-away";
import { TooMany } from "./too-many";

/** Anything thrown on the way of a request, as the failure the caller may see. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return toFailure(error);
  if (isDatabaseAway(error)) return { code: "E_BUSY", detail: "" };
  const status = statusOf(error);
  if (status === 413) return { code: "E_TOO_LARGE", detail: "" };
  if (status !== undefined && status >= 400 && status < 500) return { code: "E_INPUT", detail: "请求格式不正确" };
  return toFailure(error);
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
    ? error.statusCode
    : undefined;
}

/** Seconds after which the same request may succeed, where nobody knows better (RFC 9110 §10.2.3). */
const RETRY_AFTER_S: Readonly<Record<number, number>> = { 429: 60, 503: 5 };

export function answerFailure(error: FastifyError | unknown, reply: FastifyReply): FastifyReply {
  const value = failureOf(error);
  const { status } = failures[value.code];
  if (value.code === "E_INTERNAL") tellBug(reply.log, error);
  const retryAfter = error instanceof TooMany ? error.retryAfterS : RETRY_AFTER_S[status];
  if (retryAfter !== undefined) reply.header("retry-after", String(retryAfter));
  return reply.code(status).type("application/json").send(JSON.stringify(value));
}

/**
 * A bug is logged by its class, database code and stack frames only: messages may quote parameters, and parameters
 * may be manuscript text.
 */
export function tellBug(log: FastifyBaseLogger, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  log.error({ name, code, frames }, "unexpected error");
}
