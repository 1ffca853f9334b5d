import type { Definition } from "../definitions.js";
import type { LineageFolder } from "../lineages.js";
import { constant } from "../names.js";
import { discriminate, expression } from "./discriminate.js";
import { type Look, lookOf } from "./precheck.js";

/** The text of the index: each version's schema, validators and cheap look, under one name. */
export function emitVersions(
	definitions: readonly Definition[],
	lineages: readonly LineageFolder[],
	from: string,
): string {
	const names = lineages.flatMap(({ versions }) => versions.map(({ typeName }) => typeName));
	const looks = new Map(names.map((name) => [name, lookOf(definitions, name)]));
	const versions = lineages.flatMap((lineage) =>
		lineage.versions.map(({ typeName }) => {
			const others = lineage.versions.flatMap((other) =>
				other.typeName === typeName ? [] : (looks.get(other.typeName) ?? []),
			);
			return emitVersion(typeName, looks.get(typeName), others);
		}),
	);
	const imported = (prefix: string) => names.map((name) => prefix + name);
	return [
		`import type { Version } from "${from}";`,
		`import { ${names.map((name) => `${constant(name)}Schema`).join(", ")} } from "./schemas.js";`,
		`import type { ${names.join(", ")} } from "./types.js";`,
		`import { ${[...imported("explain"), ...imported("is")].join(", ")} } from "./validators.js";`,
		'\nexport type * from "./types.js";',
		'\nconst isObject = (x: unknown): x is { readonly [name: string]: unknown } =>\n\ttypeof x === "object" && x !== null && !Array.isArray(x);',
		...versions,
	].join("\n");
}

function emitVersion(name: string, look: Look | undefined, others: readonly Look[]): string {
	const seen = look === undefined ? "true" : expression(look, discriminate(look, others));
	return `
export const ${constant(name)}: Version<${name}> = {
	schema: ${constant(name)}Schema,
	// The validator was made from the schema that the type was made from.
	is: is${name} as Version<${name}>["is"],
	explain: explain${name},
	looksLike: (${/\bx\b/.test(seen) ? "x" : ""}) => ${seen},
	isExact: (version) => version === ${constant(name)},
};`;
}
