import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
// @ts-expect-error plain JavaScript, as the candidates share it
import { writeRecords } from "./bulk-records.mjs";
import { gate, printGates } from "./gates.js";
import { candidate, feedRecords, inTurn, peakMegabytes, ratios, upgrade } from "./processes.js";

// `npm run bench -- cli`: how long `upshape upgrade` takes from file to file in one thread, beside a loop that only
// reads, splits, parses, stringifies and writes the same records; and how much memory, from the file and on 1 GB.
const RECORDS = 200_000;
const ROUNDS = 7;

const folder = mkdtempSync(join(tmpdir(), "upshape-bench-"));
const [input, output] = [join(folder, "in.ndjson"), join(folder, "out.ndjson")];
const alone = ["--jobs", "1", "-o"];
try {
	writeRecords(input, RECORDS);
	const rounds = await inTurn(
		[candidate("bound", "bound", input), upgrade("upshape", input, 1)],
		output,
		ROUNDS,
	);
	const fromFile = await peakMegabytes([input, ...alone, output]);
	const fromPipe = await peakMegabytes(["-", ...alone, "/dev/null"], (pipe) => feedRecords(pipe, 1 << 30));
	printGates([
		gate("command line, against the bound", ratios(rounds, "upshape", "bound"), "<=", 1.6),
		gate("peak memory, from the file", [fromFile], "<", 150, " MB"),
		gate("peak memory, 1 GB from a pipe", [fromPipe], "<", 150, " MB"),
	]);
} finally {
	rmSync(folder, { recursive: true });
}
