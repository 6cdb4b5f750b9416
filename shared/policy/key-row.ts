/** What the table of policy keys says of each key, and the levels that set them. */

/** From the strongest down. Group policy of Windows is unsigned, hence below the signed machine policy. */
export const policyLevels = ["machine", "group", "unit", "user"] as const;
export type PolicyLevel = (typeof policyLevels)[number];

export const levelNames: Readonly<Record<PolicyLevel, string>> = {
  machine: "机器策略",
  group: "组策略",
  unit: "单位策略",
  user: "个人设置",
};

export interface Step {
  readonly value: string | boolean;
  readonly words: string;
}

/** Which of two values is tighter. */
export type Tighter =
  | { readonly kind: "smaller" }
  | { readonly kind: "larger" }
  /** One of these, the tightest first. */
  | { readonly kind: "order"; readonly steps: readonly Step[] }
  /** Fewer of the same entries. */
  | { readonly kind: "subset" }
  /** Address ranges that lie in the others. */
  | { readonly kind: "ranges" }
  /** Neither: whoever sets it first, from above, has set it. */
  | { readonly kind: "fixed" };

/** How a value is told. `hidden`: an address of the back end, which is never shown (TN-36). */
export type Telling =
  | { readonly kind: "hidden" }
  | { readonly kind: "amount"; readonly unit: string }
  | { readonly kind: "count"; readonly unit: string }
  | { readonly kind: "words" }
  | { readonly kind: "times" }
  | { readonly kind: "yes-no" };

export interface PolicyKey {
  readonly title: string;
  readonly does: string;
  readonly tighter: Tighter;
  /** The lowest level that may set it; all above may too. */
  readonly lowest: "machine" | "unit" | "user";
  /** What holds when nobody sets it, and the floor of every level below the machine. Null: nothing, and no floor. */
  readonly fallback: string | number | boolean | null;
  /** `restart`: read once at the start. */
  readonly effect: "live" | "restart";
  readonly tell: Telling;
  /** Requirement or product row. */
  readonly clause: string;
}
