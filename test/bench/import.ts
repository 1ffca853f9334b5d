import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { client } from "upshape/clerk";
import { bundle, modulesLoaded, Project } from "../support/package/index.js";

// What `import "upshape/clerk"` costs, beside ajv with its formats and the same schemas: in time, each import in
// a process of its own and the candidates in turn; as a bundle for browsers; and in what it asks of its surroundings.
const ROUNDS = 41;
const ALLOWED_MS = 8;
const ALLOWED_BYTES = 12_000;

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = new Project();

process.on("exit", () => project.remove());
const schemas = client.versions.map((version) => JSON.stringify(client.schema(version)));

project.write("empty.mjs", "");
project.write("clerk.mjs", 'import "upshape/clerk";');
project.write("upgrade.mjs", 'import { client } from "upshape/clerk";\nclient.upgrade({});');
project.write("ajv.mjs", ajvProgram());
project.write("time.mjs", timing());

const times = importTimes(["empty.mjs", "clerk.mjs", "ajv.mjs"]);
const empty = times[0] ?? [];
console.log(`import, median of ${ROUNDS} processes each, in turn, with the middle half of them`);
for (const [index, name] of ["empty module", "upshape/clerk", "ajv, formats, 3 schemas"].entries()) {
	const sorted = times[index] ?? [];
	const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(sorted, part).toFixed(1));
	console.log(`  ${name.padEnd(24)} ${middle} ms (${low} to ${high})`);
}
const milliseconds = quantile(times[1] ?? [], 0.5) - quantile(empty, 0.5);
bound(
	"over the empty module",
	`${milliseconds.toFixed(1)} ms`,
	milliseconds < ALLOWED_MS,
	`under ${ALLOWED_MS} ms`,
);

const packages = modulesLoaded(project, 'import "upshape/clerk";').filter((url) => !isOwn(url));
bound("dependencies loaded", `${packages.length}`, packages.length === 0, "none");

console.log("bundle for browsers, minified, gzip -9");
const ours = await bundle('export * from "upshape/clerk";', project.folder);
const theirs = await bundle(
	'export { default as Ajv } from "ajv/dist/2020.js"; export { default as formats } from "ajv-formats";',
	root,
);
console.log(`  ${"ajv, formats".padEnd(24)} ${kilobytes(theirs.gzipped)}`);
bound(
	"upshape/clerk",
	kilobytes(ours.gzipped),
	ours.gzipped < ALLOWED_BYTES,
	`under ${kilobytes(ALLOWED_BYTES)}`,
);

console.log("node --disallow-code-generation-from-strings");
const { status } = project.node("--disallow-code-generation-from-strings", "upgrade.mjs");
bound("upshape/clerk", status === 0 ? "works" : "fails", status === 0, "works");

function bound(what: string, figure: string, holds: boolean, demand: string): void {
	console.log(`  ${what.padEnd(24)} ${figure} (${demand})${holds ? "" : "  FAILED"}`);
	if (!holds) process.exitCode = 1;
}

/** The times that importing each module takes, in ms, in ascending order. */
function importTimes(modules: readonly string[]): readonly (readonly number[])[] {
	const times = modules.map((): number[] => []);
	for (let round = 0; round < ROUNDS; round++) {
		for (const [index, module] of modules.entries()) {
			const { status, stdout, stderr } = project.node("time.mjs", join(project.folder, module));
			if (status !== 0) throw new Error(stderr);
			times[index]?.push(Number(stdout));
		}
	}
	return times.map((ofModule) => ofModule.sort((a, b) => a - b));
}

function timing(): string {
	return `
		import { pathToFileURL } from "node:url";
		const url = pathToFileURL(process.argv[2]).href;
		const start = performance.now();
		await import(url);
		console.log(performance.now() - start);
	`;
}

/** ajv as it is used where validators are not generated. */
function ajvProgram(): string {
	const from = (name: string) => JSON.stringify(fileURLToPath(import.meta.resolve(name)));
	return `
		import { Ajv2020 } from ${from("ajv/dist/2020.js")};
		import { default as formats } from ${from("ajv-formats")};
		const ajv = new Ajv2020({ allErrors: true });
		formats(ajv);
		for (const schema of [${schemas}]) ajv.compile(schema);
	`;
}

function isOwn(url: string): boolean {
	return url.includes("/node_modules/upshape/") || url.endsWith("/program.mjs");
}

function quantile(sorted: readonly number[], part: number): number {
	return sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
}

function kilobytes(bytes: number): string {
	return `${(bytes / 1000).toFixed(1)} kB`;
}
