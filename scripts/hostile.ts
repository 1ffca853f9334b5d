import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { sharedPath } from "../test/support/shared.js";

// `npm run hostile`: each ordered pair of the hostile schemas in a process of its own, with its time and memory.
const MAX_MS = 1000;
const MAX_MB = 256;

const program = `
	import { compare } from ${JSON.stringify(new URL("../dist/compat/index.js", import.meta.url).href)};
	import { readFileSync } from "node:fs";
	const [writer, reader] = process.argv.slice(1).map((file) => JSON.parse(readFileSync(file, "utf8")));
	const source = (schema) => ({ documents: new Map([["schema.json", schema]]), root: "schema.json" });
	const start = performance.now();
	let answer;
	try { answer = compare(source(writer), source(reader)).verdict; } catch (error) {
		if (error.name !== "SchemaError") throw error;
		answer = error.code;
	}
	const ms = performance.now() - start;
	console.log(JSON.stringify({ answer, ms, mb: process.resourceUsage().maxRSS / 1024 }));
`;

interface Measured {
	readonly pair: string;
	readonly ms: number;
	readonly mb: number;
}

const folder = sharedPath("suites", "hostile", "schemas");
const files = readdirSync(folder).filter((file) => isJson(`${folder}/${file}`));
const measured = files.flatMap((writer) => files.map((reader) => measure(writer, reader)));
const slowest = measured.reduce((a, b) => (b.ms > a.ms ? b : a));
const biggest = measured.reduce((a, b) => (b.mb > a.mb ? b : a));
console.log(`${measured.length} ordered pairs, each with a verdict or a refusal`);
console.log(`slowest ${slowest.ms.toFixed(0)} ms (at most ${MAX_MS}): ${slowest.pair}`);
console.log(`biggest ${biggest.mb.toFixed(0)} MB (at most ${MAX_MB}): ${biggest.pair}`);
if (slowest.ms > MAX_MS || biggest.mb > MAX_MB) process.exitCode = 1;

function measure(writer: string, reader: string): Measured {
	const args = ["--input-type=module", "-e", program, `${folder}/${writer}`, `${folder}/${reader}`];
	const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
	if (status !== 0) throw new Error(`${writer} and ${reader}: ${stderr}`);
	return { pair: `${writer} and ${reader}`, ...JSON.parse(stdout) };
}

function isJson(path: string): boolean {
	try {
		JSON.parse(readFileSync(path, "utf8"));
		return true;
	} catch {
		return false;
	}
}
