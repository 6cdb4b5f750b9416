/** What the way of a message writes down: operator, masked number, key, status. Never the text, never a whole number (S10). */

/** Each is the name of an audit event. */
export type SmsEventName =
  | "sms-accepted"
  | "sms-refused"
  | "sms-delivered"
  | "sms-undelivered"
  | "sms-report-missing"
  | "sms-provider-down"
  | "sms-provider-up";

export interface SmsEvent {
  readonly event: SmsEventName;
  readonly detail: string;
}

/** Writes an event down. What fails here is told to nobody who waits for a message. */
export type RecordSms = (event: SmsEvent) => Promise<void>;
