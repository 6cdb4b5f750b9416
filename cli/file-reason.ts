/** Why a file could not be read, for the commands that go on with the others. */
import { AppError, explain } from "../shared/failure";
import { UnreadableText } from "./read-text";

/** What happened to a file, in a Chinese sentence; of a failure of ours with its next step and its code. */
export function reasonOf(error: unknown): string {
  if (error instanceof UnreadableText) return error.message;
  if (error instanceof AppError) {
    const { text, next } = explain({ code: error.code, detail: error.detail });
    return `${text}${next}（${error.code}）`;
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "文件不存在。";
  if (code === "EACCES" || code === "EPERM") return "没有权限。";
  if (code === "ELOOP") return "链接绕成了圈，找不到文件。";
  return code === "EISDIR" ? "这是文件夹，不是文件。" : "文件读不出，可能已损坏。";
}
