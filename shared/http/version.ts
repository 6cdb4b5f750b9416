/** Which form of the wire both sides speak. A reply that names another one may hold what this version cannot read. */
export const schemaHeader = "x-caibian-schema";
/** Raised when a reply gains what an older desk would refuse. */
export const schemaVersion = 1;
