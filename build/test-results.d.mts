/** The part of vitest's JSON report that is read. */
export interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}
export interface Failure {
  readonly file: string;
  readonly title: string;
  readonly told: string;
}
export function readResults(file: string): Results;
export function failedFiles(results: Results, root: string): string[];
export function failures(results: Results, root: string): Failure[];
