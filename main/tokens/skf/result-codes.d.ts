/** What SKF calls answer (GM/T 0016 appendix A), and which of our failures each of them is. */
import { AppError } from "../../../shared/failure";
export declare const SAR_OK = 0;
export declare const SAR_NOTSUPPORTYETERR = 167772163;
export declare const SAR_KEYNOTFOUNTERR = 167772187;
export declare const SAR_CERTNOTFOUNTERR = 167772188;
export declare const SAR_BUFFER_TOO_SMALL = 167772192;
export declare const SAR_PIN_INCORRECT = 167772196;
/** The failure that an answer other than SAR_OK is. Vendors add codes of their own; those are faults. */
export declare function failureOf(code: number): AppError;
