import { type FormatChecks, instances, type Options, SchemaError } from "../../compat/index.js";
import type { Json } from "../../json/index.js";
import type { LoadedVersion } from "./lineages.js";

// How many generated instances of a version are tried.
const SAMPLES = 1_000;

const SEED = 1;

/** An instance that is not generated: a witness, or an example. */
export interface Given {
	readonly value: Json;
	/** What it is: "the example schemas/order/examples/v1/a.json". */
	readonly name: string;
}

/** The instances of each version that are tried beside the generated ones. */
export type GivenInstances = ReadonlyMap<LoadedVersion, readonly Given[]>;

/** The instances that a lineage's steps are tried with: always the same ones. */
export class Samples {
	readonly #given: GivenInstances;
	readonly #options: Options;
	readonly #known = new Map<LoadedVersion, readonly Json[]>();
	readonly #names = new Map<Json, string>();

	constructor(given: GivenInstances, options: Options) {
		this.#given = given;
		this.#options = options;
	}

	/**
	 * Instances of a version: the given ones, then 1,000 generated ones; fewer if it has no more, none if none could be
	 * found.
	 */
	of(version: LoadedVersion): readonly Json[] {
		const known = this.#known.get(version);
		if (known !== undefined) return known;
		const given = (this.#given.get(version) ?? []).map(({ value, name }) => {
			const instance = frozen(structuredClone(value));
			this.#names.set(instance, name);
			return instance;
		});
		const samples = [...given, ...generated(version, this.#options)];
		this.#known.set(version, samples);
		return samples;
	}

	/** What an instance is that was not generated: "the example …"; undefined if it was. */
	nameOf(instance: Json): string | undefined {
		return this.#names.get(instance);
	}
}

/** The checks of formats that the options ask for. */
export function formatChecksOf({ formats }: Options): FormatChecks | undefined {
	return typeof formats === "object" ? formats : undefined;
}

function generated({ source }: LoadedVersion, options: Options): readonly Json[] {
	const samples: Json[] = [];
	try {
		for (const instance of instances(source.prepared, SEED, options)) {
			samples.push(frozen(instance));
			if (samples.length >= SAMPLES) break;
		}
	} catch (error) {
		// The schema itself has been read before: it is only that no instance is known.
		if (!(error instanceof SchemaError)) throw error;
	}
	return samples;
}

/** A step that changes what it is given shows, rather than spoil the instance for the next one. */
function frozen(instance: Json): Json {
	if (typeof instance === "object" && instance !== null) {
		for (const below of Object.values<Json>(instance as { readonly [name: string]: Json })) frozen(below);
	}
	return Object.freeze(instance);
}
