import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// `npm run check` asks every question; `npm run check -- lint types` only those. A part that fails shows its output.
const scratch = mkdtempSync(join(tmpdir(), "upshape-check-"));
const { name, version } = JSON.parse(readFileSync("package.json", "utf8"));
const tarball = join(scratch, `${name}-${version}.tgz`);
const tsc = "node node_modules/typescript/bin/tsc";

/** Each question, in the order of asking, and the commands that answer it, one after another. */
const PARTS: { readonly [part: string]: readonly string[] } = {
	lint: ["biome check --error-on-warnings"],
	house: ["tsx scripts/house.ts"],
	build: ["npm run --silent build"],
	types: [tsc, `${tsc} -p tsconfig.browser.json`],
	unused: ["knip --treat-config-hints-as-errors"],
	generated: ["npm run --silent generate -- --check", "npm run --silent docs -- --check"],
	lineages: ["node dist/cli/main.js check"],
	package: [
		`npm pack --silent --ignore-scripts --pack-destination "${scratch}"`,
		`publint --strict "${tarball}"`,
		`attw --profile esm-only "${tarball}"`,
	],
};

const asked = process.argv.slice(2);
const unknown = asked.find((part) => !Object.hasOwn(PARTS, part));
if (unknown) throw new Error(`there is no part ${unknown}; there are ${Object.keys(PARTS).join(", ")}`);

for (const part of asked.length > 0 ? asked : Object.keys(PARTS)) await answer(part);
rmSync(scratch, { recursive: true });

async function answer(part: string): Promise<void> {
	const start = performance.now();
	const output = await firstFailure(PARTS[part] ?? []);
	const seconds = ((performance.now() - start) / 1000).toFixed(1);
	console.log(`${part.padEnd(9)} ${output === undefined ? "ok    " : "failed"} ${seconds.padStart(5)} s`);
	if (output === undefined) return;
	console.log(output.trimEnd());
	process.exitCode = 1;
}

/** What the first command that fails has printed. */
async function firstFailure(commands: readonly string[]): Promise<string | undefined> {
	for (const command of commands) {
		const { status, output } = await run(command);
		if (status !== 0) return `$ ${command}\n${output}`;
	}
	return undefined;
}

function run(command: string): Promise<{ status: number | null; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding("utf8").on("data", (text: string) => {
				output += text;
			});
		}
		child.on("error", reject);
		child.on("close", (status) => resolve({ status, output }));
	});
}
