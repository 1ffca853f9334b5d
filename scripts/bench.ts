import { spawnSync } from "node:child_process";

// `npm run bench`, or `npm run bench -- import` for one: each prints its figures and fails below its bound.
const BENCHES = ["door", "upgrade", "steps", "same-outputs", "cli", "import", "webhook", "compat"];

const asked = process.argv.slice(2);
for (const bench of asked.length > 0 ? asked : BENCHES) {
	console.log(`\n# ${bench}`);
	const args = ["--import", "tsx", `test/bench/${bench}.ts`];
	const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
	if (status !== 0) process.exitCode = 1;
}
