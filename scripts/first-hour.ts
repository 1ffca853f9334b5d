import { parseArgs } from "node:util";
import { firstHour } from "../test/support/first-hour/first-hour.js";
import { sharedThere } from "../test/support/shared.js";

// `npm run first-hour -- --records 10000`: from orders of two versions in one file and no schema to a checked lineage, the
// data upgraded and back. Ends with 1 where a command fails, a record is misplaced or the bytes are others.
const { values } = parseArgs({
	options: { records: { type: "string", default: "10000" }, show: { type: "boolean", default: false } },
});

if (sharedThere) {
	const { steps, misplaced, isBack } = await firstHour(Number(values.records));
	for (const [index, { command, seconds, status, output }] of steps.entries()) {
		console.log(
			`${index + 1}  ${seconds.toFixed(1).padStart(5)} s  ${status === 0 ? "ok" : "FAILED"}  ${command}`,
		);
		if (values.show || status !== 0) console.log(output);
	}
	const total = steps.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1);
	console.log(
		`\n${steps.length} commands, ${total} s; ${misplaced} records of another version than they were made as`,
	);
	console.log(isBack ? "the data came back, byte for byte" : "the data did NOT come back as it was");
	if (steps.some(({ status }) => status !== 0) || misplaced > 0 || !isBack) process.exitCode = 1;
} else console.log("not run: ../shared, which has the orders, is not there");
