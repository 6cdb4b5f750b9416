/** What SKF calls answer (GM/T 0016 appendix A), and which of our failures each of them is. */
import { AppError, type FailureCode } from "../../../shared/failure";

export const SAR_OK = 0;
export const SAR_NOTSUPPORTYETERR = 0x0a000003;
export const SAR_INDATALENERR = 0x0a000010;
export const SAR_INDATAERR = 0x0a000011;
export const SAR_HASHNOTEQUALERR = 0x0a00001a;
export const SAR_DECRYPTPADERR = 0x0a00001e;
export const SAR_KEYNOTFOUNTERR = 0x0a00001b;
export const SAR_CERTNOTFOUNTERR = 0x0a00001c;
export const SAR_BUFFER_TOO_SMALL = 0x0a000020;
export const SAR_PIN_INCORRECT = 0x0a000024;

/** In the order of the standard: the first is 0x0A000001, each following one greater. Names as the standard spells them. */
const rows: readonly (readonly [name: string, failure: FailureCode])[] = [
  ["SAR_FAIL", "E_TOKEN_FAULT"],
  ["SAR_UNKNOWNERR", "E_TOKEN_FAULT"],
  ["SAR_NOTSUPPORTYETERR", "E_MECHANISM"],
  ["SAR_FILEERR", "E_TOKEN_FAULT"],
  // Handles die with the device, and some libraries notice only that.
  ["SAR_INVALIDHANDLEERR", "E_TOKEN_REMOVED"],
  ["SAR_INVALIDPARAMERR", "E_TOKEN_FAULT"],
  ["SAR_READFILEERR", "E_TOKEN_FAULT"],
  ["SAR_WRITEFILEERR", "E_TOKEN_FAULT"],
  ["SAR_NAMELENERR", "E_TOKEN_FAULT"],
  ["SAR_KEYUSAGEERR", "E_MECHANISM"],
  ["SAR_MODULUSLENERR", "E_MECHANISM"],
  ["SAR_NOTINITIALIZEERR", "E_TOKEN_FAULT"],
  ["SAR_OBJERR", "E_TOKEN_FAULT"],
  ["SAR_MEMORYERR", "E_TOKEN_FAULT"],
  ["SAR_TIMEOUTERR", "E_TOKEN_TIMEOUT"],
  ["SAR_INDATALENERR", "E_TOKEN_FAULT"],
  ["SAR_INDATAERR", "E_TOKEN_FAULT"],
  ["SAR_GENRANDERR", "E_TOKEN_FAULT"],
  ["SAR_HASHOBJERR", "E_TOKEN_FAULT"],
  ["SAR_HASHERR", "E_TOKEN_FAULT"],
  ["SAR_GENRSAKEYERR", "E_TOKEN_FAULT"],
  ["SAR_RSAMODULUSLENERR", "E_MECHANISM"],
  ["SAR_CSPIMPRTPUBKEYERR", "E_TOKEN_FAULT"],
  ["SAR_RSAENCERR", "E_TOKEN_FAULT"],
  ["SAR_RSADECERR", "E_TOKEN_FAULT"],
  ["SAR_HASHNOTEQUALERR", "E_TOKEN_FAULT"],
  ["SAR_KEYNOTFOUNTERR", "E_KEY_MISSING"],
  ["SAR_CERTNOTFOUNTERR", "E_KEY_MISSING"],
  ["SAR_NOTEXPORTERR", "E_TOKEN_FAULT"],
  ["SAR_DECRYPTPADERR", "E_TOKEN_FAULT"],
  ["SAR_MACLENERR", "E_TOKEN_FAULT"],
  ["SAR_BUFFER_TOO_SMALL", "E_TOKEN_FAULT"],
  ["SAR_KEYINFOTYPEERR", "E_MECHANISM"],
  ["SAR_NOT_EVENTERR", "E_TOKEN_FAULT"],
  ["SAR_DEVICE_REMOVED", "E_TOKEN_REMOVED"],
  ["SAR_PIN_INCORRECT", "E_PIN"],
  ["SAR_PIN_LOCKED", "E_PIN_LOCKED"],
  ["SAR_PIN_INVALID", "E_PIN_FORMAT"],
  ["SAR_PIN_LEN_RANGE", "E_PIN_FORMAT"],
  ["SAR_USER_ALREADY_LOGGED_IN", "E_TOKEN_FAULT"],
  // No user PIN was ever set: the vendor's tool sets one, as it changes one that has expired.
  ["SAR_USER_PIN_NOT_INITIALIZED", "E_PIN_EXPIRED"],
  ["SAR_USER_TYPE_INVALID", "E_TOKEN_FAULT"],
  ["SAR_APPLICATION_NAME_INVALID", "E_TOKEN_FAULT"],
  ["SAR_APPLICATION_EXISTS", "E_TOKEN_FAULT"],
  ["SAR_USER_NOT_LOGGED_IN", "E_TOKEN_LOGIN"],
  ["SAR_APPLICATION_NOT_EXISTS", "E_KEY_MISSING"],
  ["SAR_FILE_ALREADY_EXIST", "E_TOKEN_FAULT"],
  ["SAR_NO_ROOM", "E_TOKEN_FAULT"],
  ["SAR_FILE_NOT_EXIST", "E_TOKEN_FAULT"],
  ["SAR_REACH_MAX_CONTAINER_COUNT", "E_TOKEN_FAULT"],
];

const FIRST = 0x0a000001;

/** Those whose own sentence says everything; the others carry what the driver said, for the help desk. */
const plain: ReadonlySet<FailureCode> = new Set(["E_TOKEN_REMOVED", "E_TOKEN_LOGIN", "E_PIN", "E_PIN_LOCKED"]);

/** The failure that an answer other than SAR_OK is. Vendors add codes of their own; those are faults. */
export function failureOf(code: number): AppError {
  const [name, failure] = rows[code - FIRST] ?? ["驱动自定的错误", "E_TOKEN_FAULT" as const];
  const said = `驱动返回 ${name}（0x${code.toString(16).toUpperCase().padStart(8, "0")}）`;
  return new AppError(failure, plain.has(failure) ? "" : said);
}
