/** Where SMS codes leave the platform. The text holds a code: no implementation may log it. */

export interface SmsMessage {
  readonly phone: string;
  readonly text: string;
  readonly to: string;
  /** What stands in the gaps of an operator's template, in its order; without them the text stands in the only gap. */
  readonly values?: readonly string[];
}

export interface SmsGateway {
  /** Resolves once somebody has taken the message. @throws AppError E_SMS_GATEWAY */
  readonly send: (message: SmsMessage) => Promise<void>;
}

export interface InboxMessage extends SmsMessage {
  readonly at: string;
}

/** The demo city's simulated gateway: the last messages, in memory only. */
export interface DemoInbox extends SmsGateway {
  readonly messages: () => readonly InboxMessage[];
}

const KEPT = 50;

export function demoInbox(clock: () => Date): DemoInbox {
  let kept: readonly InboxMessage[] = [];
  return {
    send: async (message) => {
      kept = [{ ...message, at: clock().toISOString() }, ...kept].slice(0, KEPT);
    },
    messages: () => kept,
  };
}

/** 138****0001; of a short number no more than its end. */
export function maskPhone(phone: string): string {
  return phone.length < 11 ? `****${phone.slice(-2)}` : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
