import { ask } from "../../test/support/compat/judged.js";
import { rowsOf, SUITES } from "../../test/support/compat/rows.js";

// The verdicts of all rows, in order, for a process that may not make code from strings: there ajv can't run.
const verdicts: string[] = [];
for (const suite of SUITES) for (const row of rowsOf(suite)) verdicts.push(ask(row).verdict);
console.log(JSON.stringify(verdicts));
