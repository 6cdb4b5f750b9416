import { fullTime, shortTime } from "./time";

/** A point in time: short to read, full on hover. */
export function When({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={fullTime(at)} className="cb-time">
      {shortTime(at, new Date())}
    </time>
  );
}
