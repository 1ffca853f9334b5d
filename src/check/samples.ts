import { instances, type Options, SchemaError } from "../compat/index.js";
import type { Json } from "../json/index.js";
import type { LoadedVersion } from "./lineages.js";

/** How many instances of a version a step is tried with. */
const SAMPLES = 1_000;

const SEED = 1;

/** Instances of a version, always the same ones; fewer if it has no more, none if none could be found. */
export function samplesOf({ source }: LoadedVersion, options: Options): readonly Json[] {
	const samples: Json[] = [];
	try {
		for (const instance of instances(source.prepared, SEED, options)) {
			samples.push(instance);
			if (samples.length >= SAMPLES) break;
		}
	} catch (error) {
		// The schema itself has been read before: it is only that no instance is known.
		if (!(error instanceof SchemaError)) throw error;
	}
	return samples;
}
