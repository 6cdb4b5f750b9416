/** The system's clipboard outside the window: by programs that systems have. Electron has calls of its own. */

import type { CommandAnswer, Machine } from "../self-check/machine";

/** Null where the clipboard cannot be looked at. */
export interface SystemClipboard {
  readonly read: () => Promise<string | null>;
  readonly clear: () => Promise<void>;
}

type RunCommand = Machine["run"];

interface Commands {
  readonly read: readonly string[];
  readonly clear: readonly string[];
}

const powershell = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command"];

/** In the order in which they are tried. */
function commandsOf(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): readonly Commands[] {
  const wayland = [{ read: ["wl-paste", "--no-newline", "--type", "text"], clear: ["wl-copy", "--clear"] }];
  const x11 = [
    { read: ["xsel", "--clipboard", "--output"], clear: ["xsel", "--clipboard", "--clear"] },
    {
      read: ["xclip", "-selection", "clipboard", "-out"],
      clear: ["xclip", "-selection", "clipboard", "-in", "/dev/null"],
    },
  ];
  switch (platform) {
    case "win32":
      return [{ read: [...powershell, "Get-Clipboard -Raw"], clear: [...powershell, "Set-Clipboard -Value $null"] }];
    case "darwin":
      return [{ read: ["pbpaste"], clear: ["osascript", "-e", 'set the clipboard to ""'] }];
    default:
      return [...((env.WAYLAND_DISPLAY ?? "") === "" ? [] : wayland), ...((env.DISPLAY ?? "") === "" ? [] : x11)];
  }
}

/** The clipboard by what this system has; without any program it can be neither read nor cleared from here. */
export function clipboardBy(
  run: RunCommand,
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): SystemClipboard {
  const commands = commandsOf(platform, env);
  return {
    read: async () => {
      for (const { read } of commands) {
        const { code, output } = await start(run, read);
        if (code === 0) return output;
      }
      return null;
    },
    clear: async () => {
      for (const { clear } of commands) if ((await start(run, clear)).code === 0) return;
    },
  };
}

const start = (run: RunCommand, [program = "", ...args]: readonly string[]): Promise<CommandAnswer> =>
  run(program, args);
