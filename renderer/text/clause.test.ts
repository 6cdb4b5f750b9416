import { describe, expect, it } from "vitest";
import { clauseName } from "./clause";

describe("clauses on the screen", () => {
  it("are cited as in the regulations, not by their ids", () => {
    expect(clauseName("LA-24")).toBe("六安网站办法第二十四条");
    expect(clauseName("TN-16.1")).toBe("潼南办法第十六条（一）");
    expect(clauseName("TN-15b")).toBe("潼南办法第十五条");
    expect(clauseName("LA-41.3e, 基准 NC-10")).toBe("六安网站办法第四十一条（三）、通用基准：南充办法第十条");
  });
  it("name the head of a page, which has no article number", () => {
    expect(clauseName("XY-0")).toBe("浔阳办法页头");
  });
  it("are named once where two ids are parts of one clause", () => {
    expect(clauseName("TN-15a, TN-15b")).toBe("潼南办法第十五条");
  });
  it("leaves alone what is no clause", () => {
    expect(clauseName("GB/T 9704-2012")).toBe("GB/T 9704-2012");
  });
});
