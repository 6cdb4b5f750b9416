/** What the administrators' pages stand on: text that stays text, address ranges, places in lists, forms of any bytes. */
import fc from "fast-check";
import { parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import { addressRange } from "./address-range";
import { chainOf } from "./chain-file";
import { tokenIn } from "./cookie";
import { formOf } from "./form";
import { html } from "./markup";
import { maskName } from "./names";
import { placeIn, placeText } from "./place";

interface Shown {
  readonly nodeName: string;
  readonly value?: string;
  readonly attrs?: readonly { readonly value: string }[];
  readonly childNodes?: readonly Shown[];
}

describe("markup", () => {
  it("whatever is put into text or a quoted attribute comes out as that text, in that place, and nothing else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const wanted = text.replaceAll("\0", "\u2400").replaceAll("\r\n", "\n");
        const page = parseFragment(String(html`<p title="${text}">${[text, null, false]}</p>`)) as unknown as Shown;
        expect(page.childNodes).toHaveLength(1);
        const [p] = page.childNodes ?? [];
        const same = (shown: string | undefined) => shown?.replaceAll("\r\n", "\n");
        expect(same(p?.attrs?.[0]?.value)).toBe(wanted);
        expect(p?.attrs).toHaveLength(1);
        const inner = p?.childNodes ?? [];
        expect(inner.every(({ nodeName }) => nodeName === "#text")).toBe(true);
        expect(same(inner.map(({ value }) => value ?? "").join(""))).toBe(wanted);
      }),
    );
  });
});

describe("address ranges", () => {
  it.each([
    ["10.1.2.3", "10.1.2.0/24"],
    ["::ffff:10.1.2.3", "10.1.2.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:2::6", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("%s lies in %s", (address, range) => {
    expect(addressRange(address)).toBe(range);
  });
});

it("a place in a list survives its way through an address, and anything else is refused", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 100 }), (value, id) => {
      expect(placeIn(new URLSearchParams({ after: placeText([value, id]) }))).toEqual([value, id]);
    }),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      let code = "";
      try {
        placeIn(new URLSearchParams({ after: text }));
      } catch (error) {
        code = error instanceof AppError ? error.code : "bug";
      }
      expect(["", "E_INPUT"]).toContain(code);
    }),
  );
});

it("a form of any bytes and any type is read or refused by name, never a bug", async () => {
  const types = fc.constantFrom(
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), types, async (bytes, type) => {
      const code = await formOf(Buffer.from(bytes), type).then(
        (form) => form.text("a") && "",
        (error: unknown) => (error instanceof AppError ? error.code : "bug"),
      );
      expect(code).not.toBe("bug");
    }),
  );
  await expect(formOf(null, undefined)).rejects.toMatchObject({ code: "E_INPUT" });
});

it("certificate files that are none are refused in words", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 }), (files) => {
      expect(() => chainOf(files)).toThrowError(expect.objectContaining({ code: "E_FORM" }));
    }),
  );
});

it("LG-7: of a masked name the first sign is left, also where a sign is two units", () => {
  expect([maskName("林初晴"), maskName("𠮷野"), maskName("")]).toEqual(["林**", "𠮷*", ""]);
});

it("only our own cookie is a token, and an empty one is none", () => {
  expect(tokenIn("a=b; caibian-admin=t1; c=d")).toBe("t1");
  expect(tokenIn("__Host-caibian-admin=t2; caibian-admin=t1")).toBe("t2");
  for (const none of [undefined, "", "caibian-admin=", "xcaibian-admin=t"]) expect(tokenIn(none)).toBeNull();
});
