import type { ReactNode } from "react";

export interface BadgeProps {
  /** Colour repeats what the words say: green only for verified, amber for what needs a person, red for what blocks. */
  readonly tone: "plain" | "place" | "good" | "person" | "block";
  readonly children: ReactNode;
  readonly title?: string;
  readonly "data-testid"?: string;
}

/** A short state beside a title or a name. */
export function Badge({ tone, ...rest }: BadgeProps) {
  return <span className="cb-badge" data-tone={tone} {...rest} />;
}
