/** Passes one after the other in a worker of their own, so that scanning many items does not hold up the one being written. */
import type { AttachmentText } from "../../shared/attachments/extract";
import { AppError } from "../../shared/failure";
import type { Content } from "../../shared/model/content";
import type { Report } from "../../shared/proofreading/finding";
import type { PackData } from "../../shared/proofreading/packs/load-pack";
import type { Profile } from "../../shared/workflow/profile";
import { type ProofreaderParts, workerParts } from "../proof/proofreader";
import type { PassAnswer } from "../proof/protocol";

export interface PassSetup {
  readonly profile: Profile | null;
  readonly packs: readonly PackData[];
}

export interface PassRunner {
  /** The findings of the lexicon and the rules; spelling does not hang on a lexicon pack. @throws AppError E_INTERNAL */
  readonly run: (content: Content, at: string, attachments?: readonly AttachmentText[]) => Promise<Report>;
  /** Ends the worker; a pass under way is refused. */
  readonly stop: () => void;
}

export type StartRunner = (setup: PassSetup) => PassRunner;

export function startRunner(
  { profile, packs }: PassSetup,
  spawn: ProofreaderParts["spawn"] = workerParts.spawn,
): PassRunner {
  const waiting = new Map<number, (answer: PassAnswer | null) => void>();
  const end = (): void => {
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
  };
  const worker = spawn({
    onAnswer: (answer) => {
      waiting.get(answer.seq)?.(answer);
      waiting.delete(answer.seq);
    },
    onError: end,
  });
  worker.use?.(packs);
  let seq = 0;
  return {
    run: (content, at, attachments = []) =>
      new Promise((resolve, reject) => {
        seq += 1;
        waiting.set(seq, (answer) => {
          if (answer?.ok === true) resolve(answer.report);
          else reject(new AppError(answer?.failure.code ?? "E_INTERNAL", answer?.failure.detail ?? "校对进程已结束"));
        });
        worker.send({ seq, content, attachments, at, profile, withoutSpelling: true });
      }),
    stop: () => {
      worker.stop();
      end();
    },
  };
}
