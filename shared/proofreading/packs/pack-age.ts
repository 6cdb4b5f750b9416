/** How far a dated pack may still be believed: `stale` warns, `expired` is not used. */
export const packAges = ["fresh", "stale", "expired"] as const;
export type PackAge = (typeof packAges)[number];

export const packAgeNames = {
  fresh: "有效",
  stale: "该更新了",
  expired: "已过期，未用于校对",
} as const satisfies Record<PackAge, string>;
