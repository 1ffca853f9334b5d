import { argv } from "node:process";

/** A suite: whether all came out as it must. It prints its figures, and what did not. */
export type Suite = (words: readonly string[]) => Promise<boolean>;

/** By the name that the command line has for it; loaded when asked for, as some load much. */
const SUITES: Readonly<Record<string, () => Promise<{ readonly run: Suite }>>> = {
	official: () => import("./conformance/official.js"),
	compat: () => import("./conformance/compat.js"),
	reports: () => import("./conformance/reports.js"),
	schemastore: () => import("./conformance/schemastore.js"),
	real: () => import("./conformance/real.js"),
};

// `npm run conformance` runs all suites, `npm run conformance -- real --samples 1000` one, with words of its own.
const [name, ...words] = argv.slice(2);
const chosen = name === undefined || name.startsWith("-") ? Object.keys(SUITES) : [name];
for (const one of chosen) {
	const load = SUITES[one];
	if (load === undefined) {
		console.error(`no suite ${JSON.stringify(one)}; there are: ${Object.keys(SUITES).join(", ")}`);
		process.exitCode = 2;
		break;
	}
	console.log(`\n# ${one}`);
	const { run } = await load();
	if (!(await run(chosen.length === 1 ? words : argv.slice(2)))) process.exitCode = 1;
}
