/** scrypt over what a person types (RFC 7914). Costs stand in each slot, so that later slots may be dearer. */
import { scrypt } from "node:crypto";
import { z } from "zod";

/** Bounds: a planted header must not take the machine's memory, nor talk a PIN down to nothing. */
export const kdf = z.strictObject({
  name: z.literal("scrypt"),
  n: z
    .number()
    .int()
    .min(2 ** 10)
    .max(2 ** 20)
    .refine((n) => Number.isInteger(Math.log2(n))),
  r: z.number().int().min(1).max(16),
  p: z.number().int().min(1).max(4),
});
export type Kdf = z.infer<typeof kdf>;
export type ScryptCost = Omit<Kdf, "name">;

/** 64 MB a try. Chosen by `npm run bench -- vault`; the figures stand in docs/adr/0012-key-slots.md. */
export const scryptCost: ScryptCost = { n: 2 ** 16, r: 8, p: 1 };

export function stretch(typed: string, salt: Uint8Array, { n, r, p }: ScryptCost): Promise<Buffer> {
  return new Promise((done, failed) => {
    // The same characters typed on another machine may arrive composed differently.
    scrypt(typed.normalize("NFC"), salt, 32, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
      error === null ? done(key) : failed(error),
    );
  });
}
