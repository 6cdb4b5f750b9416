/** What a form of the administrators' pages sent: fields and files, read once, never trusted to be there. */
import type { FastifyInstance } from "fastify";
import { AppError } from "../../shared/failure";

export interface Form {
  /** Without white space at its ends; empty when it is not there. */
  readonly text: (name: string) => string;
  readonly texts: (name: string) => readonly string[];
  /** Files that are not empty. */
  readonly files: (name: string) => readonly Uint8Array[];
}

const MOST_FIELDS = 200;

/** Forms are read below this scope only: no route of the API takes one. */
export function readForms(scope: FastifyInstance): void {
  for (const type of ["application/x-www-form-urlencoded", "multipart/form-data"])
    scope.addContentTypeParser<Buffer>(type, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

/** @throws AppError E_INPUT for a body that is no form */
export async function formOf(body: unknown, contentType: string | undefined): Promise<Form> {
  if (!Buffer.isBuffer(body) || contentType === undefined) throw new AppError("E_INPUT", "提交的内容不是表单");
  const fields = await fieldsOf(body, contentType);
  if (fields.length > MOST_FIELDS) throw new AppError("E_INPUT", "表单项目过多");
  const texts = (name: string) =>
    fields.flatMap(([key, value]) => (key === name && typeof value === "string" ? value.trim() : []));
  return {
    texts,
    text: (name) => texts(name)[0] ?? "",
    files: (name) =>
      fields.flatMap(([key, value]) => (key === name && typeof value !== "string" && value.length > 0 ? [value] : [])),
  };
}

type Field = readonly [name: string, value: string | Uint8Array];

async function fieldsOf(body: Buffer, contentType: string): Promise<readonly Field[]> {
  if (!contentType.startsWith("multipart/")) return [...new URLSearchParams(body.toString("utf8"))];
  try {
    const data = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
    return await Promise.all(
      [...data].map(
        async ([name, value]): Promise<Field> => [
          name,
          typeof value === "string" ? value : new Uint8Array(await value.arrayBuffer()),
        ],
      ),
    );
  } catch (cause) {
    throw new AppError("E_INPUT", "提交的表单不完整", { cause });
  }
}

/** @throws AppError E_FORM that names what is missing */
export function required(form: Form, name: string, what: string): string {
  const value = form.text(name);
  if (value === "") throw new AppError("E_FORM", `请填写${what}`);
  return value;
}

/** @throws AppError E_FORM */
export function requiredFile(form: Form, name: string, what: string): Uint8Array {
  const [file] = form.files(name);
  if (file === undefined) throw new AppError("E_FORM", `请选择${what}`);
  return file;
}
