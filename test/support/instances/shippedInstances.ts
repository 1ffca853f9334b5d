import type fc from "fast-check";
import type { Json } from "../../../src/json/index.js";
import { type InstanceOptions, instancesOf } from "./instancesOf.js";
import { shippedDocuments, shippedSchema, shippedUri } from "./shipped.js";

/** Valid instances of a shipped version, e.g. `shippedInstances("clerk-client", "legacy")`. */
export function shippedInstances(
	lineage: string,
	version: string,
	options: Pick<InstanceOptions, "keyOrder" | "protoKeys"> = {},
): fc.Arbitrary<Json> {
	const root = shippedUri(lineage, version);
	return instancesOf(shippedSchema(lineage, version), { ...options, documents: shippedDocuments, root });
}
