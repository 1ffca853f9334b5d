import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { EnvelopeCodec } from "../../lineage/index.js";
import type { AnyLineage } from "../../records/index.js";
import { flag } from "../args/flag.js";
import { hint } from "../args/nearest.js";
import { UsageError } from "../args/usage-error.js";
import { importModule } from "./import-module.js";
import { isShippedName, type Loaded, SHIPPED, SHIPPED_NAMES } from "./shipped.js";

const DEFAULT = "clerk/client" satisfies keyof typeof SHIPPED;

/** The flag that names the lineage, for every command that takes one. */
export const LINEAGE_FLAGS = {
	lineage: flag.text(
		"NAME",
		`${SHIPPED_NAMES.join(", ")}, or the path of a module of yours; ${DEFAULT} if not given`,
	),
};

/** Whether a lineage, by the value of its flag, is one of ours, whose steps are known to come to an end. */
export const isShipped = (name: string = DEFAULT) => isShippedName(name);

/** Loads a shipped lineage by its name, or a user's from the module at the path. */
export async function loadLineage(name: string = DEFAULT): Promise<Loaded> {
	if (isShippedName(name)) return SHIPPED[name]();
	return fromModule(name, pathToFileURL(resolve(name)).href, await importModule(name));
}

/** The version of that name; undefined if none was asked for. */
export function knownVersion(
	lineage: AnyLineage,
	flag: string,
	name: string | undefined,
): string | undefined {
	if (name === undefined || lineage.versions.includes(name)) return name;
	const known = `${lineage.name} has ${lineage.versions.join(", ")}`;
	throw new UsageError(`--${flag}: there is no version ${name}; ${known}${hint(name, lineage.versions)}`);
}

function fromModule(name: string, url: string, exported: { readonly [name: string]: unknown }): Loaded {
	const lineageName = exported.lineage === undefined ? "default" : "lineage";
	const lineage = exported[lineageName];
	if (!isLineage(lineage)) {
		const known = Object.keys(exported);
		const has = known.length === 0 ? "nothing" : known.slice(0, 5).join(", ");
		const mend = "export the lineage as `lineage` or by default";
		throw new UsageError(`${name} exports no lineage: it exports ${has}; ${mend}`);
	}
	const { envelope } = exported;
	if (envelope === undefined) return { lineage, module: { url, lineage: lineageName } };
	if (!isEnvelope(envelope)) throw new UsageError(`${name}: its export \`envelope\` has no unwrap and wrap`);
	return { lineage, envelope, module: { url, lineage: lineageName, envelope: "envelope" } };
}

/** Whether a module's export is a lineage, of whichever copy of the package. */
export function isLineage(value: unknown): value is AnyLineage {
	const { name, versions, detect, upgrade, downgrade } = Object(value);
	const methods = [detect, upgrade, downgrade];
	return (
		typeof name === "string" && Array.isArray(versions) && methods.every((one) => typeof one === "function")
	);
}

function isEnvelope(value: unknown): value is EnvelopeCodec {
	const { unwrap, wrap } = Object(value);
	return typeof unwrap === "function" && typeof wrap === "function";
}
