import { posix } from "node:path";
import type { Finding } from "./finding.js";
import type { Import, Module } from "./modules.js";

/** What a folder's modules may import beside each other. */
interface Layer {
	/** Folders of src, each entered by its index; and single modules of src. */
	readonly sees?: readonly string[];
	/** Packages and built-in modules; a name that ends in `*` stands for all that begin so. */
	readonly packages?: readonly string[];
}

const NODE = "node:*";
const AUTOMATA = ["refa", "@eslint-community/regexpp"];

/** The layers of the house: a row for each folder, in which the most specific row counts. */
export const LAYERS: { readonly [folder: string]: Layer } = {
	"src/index.ts": { sees: ["json", "lineage"] },
	json: {},
	text: {},
	errors: {},
	disk: { sees: ["errors"], packages: [NODE] },
	schema: { sees: ["json", "text"], packages: ["ajv/*", "yaml"] },
	validate: { sees: ["json", "text", "schema"], packages: ["refa"] },
	compat: { sees: ["json", "text", "schema", "validate"], packages: ["ajv/*", "ajv-formats*", ...AUTOMATA] },
	"compat/differences": { sees: ["json", "text", "schema", "validate"] },
	"compat/pattern": { sees: ["validate"], packages: ["refa"] },
	"compat/instances": { sees: ["json", "schema", "validate"], packages: ["refa"] },
	codegen: {
		sees: ["json", "text", "errors", "disk", "schema", "validate"],
		packages: ["json-schema-to-typescript", "prettier", NODE],
	},
	lineage: { sees: ["json"] },
	clerk: { sees: ["json", "lineage", "lineage/mapping/emitted"] },
	webhook: { sees: ["json", "lineage", "clerk", "clerk/event"] },
	lane: { sees: ["json", "lineage"], packages: ["node:buffer"] },
	records: { sees: ["json", "text", "errors", "disk", "lineage", "lane"], packages: [NODE] },
	files: { sees: ["json", "text", "errors", "disk", "lineage", "records"], packages: [NODE] },
	tables: { sees: ["json", "text", "errors", "lineage", "records"], packages: [NODE] },
	bulk: { sees: ["disk", "errors", "records", "files", "tables", "tables/pg-boss.ts"] },
	draft: { sees: ["json", "text", "schema"] },
	infer: { sees: ["json", "text", "schema", "validate", "compat"] },
	testing: { sees: ["json", "lineage", "compat"] },
	check: {
		sees: ["json", "text", "errors", "disk", "schema", "compat", "lineage", "codegen", "testing"],
		packages: ["ajv/*", "ajv-formats*", NODE],
	},
	report: { sees: ["json", "text", "check"] },
	cli: {
		sees: [
			"json",
			"text",
			"errors",
			"disk",
			"schema",
			"compat",
			"lineage",
			"clerk",
			"webhook",
			"records",
			"files",
		].concat(["tables", "codegen", "check", "report", "infer", "draft"]),
		packages: [NODE, "pg"],
	},
};

/** Imports that the layers forbid: against the row of the module's folder, past an index, or of one's own index. */
export function findLayerBreaks(modules: readonly Module[]): Finding[] {
	const indexes = new Set(modules.map(({ path }) => path).filter((path) => path.endsWith("/index.ts")));
	return modules.flatMap((module) =>
		module.imports.flatMap((imported) => {
			const problem = module.path.startsWith("src/")
				? refuseInside(module.path, imported, indexes)
				: refuseOutside(imported, indexes);
			const key = `${module.path} ${imported.specifier}`;
			return problem ? [{ key, place: `${module.path}:${imported.line}`, problem }] : [];
		}),
	);
}

/** What is wrong with an import of a module of src. */
function refuseInside(
	path: string,
	{ specifier, target }: Import,
	indexes: ReadonlySet<string>,
): string | undefined {
	const [folder, layer] = layerOf(path);
	if (target === undefined) {
		if (layer.packages?.some((name) => matches(name, specifier))) return undefined;
		return `${folder} must not import ${specifier}`;
	}
	if (
		posix.basename(target) === "index.ts" &&
		path.startsWith(`${posix.dirname(target)}/`) &&
		roomOf(path) === roomOf(target)
	)
		return "a folder's own index is for others: import the module itself";
	if (roomOf(target) === roomOf(path)) return refuseEntry(path, target, indexes);
	if (layer.sees?.some((seen) => target === `src/${seen}` || target === `src/${seen}/index.ts`))
		return undefined;
	return `${folder} must not import ${specifier}: it sees ${layer.sees?.join(", ") || "no other folder"}, each by its index`;
}

/** Tests and scripts enter a folder of src by an index, as users do; their own modules see each other. */
function refuseOutside({ specifier, target }: Import, indexes: ReadonlySet<string>): string | undefined {
	if (!target?.startsWith("src/") || target.includes("/generated/")) return undefined;
	const isEntry = indexes.has(target) || roomOf(target) === "bulk" || !target.slice(4).includes("/");
	return isEntry ? undefined : `${specifier} passes by the index of its folder`;
}

/** Within a folder, a folder inside that has an index is entered by it. */
function refuseEntry(path: string, target: string, indexes: ReadonlySet<string>): string | undefined {
	for (let inner = posix.dirname(target); inner.split("/").length > 2; inner = posix.dirname(inner)) {
		const index = `${inner}/index.ts`;
		if (indexes.has(index) && target !== index && !path.startsWith(`${inner}/`))
			return `enter ${inner} by its index`;
	}
	return undefined;
}

function layerOf(path: string): readonly [string, Layer] {
	const own = LAYERS[path];
	if (own) return [path, own];
	for (
		let folder = posix.dirname(path).slice(4);
		folder !== "." && folder !== "";
		folder = posix.dirname(folder)
	) {
		const layer = LAYERS[folder];
		if (layer) return [folder, layer];
	}
	return [posix.dirname(path), {}];
}

const roomOf = (path: string) => path.split("/")[1];

const matches = (name: string, specifier: string) =>
	name.endsWith("*") ? specifier.startsWith(name.slice(0, -1)) : specifier === name;
