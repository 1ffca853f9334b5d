import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { type Client, type ClientLegacy, client } from "upshape/clerk";
import type { Same } from "./same.js";

/** Libraries take a lineage as any other Standard Schema. */
function parse<Schema extends StandardSchemaV1>(
	schema: Schema,
	value: unknown,
): StandardSchemaV1.InferOutput<Schema> | undefined {
	const result = schema["~standard"].validate(value);
	return result instanceof Promise || result.issues ? undefined : result.value;
}

function describe(schema: StandardJSONSchemaV1): Record<string, unknown> {
	return schema["~standard"].jsonSchema.input({ target: "draft-2020-12" });
}

export const parsed = parse(client, {});
export const output: Same<typeof parsed, Client | undefined> = true;
export const described = describe(client);

type Input = StandardSchemaV1.InferInput<typeof client>;
export const legacyIsInput: ClientLegacy extends Input ? true : false = true;
// @ts-expect-error of no version
export const noVersion: Input = { object: "client" };
