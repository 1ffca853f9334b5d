import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject, SchemaError } from "../schema/index.js";

/** The settings of a generation, as `upshape.config.json` holds them. */
export interface Config {
	/** The folder of the schemas, one folder below it per lineage, relative to the root. */
	readonly schemas: string;
	/** The folder of the generated files, relative to the root. */
	readonly out: string;
	/** The module that the generated code takes upshape's types from. */
	readonly import: string;
	/** Whether types with camelCase names are made too: for all lineages, or by the lineage's folder. */
	readonly camelCase: boolean | { readonly [folder: string]: boolean };
}

/** The file that `loadConfig` reads. */
export const CONFIG_FILE = "upshape.config.json";

const DEFAULTS: Config = {
	schemas: "schemas",
	out: "src/generated",
	import: "upshape",
	camelCase: false,
};

// What the file may hold for others; "check" is for `upshape check`.
const OTHERS: readonly string[] = ["$schema", "check"];

/** Reads `upshape.config.json` in the folder; what it leaves out has its default; throws a SchemaError. */
export async function loadConfig(cwd: string): Promise<Config> {
	return parseConfig(parseText(await readText(join(cwd, CONFIG_FILE))));
}

/** Checks settings, and fills in the defaults; throws a SchemaError that names the setting. */
export function parseConfig(settings: unknown): Config {
	if (!isObject(settings)) refuse("", "must be a JSON object");
	for (const name of Object.keys(settings)) {
		if (!Object.hasOwn(DEFAULTS, name) && !OTHERS.includes(name)) {
			refuse(`/${name}`, `unknown; the settings are ${[...Object.keys(DEFAULTS), "check"].join(", ")}`);
		}
	}
	return {
		schemas: text(settings, "schemas"),
		out: text(settings, "out"),
		import: text(settings, "import"),
		camelCase: camelCase(settings.camelCase),
	};
}

/** Whether the lineage of this folder gets camelCase types. */
export function wantsCamelCase(config: Config, folder: string): boolean {
	if (typeof config.camelCase === "boolean") return config.camelCase;
	return Object.hasOwn(config.camelCase, folder) && config.camelCase[folder] === true;
}

function text(settings: { readonly [name: string]: unknown }, name: "schemas" | "out" | "import"): string {
	const value = settings[name] ?? DEFAULTS[name];
	if (typeof value !== "string" || value === "") refuse(`/${name}`, "must be a non-empty string");
	if (/["'\\\p{Cc}\u2028\u2029]/u.test(value)) refuse(`/${name}`, "must not have quotes or backslashes");
	return value;
}

function camelCase(value: unknown): Config["camelCase"] {
	if (value === undefined) return DEFAULTS.camelCase;
	if (typeof value === "boolean") return value;
	if (!isObject(value)) refuse("/camelCase", "must be true, false, or an object with one of them by folder");
	const folders: [string, boolean][] = [];
	for (const [folder, wanted] of Object.entries(value)) {
		if (typeof wanted !== "boolean") refuse(`/camelCase/${folder}`, "must be true or false");
		folders.push([folder, wanted]);
	}
	return Object.fromEntries(folders);
}

async function readText(path: string): Promise<string> {
	try {
		return await readFile(path, "utf8");
	} catch (cause) {
		const place = { file: CONFIG_FILE, keywordLocation: "" };
		throw new SchemaError(
			"config-missing",
			place,
			`cannot be read here; write {"schemas": "schemas"} to begin`,
			{
				cause,
			},
		);
	}
}

function parseText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		const place = { file: CONFIG_FILE, keywordLocation: "" };
		throw new SchemaError("config-invalid", place, "not JSON", { cause });
	}
}

function refuse(keywordLocation: string, why: string): never {
	throw new SchemaError("config-invalid", { file: CONFIG_FILE, keywordLocation }, why);
}
