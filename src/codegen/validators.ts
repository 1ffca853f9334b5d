import { type Place, SchemaError } from "../schema/index.js";
import type { Definition } from "./definitions.js";
import { type Masked, masked } from "./masked.js";
import { REWRITES } from "./rewrites.js";
import { RUNTIME, VIOLATION } from "./runtime.js";
import { compile, isFlat } from "./standalone.js";
import { hoistTables } from "./tables.js";

const NOWHERE: Place = { file: "", keywordLocation: "" };

type Mode = "is" | "explain";

/** The text of the validators' module: `is...` and `explain...` of each of the versions named. */
export function emitValidators(definitions: readonly Definition[], versions: readonly string[]): string {
	const is = validatorsOf(definitions, versions, "is");
	const explain = validatorsOf(definitions, versions, "explain");
	const loaded = new Set([...is.loaded, ...explain.loaded]);
	const runtime = [...RUNTIME.values()].filter(({ name }) => loaded.has(name)).map(({ text }) => text);
	if (explain.code.includes("violation(")) runtime.push(VIOLATION);
	return [...runtime, is.code, explain.code, ...versions.map(explainer)].join("\n\n");
}

interface Validators {
	readonly code: string;
	/** Names of the runtime's functions that the code calls. */
	readonly loaded: readonly string[];
}

function validatorsOf(
	definitions: readonly Definition[],
	versions: readonly string[],
	mode: Mode,
): Validators {
	const text = masked(compile(definitions, mode === "explain"));
	let code = text.code;
	for (const { in: where, pattern, replacement } of REWRITES) {
		if (where === mode || where === "both") code = code.replace(pattern, replacement);
	}
	if (mode === "is" && isFlat(definitions)) code = code.replace(/^errors\+\+;$/gm, "return false;");
	code = hoistTables({ ...text, code }).replace(/^export const \w+ = validate\d+;\n?/gm, "");
	const runtime = loadRuntime({ ...text, code }, definitions[0] ?? NOWHERE);
	code = withoutUnused(nameFunctions(runtime.code, versions, mode)).replace(/\n{2,}/g, "\n");
	return { code: indent(text.unmask(code).trim()), loaded: runtime.loaded };
}

/** `require` would need ajv at run time; the code calls our own few lines instead. */
function loadRuntime({ code: written, unmask }: Masked, place: Place): Validators {
	let code = written;
	const loaded: string[] = [];
	for (const [line, func = "", module = ""] of written.matchAll(
		/^const (func\d+) = require\(("[^"]*")\)\.default;$/gm,
	)) {
		const runtime = RUNTIME.get(String(JSON.parse(unmask(module))));
		if (runtime === undefined) continue;
		loaded.push(runtime.name);
		code = code.replace(line, "").replace(identifier(func), runtime.name);
	}
	if (/(?<![\w$."])require\(/.test(code)) {
		throw new SchemaError("keyword-unsupported", place, "a keyword needs ajv at run time");
	}
	return { code, loaded };
}

/** ajv numbers its functions; the definition's name is in the comment at their top. */
function nameFunctions(written: string, versions: readonly string[], mode: Mode): string {
	let code = written;
	const prefix = mode === "is" ? "is" : "check";
	for (const [, func = "", name = ""] of written.matchAll(
		/^function (validate\d+)\(.*\n\/\*# sourceURL="(\w+)" \*\/;$/gm,
	)) {
		code = code.replace(identifier(func), prefix + name);
		if (mode === "is" && versions.includes(name))
			code = code.replace(`function is${name}(`, `export function is${name}(`);
	}
	code = code.replace(/^\/\*# sourceURL=.*\n/gm, "");
	// Both modes share a module, and number their constants alike.
	return code.replace(
		/(?<![\w$."'])(func|pattern|wrapper|schema|table)(\d+)\b/g,
		mode === "is" ? "$1$2" : "$1$2e",
	);
}

function identifier(name: string): RegExp {
	return new RegExp(`(?<![\\w$."'])${name}\\b`, "g");
}

/** Without the constants that the rewrites have left without a reader. */
function withoutUnused(code: string): string {
	const lines = code.split("\n");
	const used = (name: string) => (code.match(identifier(name)) ?? []).length > 1;
	return lines
		.filter((line) => {
			const name = /^const (\w+) = .*;$/.exec(line)?.[1];
			return name === undefined || !/^(?:func|schema)\d/.test(name) || used(name);
		})
		.join("\n");
}

function explainer(name: string): string {
	return `export function explain${name}(data) {\n\treturn check${name}(data) ? [] : check${name}.errors;\n}`;
}

// Wide schemas nest thousands of blocks; their indentation must not outgrow them.
const MAX_INDENT = 16;

function indent(code: string): string {
	let depth = 0;
	return code
		.split("\n")
		.map((line) => {
			if (line.startsWith("}")) depth--;
			const indented = "\t".repeat(Math.min(depth, MAX_INDENT)) + line;
			if (line.endsWith("{")) depth++;
			return indented;
		})
		.join("\n");
}
