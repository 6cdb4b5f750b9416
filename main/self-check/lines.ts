/** Lines of the self-check: what was found, and of every line that is not good what to do. */
import { AppError, type FailureCode } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import type { CheckLine } from "../../shared/ipc/self-check";

type Subject = CheckLine["subject"];

export const good = (subject: Subject, words: string): CheckLine => ({
  subject,
  state: "good",
  words,
  next: "",
  code: null,
});

/** What was found and what to do about it. */
export interface Trouble {
  readonly words: string;
  readonly next: string;
  readonly code?: FailureCode;
}

const troubled =
  (state: CheckLine["state"]) =>
  (subject: Subject, { words, next, code }: Trouble): CheckLine => ({
    subject,
    state,
    words,
    next,
    code: code ?? null,
  });

export const attention = troubled("attention");
export const bad = troubled("bad");
export const unknown = troubled("unknown");

/** A failure says in its own words what to do; what failed otherwise is told by its system code alone. */
export function failed(subject: Subject, about: string, error: unknown): CheckLine {
  if (error instanceof AppError) {
    const { text, next } = failures[error.code];
    const detail = error.detail === "" ? "" : `（${error.detail}）`;
    return bad(subject, { words: `${about}${text}${detail}`, next, code: error.code });
  }
  const system = error instanceof Error && "code" in error && typeof error.code === "string" ? `（${error.code}）` : "";
  return bad(subject, {
    words: `${about}不能使用${system}。`,
    next: "请把这一行告诉系统管理员。",
    code: "E_INTERNAL",
  });
}
