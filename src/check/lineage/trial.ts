import { type Options, unreachedBranches } from "../../compat/index.js";
import type { Json } from "../../json/index.js";
import type { Issue } from "../../lineage/index.js";
import type { SchemaPlace } from "../../schema/index.js";
import { LAWS, type LawBreak, type StepTrial, tryStep } from "../../testing/index.js";
import type { Bridge } from "../result.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import { formatChecksOf, type GivenInstances, Samples } from "./samples.js";
import type { Steps } from "./steps.js";

/** What is tried: a lineage's steps, and the instances to be tried beside the generated ones. */
export interface Tried {
	readonly steps: Steps;
	readonly lineage: LoadedLineage;
	readonly given: GivenInstances;
	readonly options: Options;
}

/** A step of a lineage, tried both ways. */
export interface TriedStep {
	readonly older: LoadedVersion;
	readonly newer: LoadedVersion;
	readonly up: StepTrial;
	readonly down: StepTrial;
}

/** The steps of a lineage, tried with instances of its versions: always the same ones. */
export class Trial {
	readonly steps: Steps;
	readonly #lineage: LoadedLineage;
	readonly #options: Options;
	readonly #samples: Samples;
	readonly #tried = new Map<LoadedVersion, TriedStep>();

	constructor({ steps, lineage, given, options }: Tried) {
		this.steps = steps;
		this.#lineage = lineage;
		this.#options = options;
		this.#samples = new Samples(given, options);
	}

	/** Whether the lineage has all these versions. */
	knows(...versions: readonly LoadedVersion[]): boolean {
		return versions.every(({ name }) => this.steps.versions.includes(name));
	}

	/**
	 * Whether the steps turn instances of the one version into the other's, and keep the laws on them; undefined if
	 * there was nothing to try.
	 */
	bridge(from: LoadedVersion, to: LoadedVersion): Bridge | undefined {
		const samples = this.samples(from);
		const bridge = { step: `${from.name}>${to.name}`, instances: samples.length, losses: 0 };
		for (const [index, instance] of samples.entries()) {
			const issue = this.issue(from, to, instance);
			if (issue !== undefined) return { ...bridge, holds: false, instances: index + 1, issue };
		}
		if (samples.length === 0) return undefined;
		const isUp = this.#isUp(from, to);
		const steps = isUp ? this.stepsBetween(from, to) : this.stepsBetween(to, from);
		const broken = steps.flatMap((one) =>
			breaksOf(one).filter((found) => isOf(one, found) || found.step === bridge.step),
		)[0];
		if (broken) return { ...bridge, holds: false, law: broken.law, issue: breakText(broken) };
		const losses = isUp ? steps.reduce((sum, { up }) => sum + up.losses.length, 0) : 0;
		return { ...bridge, holds: true, losses };
	}

	/** The steps from a version to a newer one, tried; none if the lineage does not lead from the one to the other. */
	stepsBetween(older: LoadedVersion, newer: LoadedVersion): readonly TriedStep[] {
		// The lineage's types tie values to versions; here a version is only a name.
		const route = this.steps.route(older.name as never);
		const names = route.slice(0, route.indexOf(newer.name) + 1);
		const versions = names.flatMap((name) => this.#lineage.versions.filter((one) => one.name === name));
		return versions.slice(1).flatMap((next, index) => {
			const from = versions[index];
			return from === undefined ? [] : [this.#triedStep(from, next)];
		});
	}

	#triedStep(older: LoadedVersion, newer: LoadedVersion): TriedStep {
		// A version has one step that leads on.
		const known = this.#tried.get(older);
		if (known !== undefined) return known;
		const along = (from: LoadedVersion, to: LoadedVersion, isUpgrade: boolean) => {
			const step = { from: from.name, to: to.name, isUpgrade };
			return tryStep(this.steps, step, this.samples(from), this.samples(to));
		};
		const tried = { older, newer, up: along(older, newer, true), down: along(newer, older, false) };
		this.#tried.set(older, tried);
		return tried;
	}

	#isUp(from: LoadedVersion, to: LoadedVersion): boolean {
		const { versions } = this.steps;
		return versions.indexOf(from.name) <= versions.indexOf(to.name);
	}

	/**
	 * Why an instance does not come out as one of the other version: the first issue, without values; undefined if it
	 * does. The lineage's own validators judge both ends, and the engine's evaluator the end that the schema file describes.
	 */
	issue(from: LoadedVersion, to: LoadedVersion, instance: Json): string | undefined {
		// As above: a version is only a name.
		const options = { from: from.name, to: to.name } as never;
		const result = this.#isUp(from, to)
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

	/** Instances of a version; none if none could be found. */
	samples(version: LoadedVersion): readonly Json[] {
		return this.#samples.of(version);
	}

	/** What an instance is that was not generated: "the example …"; undefined if it was. */
	nameOf(instance: Json): string | undefined {
		return this.#samples.nameOf(instance);
	}
}

/**
 * How a step breaks the laws, either way; that an instance does not come out valid, law 1, is told of the pair and of
 * the way to the head.
 */
export function breaksOf({ up, down }: TriedStep): readonly LawBreak[] {
	return [...up.breaks, ...down.breaks].filter(({ law }) => law !== 1);
}

/** Whether it is the step itself that breaks the law; else the whole way from its older version to the newest does. */
export function isOf({ older, newer }: TriedStep, { step }: LawBreak): boolean {
	return step === `${older.name}>${newer.name}` || step === `${newer.name}>${older.name}`;
}

/** How a step breaks a law, without values. */
export function breakText({ law, step, at, message }: LawBreak): string {
	return `the step ${step} breaks law ${law} (${LAWS[law]}) at ${at || "the root"}: ${message}`;
}

function textOf(issue: Issue | undefined): string {
	if (issue === undefined) return "refused without a reason";
	const { code, instanceLocation, message } = issue;
	return `${code} at ${instanceLocation || "the root"}: ${message}`;
}
