/** What launcher and desk say to each other: over Node's own channel between the two, and by the desk's exit code. */
import { z } from "zod";

export const deskSays = z.strictObject({
  caibian: z.enum([
    /** It answers: it neither crashed nor hung while it started. */
    "listening",
    /** Program and window stood for a while: the start went well. */
    "healthy",
    /** The person has seen what the launcher had to tell. */
    "told",
    /** It can be asked to show its window, and says so each time it did. Versions before did not say it. */
    "answers",
    "shown",
  ]),
});
export type DeskSays = z.infer<typeof deskSays>["caibian"];

/** Somebody started the workstation again: show the window that there is. */
export const launcherSays = z.strictObject({ caibian: z.literal("show") });

/** Where no system gives a meaning of its own (sysexits.h: 75 try again, 78 configuration). */
export const exits = {
  clean: 0,
  failed: 1,
  /** Another one runs already, or something holds its port. */
  elsewhere: 75,
  /** Start again with what lies ready. */
  restart: 76,
  /** Not in these surroundings: policy or anchors are missing or unsound. */
  refused: 78,
} as const;

/** The desk's end of the line; null when no launcher started it. */
export interface LauncherLine {
  readonly say: (word: DeskSays) => void;
  readonly onShow: (show: () => void) => void;
  /** The launcher is gone: nobody would start this again, nor show its window. */
  readonly onGone: (gone: () => void) => void;
}

type Channel = Pick<NodeJS.Process, "send" | "on" | "channel">;

export function launcherLine(channel: Channel): LauncherLine | null {
  if (channel.send === undefined) return null;
  const say = (word: DeskSays): void => {
    // The launcher may be gone; the desk goes on without it.
    channel.send?.({ caibian: word }, undefined, undefined, () => undefined);
  };
  return {
    say,
    onShow: (show) => {
      say("answers");
      channel.on("message", (message: unknown) => {
        if (!launcherSays.safeParse(message).success) return;
        show();
        say("shown");
      });
      channel.channel?.unref();
    },
    onGone: (gone) => {
      channel.on("disconnect", gone);
    },
  };
}
