import { COMMANDS } from "../../../src/cli/index.js";
import { HOSTILE } from "./values.js";

/** The flags of one command, and what each may be given; without anything, a switch. */
export interface FuzzedFlags {
	readonly [flag: string]: readonly string[] | undefined;
}

const NUMBERS = ["100", "1", "0", "-1", "1k", "999999999999999", "1G", "x", ""];
const outputs = (name: string) => [
	name,
	`${name}.gz`,
	"nowhere/out",
	".",
	"/dev/null",
	"in.ndjson",
	"-",
	"/dev/full",
	"link.json",
	"out",
];
const LISTS = ["ndjson", "array", "document", "x"];
const FORMAT = { format: ["text", "json"] };
const FORMS = { format: ["text", "json", "github", "sarif", "junit", "markdown"] };
const LINEAGE = { lineage: ["clerk/client", "own.mjs", "clerk/session", "x.mjs", "nowhere"] };
const LIMITS = { "max-bytes": NUMBERS, "max-depth": NUMBERS };

const RUN = {
	...LINEAGE,
	...LIMITS,
	output: outputs("output.out"),
	residue: outputs("residue.out"),
	rejects: outputs("rejects.out"),
	report: outputs("report.out"),
	metrics: outputs("metrics.out"),
	"inline-rejects": undefined,
	"max-rejects": NUMBERS,
	jobs: ["1", "2", "0"],
	resume: undefined,
	"checkpoint-ms": NUMBERS,
	"dry-run": undefined,
	undeclared: ["drop", "keep", "x"],
	input: ["rejects", "array", "document", "ndjson"],
	progress: ["json", "line", "none"],
	format: ["json", "text"],
	quiet: undefined,
};

const GATE = {
	...FORMS,
	mode: ["backward", "forward", "full"],
	formats: ["assertion", "annotation"],
	assume: ["writers-emit-only-declared"],
	levels: ["enum-value-added=off", "property-required-added=info", "x=y", "", ...HOSTILE.slice(0, 2)],
	ignore: ["upshape.ignore.json", "upshape.ignore.json", "a.json", "pipe"],
};

// No database answers: what is read here are the words.
const TABLE = {
	url: ["postgres://127.0.0.1:1/x", "postgres://%", "postgres://127.0.0.1:1/x?sslrootcert=/nonexistent", "x"],
	table: ["t", "s.t", ...HOSTILE],
	column: ["c", ...HOSTILE],
	key: ["id", ...HOSTILE],
	state: ["s", ...HOSTILE],
	only: undefined,
	"no-prepare": undefined,
	...FORMAT,
};

/** What a command does nothing without. */
export const NEEDED: { readonly [command: string]: readonly string[] } = {
	downgrade: ["to"],
	replay: ["to", "secret"],
};

/** What flags may be given, where more is known than their declaration says; what is given first is right. */
const FLAGS: { readonly [command: string]: FuzzedFlags } = {
	detect: { ...LINEAGE, ...LIMITS, ...FORMAT, input: LISTS },
	validate: { ...LINEAGE, ...LIMITS, ...FORMAT, input: LISTS, as: ["current", "v1", "x"] },
	upgrade: { ...RUN, to: ["v1", "current", "legacy", "x"] },
	downgrade: {
		...RUN,
		from: ["current", "v1"],
		to: ["v1", "legacy", "x"],
		residue: ["residue.ndjson", "in.ndjson", "nowhere"],
	},
	verify: {
		...LINEAGE,
		...LIMITS,
		...FORMAT,
		input: LISTS,
		report: ["report.json", "a.json", "nowhere"],
		to: ["v1", "current", "x"],
	},
	generate: {
		check: undefined,
		config: ["upshape.config.json", "upshape.config.json", "a.json", "nowhere", ".", "pipe"],
	},
	diff: {
		...GATE,
		dialect: ["draft7", "draft4", "openapi-3.0", "draft2020-12"],
		with: [".", "own.mjs", "b.json", "nowhere"],
	},
	check: {
		...GATE,
		against: ["HEAD", "HEAD", "HEAD~1", "-x", "", ...HOSTILE.slice(0, 3)],
		transitive: undefined,
		config: ["upshape.config.json", "upshape.config.json", "a.json", "pipe"],
	},
	rules: { format: ["text", "json", "markdown"] },
	"table upgrade": {
		...TABLE,
		...LINEAGE,
		...LIMITS,
		to: ["v1", "current", "x"],
		undeclared: ["drop", "keep", "x"],
		shadow: ["t2", ...HOSTILE],
		"dry-run": undefined,
		connections: NUMBERS,
		exclusive: undefined,
		anew: undefined,
		batch: NUMBERS,
		"max-batch": NUMBERS,
		aim: NUMBERS,
		delay: NUMBERS,
		"max-lag": NUMBERS,
		"max-rejects": NUMBERS,
	},
	"table status": TABLE,
	"table runs": TABLE,
	"table pause": TABLE,
	"table resume": TABLE,
	"table verify": { ...TABLE, ...LINEAGE, ...LIMITS, to: ["v1", "x"] },
	"table assert-upgraded": { ...TABLE, ...LINEAGE, ...LIMITS, to: ["v1", "x"] },
	"table rollback": { ...TABLE, ...LINEAGE, ...LIMITS, run: NUMBERS, "dry-run": undefined },
	"add-version": {
		lineage: ["x", "shop-order"],
		config: ["upshape.config.json", "upshape.config.json", "x"],
		step: ["step.ts"],
		...FORMAT,
	},
	infer: { out: ["lineage", "a/b"], name: ["order", "x"], split: ["/a", "x"], enums: NUMBERS, ...LIMITS },
	replay: {
		to: ["http://127.0.0.1:1/", "x", ...HOSTILE.slice(0, 3)],
		secret: ["whsec_YXQgbGVhc3QgMjQgYnl0ZXMsIHBsZWFzZQ==", "x"],
		headers: ["svix", "webhook"],
		input: LISTS,
		"max-bytes": NUMBERS,
		progress: ["json", "line", "none"],
		...FORMAT,
	},
};

/** Every command with each flag that it declares. */
export async function fuzzedFlags(): Promise<{ readonly [command: string]: FuzzedFlags }> {
	const all: { [command: string]: FuzzedFlags } = {};
	for (const [name, { load }] of Object.entries(COMMANDS)) {
		const own = Object.entries((await load()).flags).map(([flag, { value, choices }]) => {
			const any = value === undefined ? undefined : [...(choices ?? []), ...NUMBERS, ...HOSTILE];
			return [flag, FLAGS[name]?.[flag] ?? any] as const;
		});
		all[name] = Object.fromEntries(own);
	}
	return all;
}
