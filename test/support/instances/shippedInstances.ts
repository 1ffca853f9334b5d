import type fc from "fast-check";
import type { Json } from "../../../src/json/index.js";
import type { InstanceOptions } from "./gather.js";
import { instancesOf } from "./instancesOf.js";
import { mutationsOf } from "./mutationsOf.js";
import { shippedDocuments, shippedSchema, shippedUri } from "./shipped.js";

type Options = Pick<InstanceOptions, "keyOrder" | "protoKeys">;

/** Valid instances of a shipped version, e.g. `shippedInstances("clerk-client", "legacy")`. */
export function shippedInstances(
	lineage: string,
	version: string,
	options: Options = {},
): fc.Arbitrary<Json> {
	return instancesOf(shippedSchema(lineage, version), { ...options, ...placeOf(lineage, version) });
}

/** Spoilt instances of a shipped version, mostly invalid. */
export function shippedMutations(
	lineage: string,
	version: string,
	options: Options = {},
): fc.Arbitrary<Json> {
	return mutationsOf(shippedSchema(lineage, version), { ...options, ...placeOf(lineage, version) });
}

function placeOf(lineage: string, version: string): InstanceOptions {
	return { documents: shippedDocuments, root: shippedUri(lineage, version) };
}
