import { dirname, isAbsolute, posix, resolve } from "node:path";
import { readInside } from "../disk/index.js";
import { escapeToken, isObject } from "../json/index.js";
import { readSchemaDocument, SchemaError } from "../schema/index.js";

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

/** A file of settings, unparsed. */
export interface SettingsFile {
	/** As the user named it. */
	readonly name: string;
	/** The folder that it is in, which its own paths are relative to, and must not leave. */
	readonly root: string;
	readonly bytes: Uint8Array;
}

/** The longest file of settings that is read, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** Reads the settings: `upshape.config.json` in the working directory if no file is named; throws a SchemaError. */
export async function readSettings(cwd: string, name = CONFIG_FILE): Promise<SettingsFile> {
	const path = resolve(cwd, name);
	const root = dirname(path);
	const { bytes, refused } = await readInside(path, { roots: [root], maxBytes: MAX_BYTES });
	if (bytes !== undefined) return { name, root, bytes };
	const why = refused ?? "there is no such file";
	const place = { file: name, keywordLocation: "" };
	throw new SchemaError("config-missing", place, `${why}; write {"schemas": "schemas"} to begin`);
}

/** The settings of a folder, or of another file; what it leaves out has its default; throws a SchemaError. */
export async function loadConfig(cwd: string, file?: string): Promise<Config> {
	const { name, bytes } = await readSettings(cwd, file);
	return parseConfig((await readSchemaDocument(name, bytes)).value);
}

/** Checks settings, and fills in the defaults; throws a SchemaError that names the setting. */
export function parseConfig(settings: unknown): Config {
	if (!isObject(settings)) refuse("", "must be a JSON object");
	for (const name of Object.keys(settings)) {
		if (!Object.hasOwn(DEFAULTS, name) && !OTHERS.includes(name)) {
			refuse(
				`/${escapeToken(name)}`,
				`unknown; the settings are ${[...Object.keys(DEFAULTS), "check"].join(", ")}`,
			);
		}
	}
	return {
		schemas: folder(settings, "schemas"),
		out: folder(settings, "out"),
		import: text(settings, "import"),
		camelCase: camelCase(settings.camelCase),
	};
}

/** Whether the lineage of this folder gets camelCase types. */
export function wantsCamelCase(config: Config, folder: string): boolean {
	if (typeof config.camelCase === "boolean") return config.camelCase;
	return Object.hasOwn(config.camelCase, folder) && config.camelCase[folder] === true;
}

/** A folder below that of the settings, which come out of a repository: they lead nowhere else. */
function folder(settings: { readonly [name: string]: unknown }, name: "schemas" | "out"): string {
	const path = text(settings, name);
	const leaves = isAbsolute(path) || posix.normalize(path).split("/")[0] === "..";
	return leaves ? refuse(`/${name}`, "must be a folder below that of the settings") : path;
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
		if (typeof wanted !== "boolean") refuse(`/camelCase/${escapeToken(folder)}`, "must be true or false");
		folders.push([folder, wanted]);
	}
	return Object.fromEntries(folders);
}

function refuse(keywordLocation: string, why: string): never {
	throw new SchemaError("config-invalid", { file: CONFIG_FILE, keywordLocation }, why);
}
