/**
 * A vendor's key library 密钥驱动 as the machine policy allows it: which file, which bytes, how to speak to it. Nothing
 * that is not listed here is ever loaded (S5), and never by a bare name that the system would search for.
 */
import { z } from "zod";

/** How the library was compiled: the size of its `unsigned long`, and whether its structures are packed. */
const moduleAbi = z.strictObject({
  ulong: z.union([z.literal(4), z.literal(8)]),
  packed: z.boolean(),
  /** Of 32-bit Windows, where there are two; `stdcall` there unless said. */
  convention: z.enum(["cdecl", "stdcall"]).exactOptional(),
});
export type ModuleAbi = z.infer<typeof moduleAbi>;

const common = {
  /** Our own short name, shown beside the key. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
  path: z
    .string()
    .max(500)
    .regex(/^(?:\/|[A-Za-z]:[\\/])/, "an absolute path"),
  /** Of the file's bytes, recorded when the administrator installed it. */
  hash: z.string().regex(/^sha-256:[0-9a-f]{64}$/),
};

export const tokenModule = z.discriminatedUnion("kind", [
  /** The standard fixes PKCS#11's shape for each system; `abi` is for a library that does not keep to it. */
  z.strictObject({ kind: z.literal("pkcs11"), ...common, abi: moduleAbi.exactOptional() }),
  /** GM/T 0016: vendors differ, so the policy must say. */
  z.strictObject({ kind: z.literal("skf"), ...common, abi: moduleAbi }),
]);
export type TokenModule = z.infer<typeof tokenModule>;
