import {
	type FormatChecks,
	instances,
	type Options,
	SchemaError,
	unreachedBranches,
} from "../../compat/index.js";
import type { Json } from "../../json/index.js";
import type { Issue } from "../../lineage/index.js";
import type { SchemaPlace } from "../../schema/index.js";
import type { Bridge } from "../result.js";
import type { LoadedVersion } from "./lineages.js";
import type { Steps } from "./steps.js";

// How many instances of a version are tried.
const SAMPLES = 1_000;

const SEED = 1;

/** The steps of a lineage, tried with instances of its versions: always the same ones. */
export class Trial {
	readonly steps: Steps;
	readonly #options: Options;
	readonly #samples = new Map<LoadedVersion, readonly Json[]>();

	constructor(steps: Steps, options: Options) {
		this.steps = steps;
		this.#options = options;
	}

	/** Whether the lineage has all these versions. */
	knows(...versions: readonly LoadedVersion[]): boolean {
		return versions.every(({ name }) => this.steps.versions.includes(name));
	}

	/**
	 * Whether the steps turn a witness, if there is one, and instances of the one version into the other's; undefined
	 * if there was nothing to try.
	 */
	bridge(from: LoadedVersion, to: LoadedVersion, witness: Json | undefined): Bridge | undefined {
		const tried = [
			...(witness === undefined ? [] : [frozen(structuredClone(witness))]),
			...this.samples(from),
		];
		const step = `${from.name}>${to.name}`;
		for (const [index, instance] of tried.entries()) {
			const issue = this.issue(from, to, instance);
			if (issue !== undefined) return { holds: false, step, instances: index + 1, issue };
		}
		return tried.length === 0 ? undefined : { holds: true, step, instances: tried.length };
	}

	/**
	 * Why an instance does not come out as one of the other version: the first issue, without values; undefined if it
	 * does. The lineage's own validators judge both ends, and the engine's evaluator the end that the schema file describes.
	 */
	issue(from: LoadedVersion, to: LoadedVersion, instance: Json): string | undefined {
		const { versions } = this.steps;
		const isUp = versions.indexOf(from.name) <= versions.indexOf(to.name);
		// The lineage's types tie values to versions; here a version is only a name.
		const options = { from: from.name, to: to.name } as never;
		const result = isUp
			? this.steps.upgrade(instance, options)
			: this.steps.downgrade(instance as never, options);
		if (result.issues) return textOf(result.issues[0]);
		// Steps make JSON of JSON: the lineage has validated it.
		const accepted = to.source.prepared.accepts(result.value as Json, formatChecksOf(this.#options));
		return accepted === true ? undefined : `the schema of ${to.name} refuses what came out`;
	}

	/** The branches of a version's unions that none of its instances takes. */
	untried(version: LoadedVersion): readonly SchemaPlace[] {
		return unreachedBranches(version.source.prepared, this.samples(version), this.#options);
	}

	/** Instances of a version; fewer if it has no more, none if none could be found. */
	samples(version: LoadedVersion): readonly Json[] {
		const known = this.#samples.get(version) ?? samplesOf(version, this.#options);
		this.#samples.set(version, known);
		return known;
	}
}

/** The checks of formats that the options ask for. */
export function formatChecksOf({ formats }: Options): FormatChecks | undefined {
	return typeof formats === "object" ? formats : undefined;
}

function samplesOf({ source }: LoadedVersion, options: Options): readonly Json[] {
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

function textOf(issue: Issue | undefined): string {
	if (issue === undefined) return "refused without a reason";
	const { code, instanceLocation, message } = issue;
	return `${code} at ${instanceLocation || "the root"}: ${message}`;
}
