/** The list of extensions that certificates, CRLs and OCSP responses have in common (RFC 5280 §4.1). */
import { type DerElement, DerError, DerReader, readDer } from "./der";
import { booleanValue, oidText, tags } from "./der-values";

export interface ExtensionList {
  /** What stands in an extension, by its OID; null where it is absent. */
  readonly value: (name: string) => DerElement | null;
  /** OIDs of critical extensions outside `understood`: what carries them must be refused (§4.2). */
  readonly unknownCritical: readonly string[];
}

export function extensionList(element: DerElement, understood: readonly string[]): ExtensionList {
  const list = new DerReader(element, tags.sequence);
  const values = new Map<string, Uint8Array>();
  const unknownCritical: string[] = [];
  while (!list.done) {
    const fields = list.open(tags.sequence);
    const name = oidText(fields.take(tags.oid));
    const flag = fields.maybe(tags.boolean);
    // FALSE is the default, which DER never writes; certificates of old authorities do, and it changes nothing.
    const critical = flag !== null && booleanValue(flag);
    const value = fields.take(tags.octets);
    fields.end();
    if (values.has(name)) throw new DerError("extension twice");
    values.set(name, value.body);
    if (critical && !understood.includes(name)) unknownCritical.push(name);
  }
  const value = (name: string): DerElement | null => {
    const bytes = values.get(name);
    return bytes === undefined ? null : readDer(bytes);
  };
  return { value, unknownCritical };
}
