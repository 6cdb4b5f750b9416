/** What a command needs, and how it behaves without the network (D6). */

/**
 * `local`: works without the network and without the key. `queued`: works at once here, and the platform gets it later.
 * `needs-platform`: waits for the platform. `needs-sign-in`: asks for the network itself, as long as somebody is signed in.
 * `needs-key`: works offline, with the person's key in the machine.
 */
export const offlineKinds = {
  local: "离线可用",
  queued: "离线可用，联网后自动上报",
  "needs-platform": "需要联网并登录平台",
  "needs-sign-in": "断网时可以尝试，需要已登录平台",
  "needs-key": "离线可用，需要插入密钥",
} as const;
export type OfflineKind = keyof typeof offlineKinds;

export interface OfflineRow {
  /** What the person calls it. */
  readonly name: string;
  readonly offline: OfflineKind;
  /** Why, in the person's words: what the window says beside a command that cannot be used now. */
  readonly why: string;
  /** True where it puts new data on this machine's disk: a disk that is nearly full stops it (D5). */
  readonly grows: boolean;
}

export const row = (name: string, offline: OfflineKind, why: string): OfflineRow => ({
  name,
  offline,
  why,
  grows: false,
});
export const growing = (name: string, offline: OfflineKind, why: string): OfflineRow => ({
  ...row(name, offline, why),
  grows: true,
});
