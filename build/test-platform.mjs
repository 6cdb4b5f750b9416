/** The platform's suite by itself, as `.ci/run` runs it on a PostgreSQL server that TEST_DATABASE_URL names. */
import { runSuite, tellOutcomes } from "./suite.mjs";

process.exit(tellOutcomes([runSuite("platform", "vitest.config.ts", ["platform"])]));
