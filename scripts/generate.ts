import { checkFiles, generate, loadConfig, writeFiles } from "../src/codegen/index.js";
import { SchemaError } from "../src/schema/index.js";
import { emitShippedSteps, STEPS_PATH } from "./emit-steps.js";

// `npm run generate` writes the generated files; `npm run generate -- --check` only says what is out of date.
const root = process.cwd();
try {
	const files = [
		...(await generate({ root, config: await loadConfig(root) })),
		{ path: STEPS_PATH, text: await emitShippedSteps() },
	];
	if (process.argv.includes("--check")) {
		const differences = await checkFiles(root, files);
		for (const { path, status, excerpt } of differences) console.error(`${status} ${path}\n${excerpt}\n`);
		process.exitCode = differences.length === 0 ? 0 : 1;
	} else {
		await writeFiles(root, files);
	}
} catch (error) {
	if (!(error instanceof SchemaError)) throw error;
	console.error(error.message);
	process.exitCode = 2;
}
