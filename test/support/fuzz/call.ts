import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { current, legacy, sessionLegacy, sessionV1, v1 } from "../clerk-samples.js";
import { type FuzzedFlags, NEEDED } from "./flags.js";
import { ownLineage } from "./own-lineage.js";
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
	"a.yaml",
	"link.json",
	"pipe",
	"/dev/zero",
];
/** Every command, and its flags. */
interface Commands {
	readonly [command: string]: FuzzedFlags;
}

/** Writes the files of a call into a folder, and says how it is called. */
export function callIn(folder: string, random: Random, commands: Commands): Call {
	const write = (name: string, text: string | Uint8Array) => {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	};
	const records = Array.from({ length: random.below(6) }, () => recordOf(random));
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
	write("own.mjs", ownLineage(random));
	write("a.yaml", random.chance(0.5) ? yamlOf(random) : textOf(random, older));
	write("x.mjs", random.pick(["export const lineage = 1", "throw 1", "syntax error(", "export default {}"]));
	symlinkSync("/proc/self/environ", join(folder, "link.json"));
	execFileSync("mkfifo", [join(folder, "pipe")]);
	if (random.wild && random.chance(0.3)) symlinkSync("/tmp", join(folder, "src"));
	const command = random.pick(Object.keys(commands));
	if (command === "check" && random.chance(0.4)) {
		commit(folder);
		if (random.chance(0.7)) write("schemas/x/v1.schema.json", textOf(random, schemaOf(random)));
	}
	return {
		command,
		args: [...command.split(" "), ...wordsOf(random, command, commands[command] ?? {})],
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

/** Makes the folder a repository of one commit. */
function commit(folder: string): void {
	const git = (...args: readonly string[]) =>
		execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@x", ...args], { cwd: folder });
	git("init", "-q");
	git("add", "schemas", "upshape.config.json");
	git("commit", "-qm", "x");
}

/** Some JSON value, or a record of a shipped lineage, some of them spoilt. */
function recordOf(random: Random): unknown {
	if (random.chance(0.5)) return jsonOf(random);
	const record: object = random.pick([legacy, v1, current, sessionLegacy, sessionV1]);
	return random.chance(0.7) ? record : { ...record, [random.pick(["id", "a", ...HOSTILE])]: jsonOf(random) };
}

/** YAML that is more than JSON, or less. */
function yamlOf(random: Random): string {
	return random.pick([
		"type: object\nproperties: &a\n  a: { type: string }\n  b: *a\n",
		`a: &a [${'"x",'.repeat(9)}]\n${Array.from({ length: 9 }, (_, at) => `b${at}: &b${at} [*a, *a, *a]`).join("\n")}\n`,
		"!!js/function 'x'\n",
		"%YAML 1.1\n---\ntype: [object]\n...\n---\ntype: 1\n",
		"? [a, b]\n: 1\n",
		"<<: *nowhere\n",
		`${"- ".repeat(5_000)}x\n`,
		"type: object\n\ttab: 1\n",
		"date: 2020-01-01\nyes: no\nnumber: 0x1F\nbig: 1e999\n",
		`title: "${random.pick(HOSTILE)}"\n`,
		`${random.pick(HOSTILE)}: 1\n`,
	]);
}

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
				check: {
					lineages: { x: random.pick(["./own.mjs", "./own.mjs", "./x.mjs", "clerk/client", ...HOSTILE]) },
				},
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

const schema = (random: Random) => random.pick(random.wild ? SCHEMAS : ["a.json", "b.json"]);
const records = (random: Random) => random.some(random.wild ? RECORDS : RECORDS.slice(0, 3), 2);

/** What a command is given beside its flags, by command. */
const OPERANDS: { readonly [command: string]: (random: Random) => readonly string[] } = {
	"add-version": (random) => [
		random.pick(random.wild ? ["v3", "v1", "__proto__", ...HOSTILE].map(withoutNul) : ["v3"]),
		schema(random),
	],
	completion: (random) => [random.pick(["bash", "zsh", "fish", ...HOSTILE.slice(0, 3)])],
	detect: records,
	diff: (random) => [schema(random), schema(random)],
	downgrade: records,
	infer: records,
	replay: records,
	upgrade: records,
	validate: records,
	verify: records,
};

const withoutNul = (text: string) => text.replaceAll("\0", "");

function wordsOf(random: Random, command: string, flags: FuzzedFlags): string[] {
	const operands = [...(OPERANDS[command]?.(random) ?? [])];
	const words =
		random.wild && random.chance(0.1) ? [...operands, withoutNul(random.pick(HOSTILE))] : operands;
	for (const [flag, given] of Object.entries(flags)) {
		const isNeeded = !random.wild && NEEDED[command]?.includes(flag);
		if (!isNeeded && !random.chance(0.2)) continue;
		const value = given && withoutNul(random.pick(random.wild ? given : given.slice(0, 2)));
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
