/** What electron-builder starts in fpm's place (`CUSTOM_FPM_PATH`). */
import { runFpm } from "./fpm";

runFpm(process.argv.slice(2), new Date(Number(process.env.SOURCE_DATE_EPOCH ?? "0") * 1_000));
