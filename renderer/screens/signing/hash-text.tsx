/** A digest in four-character groups, eight to a line, as two people read it to each other. */
import type { Digest } from "../../../shared/schema";
import { hashGroups } from "./shown";

export function HashText({ value, testId }: { readonly value: Digest; readonly testId: string }) {
  const { algorithm, groups } = hashGroups(value);
  return (
    <span className="hash-text" data-testid={testId} title={value}>
      <small>{algorithm}</small> <code>{groups.join(" ")}</code>
    </span>
  );
}
