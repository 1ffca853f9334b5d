import { checkFiles, generate, loadConfig, writeFiles } from "../src/codegen/index.js";

// `npm run generate` writes src/clerk/generated; `npm run generate -- --check` only says what is out of date.
const root = process.cwd();
const files = await generate({ root, config: await loadConfig(root) });
if (process.argv.includes("--check")) {
	const differences = await checkFiles(root, files);
	for (const { path, status, excerpt } of differences) console.error(`${status} ${path}\n${excerpt}\n`);
	process.exitCode = differences.length === 0 ? 0 : 1;
} else {
	await writeFiles(root, files);
}
