/** How far a machine's clock is from the platform's, in words. */

/** 本机比平台快 1 小时 2 分. Positive: the machine is ahead. */
export function describeOffset(ahead: number): string {
  const seconds = Math.round(Math.abs(ahead) / 1_000);
  const minutes = Math.floor(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const span =
    hours > 0
      ? `${hours} 小时${rest > 0 ? ` ${rest} 分` : ""}`
      : minutes > 0
        ? `${minutes} 分${seconds % 60 > 0 ? ` ${seconds % 60} 秒` : ""}`
        : `${seconds} 秒`;
  return `本机时间比平台${ahead > 0 ? "快" : "慢"} ${span}`;
}
