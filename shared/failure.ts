/** Failures as values: how they cross IPC and HTTP, and how they travel inside one runtime. */
import { z } from "zod";
import { failures } from "./failure-rows";

export type FailureCode = keyof typeof failures;
export const failureCodes = Object.keys(failures) as [FailureCode, ...FailureCode[]];

/** A failure as it crosses IPC and HTTP. `detail` is a Chinese clarification that holds no manuscript text and no address. */
export const failure = z.strictObject({ code: z.enum(failureCodes), detail: z.string().max(500) });
export type Failure = z.infer<typeof failure>;

/** A failure inside one runtime. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: FailureCode;
  /** Chinese clarification for the person: which step, which field. May be empty. */
  readonly detail: string;

  constructor(code: FailureCode, detail = "", options?: { cause?: unknown }) {
    super(detail === "" ? code : `${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }
}

/** Turns anything thrown into a failure value; what is not ours becomes E_INTERNAL without its text. */
export function toFailure(error: unknown): Failure {
  return error instanceof AppError ? { code: error.code, detail: error.detail } : { code: "E_INTERNAL", detail: "" };
}

/** Nothing more can be signed with this login, whatever it is. */
export const endsKeyUse = (code: FailureCode): boolean => failures[code].traits.includes("key");

/** Somebody may be trying doors. */
export const isProbe = (code: FailureCode): boolean => failures[code].traits.includes("probe");

/** The two sentences a person reads. */
export function explain(value: Failure): { text: string; next: string } {
  const { text, next } = failures[value.code];
  return { text: value.detail === "" ? text : `${text}（${value.detail}）`, next };
}

/** Parses untrusted input. @throws AppError E_INPUT with the path of the first fault. */
export function check<T>(schema: z.ZodType<T>, raw: unknown): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError("E_INPUT", issue === undefined ? "" : `${issue.path.join(".")} ${issue.code}`.trim());
}
