/** What the simulated operators have in common: phones in memory, and switches for what goes wrong in real ones. */

export interface SimulatedSms {
  readonly phone: string;
  readonly text: string;
}

export interface SimulatorFaults {
  /** Answers come this much later. */
  readonly delayMs: number;
  /** Takes messages and never answers, not even whether it is there. */
  readonly silent: boolean;
  /** Delivers, and never reports it. */
  readonly loseReports: boolean;
  /** Refuses every message: too many at once. */
  readonly rateLimit: boolean;
  /** Knows another secret than its customer. */
  readonly wrongSecret: boolean;
  /** Breaks the connection off in the middle of an answer. */
  readonly cutAnswer: boolean;
  /** Answers with bytes that mean nothing. */
  readonly garbage: boolean;
  /** What the reports say. */
  readonly status: string;
}

export const noFaults: SimulatorFaults = {
  ...{ delayMs: 0, silent: false, loseReports: false, rateLimit: false },
  ...{ wrongSecret: false, cutAnswer: false, garbage: false, status: "DELIVRD" },
};

export interface Simulator {
  readonly port: number;
  /** Whole messages in the order in which their last part came. */
  readonly inbox: () => readonly SimulatedSms[];
  /** Requests seen, refused and repeated ones among them. */
  readonly requests: () => number;
  /** Switches faults; what is not named is as it should be. */
  readonly fail: (faults: Partial<SimulatorFaults>) => void;
  /** Breaks all connections. */
  readonly hangUp: () => void;
  readonly stop: () => Promise<void>;
}

export const GARBAGE = Buffer.from("ffffffffdeadbeef00000000ffffffff", "hex");
