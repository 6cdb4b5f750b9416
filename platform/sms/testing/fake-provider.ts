/** An operator that does what the test wrote down, and remembers what it was asked. */
import { ReportListeners, type SmsFault, type SmsOrder, type SmsProvider, type SmsReport } from "../provider";

export interface FakeProvider extends SmsProvider {
  /** What the next sends come to; after the last one everything is taken. */
  readonly plan: (SmsFault | readonly string[])[];
  readonly asked: SmsOrder[];
  readonly report: (report: SmsReport) => void;
}

export function fakeProvider(name: string, meanwhile: () => void = () => undefined): FakeProvider {
  const listeners = new ReportListeners();
  const plan: (SmsFault | readonly string[])[] = [];
  const asked: SmsOrder[] = [];
  let started = false;
  return {
    name,
    plan,
    asked,
    start: async () => {
      started = true;
    },
    send: async (order) => {
      if (!started) throw new Error(`${name} was asked before it was started`);
      asked.push(order);
      meanwhile();
      const outcome = plan.shift() ?? [`${name}-${asked.length}`];
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    onReport: listeners.add,
    report: listeners.tell,
    stop: async () => {
      started = false;
    },
  };
}
