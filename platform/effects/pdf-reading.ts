/** PDF files are read in threads, as many as passes run: hundreds of pages, or a hostile file, keep nobody else waiting. */
import { pdfThreads } from "../../node/pdf-thread";
import { coresForInspection } from "./inspection-pool";

/** @throws AppError E_FILE_TYPE for locked and broken files, and for one that takes too long or ends its thread */
export const readPdfApart = pdfThreads(coresForInspection());
