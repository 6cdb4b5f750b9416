/** What `reg query` prints: one value a line, name, type and data behind four spaces each. */

export interface RegistryValue {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

const line = /^ {4}(\S.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

/** Lines of subkeys and the key's own name are passed over. */
export function valuesIn(output: string): readonly RegistryValue[] {
  return output.split(/\r?\n/).flatMap((text) => {
    const [, name, type, data = ""] = line.exec(text) ?? [];
    return name === undefined || type === undefined ? [] : [{ name, type, data }];
  });
}
