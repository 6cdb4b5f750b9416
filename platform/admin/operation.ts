/** Acts that the API answers once for each key: each form has one, so that sent twice it has one effect. */
import { randomUUID } from "node:crypto";
import { type Form, required } from "./form";
import { hidden } from "./form-markup";
import type { Markup } from "./markup";
import type { Visit } from "./section";

export const operationField = (): Markup => hidden("operation", randomUUID());

/** What the functions behind the API's routes are called with. */
export const callOf = ({ caller, connection }: Visit, form: Form) => ({
  query: {},
  caller,
  proof: null,
  connection,
  operationId: required(form, "operation", "操作编号").slice(0, 80),
});
