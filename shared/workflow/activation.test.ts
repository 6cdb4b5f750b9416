/** RP-7: what must be on record before rights begin, and when training is due again. */
import { describe, expect, it } from "vitest";
import { missingForRights, trainingDue } from "./activation";

const ready = { vettedOn: "2026-11-01", trainedOn: "2026-11-02", contract: null, today: "2026-11-22" };

describe("RP-7: 上岗条件", () => {
  it("LAM-32.2, TN-38: vetting and training, both behind today; a contract on record and begun", () => {
    expect(missingForRights(ready)).toEqual([]);
    expect(missingForRights({ ...ready, vettedOn: ready.today, trainedOn: ready.today })).toEqual([]);
    expect(missingForRights({ ...ready, vettedOn: "2026-11-23" })).toEqual(["保密审查日期"]);
    expect(missingForRights({ ...ready, trainedOn: null })).toEqual(["岗前培训日期"]);
    expect(missingForRights({ ...ready, contract: { from: null } })).toEqual(["合同与保密协议登记"]);
    expect(missingForRights({ ...ready, contract: { from: "2026-12-01" } })).toEqual(["合同自 2026-12-01 起生效"]);
    expect(missingForRights({ ...ready, contract: { from: "2026-11-22" } })).toEqual([]);
  });

  it("TN-38: training is due again on the day a year has passed, where the city says so", () => {
    expect(trainingDue("2025-11-23", "2026-11-22", 12)).toBe(false);
    expect(trainingDue("2025-11-22", "2026-11-22", 12)).toBe(true);
    expect(trainingDue("2020-01-01", "2026-11-22", null)).toBe(false);
    expect(trainingDue(null, "2026-11-22", 12)).toBe(false);
  });
});
