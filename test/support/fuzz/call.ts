import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Random } from "./random.js";
import { HOSTILE, jsonOf, schemaOf, textOf } from "./values.js";

/** A call of the command line, its files written. */
export interface Call {
	readonly command: string;
	readonly args: readonly string[];
	readonly input: string | Uint8Array;
	readonly env: { readonly [name: string]: string };
}

// A pipe that nobody writes is waited for where records may come from one.
const RECORDS = ["in.ndjson", "in.json", "array.json", "in.ndjson.gz", "-", "nowhere", ".", "/dev/null"];
const SCHEMAS = [
	"a.json",
	"b.json",
	"a.json#/properties/a",
	"HEAD:a.json",
	":0:a.json",
	"nowhere.json",
	".",
	"link.json",
	"pipe",
	"/dev/zero",
];
const NUMBERS = ["1", "0", "-1", "1k", "999999999999999", "1G", "x", ""];
const OUTPUTS = ["out", "out.gz", "nowhere/out", ".", "/dev/null", "in.ndjson", "-", "/dev/full"];

/** The flags of each command, and what they may be given; without anything, a switch. */
const FLAGS: { readonly [command: string]: { readonly [flag: string]: readonly string[] | undefined } } = {
	detect: {
		lineage: ["clerk/client", "clerk/session", "x.mjs", "nowhere"],
		input: ["ndjson", "array", "document", "x"],
		format: ["text", "json"],
		"max-bytes": NUMBERS,
		"max-depth": NUMBERS,
	},
	validate: {
		as: ["current", "v1", "x"],
		lineage: ["clerk/session"],
		format: ["text", "json"],
		input: ["ndjson", "array", "document"],
	},
	upgrade: {
		to: ["v1", "current", "legacy", "x"],
		residue: OUTPUTS,
		rejects: OUTPUTS,
		output: OUTPUTS,
		report: OUTPUTS,
		metrics: OUTPUTS,
		"dry-run": undefined,
		"inline-rejects": undefined,
		undeclared: ["drop", "keep", "x"],
		jobs: ["1", "2", "0"],
		format: ["json"],
		resume: undefined,
		"max-rejects": NUMBERS,
		progress: ["json", "line"],
		input: ["rejects", "array"],
	},
	downgrade: {
		from: ["current", "v1"],
		to: ["legacy", "v1", "x"],
		residue: ["in.ndjson", "residue.ndjson", "nowhere"],
		output: OUTPUTS,
		format: ["json"],
	},
	verify: {
		report: ["report.json", "a.json", "nowhere"],
		to: ["v1", "current", "x"],
		format: ["json"],
	},
	generate: { check: undefined, config: ["upshape.config.json", "a.json", "nowhere", ".", "pipe"] },
	diff: {
		mode: ["backward", "forward", "full"],
		formats: ["assertion", "annotation"],
		assume: ["writers-emit-only-declared"],
		levels: ["enum-value-added=off", "x=y", ""],
		ignore: ["upshape.ignore.json", "a.json", "pipe"],
		format: ["text", "json", "github", "sarif", "junit", "markdown"],
		dialect: ["draft7", "draft4", "openapi-3.0"],
		with: [".", "b.json", "nowhere"],
	},
	check: {
		against: ["HEAD", "HEAD~1", "-x", "", ...HOSTILE.slice(0, 3)],
		transitive: undefined,
		config: ["upshape.config.json", "a.json"],
		format: ["text", "json", "github", "sarif", "junit", "markdown"],
		mode: ["full"],
	},
	rules: { format: ["text", "json", "markdown"] },
	"table status": {
		url: [
			"postgres://127.0.0.1:1/x",
			"postgres://%",
			"postgres://127.0.0.1:1/x?sslrootcert=/nonexistent",
			"x",
		],
		table: ["t", ...HOSTILE],
		column: ["c"],
		format: ["json"],
	},
	replay: {
		to: ["http://127.0.0.1:1/", "x"],
		secret: ["whsec_YXQgbGVhc3QgMjQgYnl0ZXMsIHBsZWFzZQ==", "x"],
		headers: ["svix", "webhook"],
		format: ["json"],
	},
};

/** Writes the files of a call into a folder, and says how it is called. */
export function callIn(folder: string, random: Random): Call {
	const write = (name: string, text: string | Uint8Array) => {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	};
	const records = Array.from({ length: random.below(6) }, () => jsonOf(random));
	const lines = records
		.map((record) => `${textOf(random, record)}${random.pick(["\n", "\r\n", "\n\n"])}`)
		.join("");
	const older = schemaOf(random);
	const newer = random.chance(0.3) ? older : schemaOf(random);
	write("in.ndjson", lines);
	write("in.ndjson.gz", lines);
	write("in.json", textOf(random, jsonOf(random)));
	write("array.json", textOf(random, records));
	write("residue.ndjson", lines);
	write("report.json", textOf(random, random.chance(0.5) ? jsonOf(random) : REPORT));
	write("a.json", textOf(random, older));
	write("b.json", textOf(random, newer));
	write("schemas/x/v1.schema.json", textOf(random, older));
	write("schemas/x/v2.schema.json", textOf(random, newer));
	const versions =
		!random.wild || random.chance(0.7) ? ["v1", "v2"] : random.some(["v1", "v2", ...HOSTILE], 3);
	write(
		"schemas/x/lineage.json",
		textOf(random, {
			name: random.pick(["x", ...HOSTILE]),
			type: random.wild ? random.pick(["X", "x", "", ...HOSTILE]) : "X",
			versions,
		}),
	);
	write(`schemas/x/examples/v1/${random.below(9)}.json`, textOf(random, jsonOf(random)));
	write("upshape.config.json", textOf(random, configOf(random)));
	write("upshape.ignore.json", textOf(random, ignoreOf(random)));
	write("x.mjs", random.pick(["export const lineage = 1", "throw 1", "syntax error(", "export default {}"]));
	symlinkSync("/proc/self/environ", join(folder, "link.json"));
	execFileSync("mkfifo", [join(folder, "pipe")]);
	if (random.wild && random.chance(0.3)) symlinkSync("/tmp", join(folder, "src"));
	const command = random.pick(Object.keys(FLAGS));
	return {
		command,
		args: [...command.split(" "), ...wordsOf(random, command)],
		input: lines,
		env: envOf(random),
	};
}

const REPORT = {
	command: "upgrade",
	lineage: "other/lineage",
	to: "x",
	records: 1,
	converted: 1,
	current: 0,
	rejected: 0,
	blank: 0,
	complete: true,
	ids: null,
};

function configOf(random: Random): unknown {
	const folder = ["schemas", ".", "../..", "/", "src/generated", "a.json", "nowhere", ...HOSTILE];
	return {
		schemas: !random.wild || random.chance(0.8) ? "schemas" : random.pick(folder),
		...(random.wild && random.chance(0.5) && { out: random.pick(folder) }),
		...(random.wild &&
			random.chance(0.3) && {
				check: { rules: { [random.pick(["undecided", ...HOSTILE])]: random.pick(["off", "x"]) } },
			}),
		...(random.wild &&
			random.chance(0.2) && {
				check: { lineages: { x: random.pick(["./x.mjs", "clerk/client", ...HOSTILE]) } },
			}),
		...(random.wild && random.chance(0.1) && { [random.pick(HOSTILE)]: 1 }),
	};
}

function ignoreOf(random: Random): unknown {
	if (random.wild && random.chance(0.4)) return jsonOf(random);
	const entry = {
		rule: random.pick(["incompatible", "enum-value-added", ...(random.wild ? HOSTILE : [])]),
		subject: random.pick(["x", ...HOSTILE.filter((text) => text.trim() !== "")]),
		reason: random.pick(["because", ...HOSTILE.filter((text) => text.trim() !== "")]),
		expires: random.pick(["2999-12-31", "2000-01-01", ...(random.wild ? ["2026-02-31", ...HOSTILE] : [])]),
	};
	return [entry];
}

function wordsOf(random: Random, command: string): string[] {
	const schemas = random.wild ? SCHEMAS : ["a.json", "b.json"];
	const operands =
		command === "diff"
			? [random.pick(schemas), random.pick(schemas)]
			: /^(detect|validate|upgrade|downgrade|verify|replay)$/.test(command)
				? random.some(random.wild ? RECORDS : RECORDS.slice(0, 3), 2)
				: [];
	const words =
		random.wild && random.chance(0.1)
			? [...operands, random.pick(HOSTILE.filter((text) => !text.includes("\0")))]
			: operands;
	for (const [flag, given] of Object.entries(FLAGS[command] ?? {})) {
		if (!random.chance(0.3)) continue;
		const value = given && random.pick(random.wild ? given : given.slice(0, 2)).replaceAll("\0", "");
		words.push(value === undefined ? `--${flag}` : `--${flag}=${value}`);
	}
	if (random.chance(0.02)) words.push(random.pick(["--help", "--no-such", "-", "--", "-x"]));
	return words;
}

function envOf(random: Random): { readonly [name: string]: string } {
	return {
		...(random.chance(0.2) && { FORCE_COLOR: "1" }),
		...(random.chance(0.1) && { PGHOST: "127.0.0.1", PGPORT: "1" }),
		...(random.chance(0.05) && { DATABASE_URL: "postgres://%zz" }),
		...(random.chance(0.05) && { LC_ALL: "C", TZ: "x" }),
	};
}
