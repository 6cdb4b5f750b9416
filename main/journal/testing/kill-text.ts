/** The text of the n-th record of the kill test: long enough that a write can be cut. */
export const killText = (number: number): string => `第 ${number} 条 `.repeat(300);
