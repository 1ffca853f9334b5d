#!/usr/bin/env node
import { exitCodeOf } from "./failure.js";
import { program } from "./program.js";
import { endOnSignals } from "./signals.js";
import { quietStreams } from "./streams.js";

quietStreams();
endOnSignals();
// Every write has been waited for; an input that nobody reads any more must not hold the process up.
process.exit(await program(process.argv.slice(2)).catch(exitCodeOf));
