import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Json, JsonObject } from "../../../src/json/index.js";
import type { Dialect, SchemaSource } from "../../../src/schema/index.js";
import { sharedPath } from "../shared.js";

/** A schema of the official suite with its instances. */
export interface Group {
	/** The draft's folder and the file's path in it, then what the group is about. */
	readonly name: string;
	readonly dialect: Dialect;
	readonly optional: boolean;
	readonly schema: Json;
	readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

/** The drafts of the official suite, by their folders. */
export const DRAFTS: ReadonlyMap<string, Dialect> = new Map([
	["draft4", "draft4"],
	["draft6", "draft6"],
	["draft7", "draft7"],
	["draft2019-09", "draft2019-09"],
	["draft2020-12", "draft2020-12"],
]);

/** Every group of a draft, optional ones last. */
export function groupsOf(draft: string): Group[] {
	const dialect = DRAFTS.get(draft);
	if (dialect === undefined) throw new Error(`no draft ${draft}`);
	const folder = sharedPath("suites", "official", draft);
	return filesBelow(folder).flatMap((file) => {
		const path = relative(folder, file);
		const groups: (Omit<Group, "name"> & { description: string })[] = JSON.parse(readFileSync(file, "utf8"));
		return groups.map(({ description, schema, tests }) => ({
			name: `${draft}/${path}: ${description}`,
			dialect,
			optional: path.startsWith("optional"),
			schema,
			tests,
		}));
	});
}

/** The group's schema with the documents that it may refer to. */
export function sourceOf({ schema, dialect }: Group): SchemaSource {
	const uses = JSON.stringify(schema).includes("localhost:1234");
	const documents = new Map(uses ? remotes(dialect) : []);
	return { documents: documents.set("schema.json", schema), root: "schema.json", dialect };
}

const REMOTES = new Map<Dialect, ReadonlyMap<string, Json>>();

/** What http://localhost:1234 would serve, each document with an identifier of its own. */
function remotes(dialect: Dialect): ReadonlyMap<string, Json> {
	const known = REMOTES.get(dialect);
	if (known !== undefined) return known;
	const folder = sharedPath("suites", "official", "remotes");
	const keyword = dialect === "draft4" ? "id" : "$id";
	const drafts = [...DRAFTS.keys()].filter((draft) => draft !== dialect);
	const made = new Map<string, Json>();
	for (const file of filesBelow(folder)) {
		const path = relative(folder, file);
		if (drafts.some((draft) => path.startsWith(`${draft}/`))) continue;
		const document: JsonObject = JSON.parse(readFileSync(file, "utf8"));
		const url = `http://localhost:1234/${path}`;
		const own = document[keyword];
		made.set(`remotes/${path}`, own === undefined ? { [keyword]: url, ...document } : document);
		// Served under one URL and called another: a second document leads from the one to the other.
		const leads = typeof own === "string" && new URL(own, url).href !== url;
		if (leads) made.set(`remotes/${path}#served`, { [keyword]: url, $ref: own });
	}
	REMOTES.set(dialect, made);
	return made;
}

function filesBelow(folder: string): string[] {
	const entries = readdirSync(folder, { withFileTypes: true });
	const sorted = entries.sort((a, b) => Number(a.isDirectory()) - Number(b.isDirectory()));
	return sorted.flatMap((entry) => {
		const path = join(folder, entry.name);
		return entry.isDirectory() ? filesBelow(path) : [path];
	});
}
