/** What a key of the policy may be, from the schema: bounds for the documents that are made of the table. */
import { z } from "zod";
import { policy } from "../shared/model/policy";
import type { PolicyKeyName } from "../shared/policy/key-table";

const node = z.looseObject({
  type: z.string().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  maxItems: z.number().optional(),
  enum: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});
type ValueForm = z.infer<typeof node>;

const whole = node.parse(z.toJSONSchema(policy, { io: "input", unrepresentable: "any" }));

/** The JSON schema of one key. @throws Error for a key the schema does not have */
export function formOf(key: PolicyKeyName): ValueForm {
  let at = whole;
  for (const name of key.split(".")) {
    const inner = at.properties?.[name];
    if (inner === undefined) throw new Error(`the schema has no ${key}`);
    at = node.parse(inner);
  }
  return at;
}

/** Of a whole number. */
export function boundsOf(key: PolicyKeyName): { readonly least: number; readonly most: number } {
  const { minimum, exclusiveMinimum, maximum = 0 } = formOf(key);
  return { least: minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1), most: maximum };
}
