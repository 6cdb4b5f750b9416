/** Where SMS codes leave the platform. The text holds a code: no implementation may log it. */

export interface SmsMessage {
  readonly phone: string;
  readonly text: string;
  readonly to: string;
}

export interface SmsGateway {
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

/** Hands messages to an operator's gateway over HTTPS, as `{phone, text}`. @throws Error when it does not take one. */
export function httpGateway(url: string): SmsGateway {
  return {
    send: async ({ phone, text }) => {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ phone, text }),
        signal: AbortSignal.timeout(10_000),
      });
      if (!answer.ok) throw new Error(`SMS gateway answered ${answer.status}`);
    },
  };
}

/** 138****0001 */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
