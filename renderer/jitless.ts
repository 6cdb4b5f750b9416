/** Imported first: zod must not try to compile parsers with `new Function`, which the page's CSP forbids. */
import { config } from "zod";

config({ jitless: true });
