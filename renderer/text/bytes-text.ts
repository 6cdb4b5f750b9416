/** Sizes as people read them: 12 KB, 3.4 MB, 1.2 GB. */
const units = ["KB", "MB", "GB", "TB"] as const;

export function bytesText(bytes: number): string {
  let amount = Math.max(0, bytes) / 1024;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  const digits = amount >= 100 || unit === 0 ? 0 : 1;
  return `${amount.toLocaleString("zh-CN", { maximumFractionDigits: digits })} ${units[unit]}`;
}
