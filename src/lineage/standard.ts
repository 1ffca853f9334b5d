import { LineageError } from "./error.js";
import type { VersionEntry } from "./graph.js";

/** The Standard Schema and Standard JSON Schema interfaces (standardschema.dev, version 1), as far as a lineage fills them. */
export interface StandardProps<Input, Output> {
	readonly version: 1;
	readonly vendor: "upshape";
	readonly types?: { readonly input: Input; readonly output: Output };
	readonly validate: (value: unknown) => StandardResult<Output>;
	readonly jsonSchema: {
		readonly input: (options: { readonly target: string }) => Record<string, unknown>;
		readonly output: (options: { readonly target: string }) => Record<string, unknown>;
	};
}

type StandardResult<Output> =
	| { readonly value: Output; readonly issues?: undefined }
	| { readonly issues: readonly { readonly message: string; readonly path: readonly (string | number)[] }[] };

/** The schemas of the entries as one document; throws for any target but the dialect that they are in. */
export function jsonSchemaOf(
	lineage: string,
	entries: readonly VersionEntry[],
	target: string,
): Record<string, unknown> {
	if (target !== "draft-2020-12") {
		throw new LineageError(
			"unsupported-target",
			`the schemas are draft-2020-12 and can't be had as ${target}`,
		);
	}
	const [only] = entries;
	if (only && entries.length === 1) return { ...only.version.schema };
	// With an $id of its own each keeps its $defs to itself.
	const anyOf = entries.map(({ name, version }) => ({
		$id: `urn:upshape:${lineage}:${name}`,
		...version.schema,
	}));
	return { $schema: "https://json-schema.org/draft/2020-12/schema", anyOf };
}
