import { type Instances, instances, unreachedBranches } from "../compat/index.js";
import type { Json } from "../json/index.js";
import type { TestedLineage, TestedStep } from "./any-lineage.js";
import { LAWS, type LawBreak, type LawNumber } from "./break.js";
import type { Loss } from "./losses.js";
import { type StepTrial, tryStep } from "./try-lineage.js";

/** How a lineage is tried. */
export interface LawOptions {
	/**
	 * How many generated instances of each version are tried.
	 * @default 1000
	 */
	readonly runs?: number;
	/**
	 * The same seed makes the same instances and edits.
	 * @default 1
	 */
	readonly seed?: number;
}

/** What a lineage that keeps all laws was tried with, and what it loses. */
export interface LawReport {
	/** How many instances were taken along a step, in either direction. */
	readonly instances: number;
	/** What upgrades lose without residue and no step says to be dropped. */
	readonly losses: readonly Loss[];
	/** Branches of unions that no instance takes, so that the laws are not tried there: "v1: /oneOf/2". */
	readonly untried: readonly string[];
}

/** A step of a lineage breaks a law: the message names both, the place, the instance, and what came back. */
export class LawError extends Error {
	override readonly name = "LawError";
	readonly broken: LawBreak;

	constructor(lineage: string, broken: LawBreak) {
		super(describe(lineage, broken), { cause: broken.cause });
		this.broken = broken;
	}
}

/**
 * Tries the laws of a lineage with generated instances of every version, and edits of what comes out.
 *
 * @throws LawError if a step breaks a law.
 * @example
 * test("the laws of orders", () => {
 *   checkLaws(order, { runs: 1_000, seed: 1 });
 * });
 */
export function checkLaws(lineage: TestedLineage, options: LawOptions = {}): LawReport {
	const trials = stepsOf(lineage).map((step) => tryGenerated(lineage, step, options));
	for (const { breaks } of trials) {
		const [first] = breaks;
		if (first) throw new LawError(lineage.name, first);
	}
	return {
		instances: trials.reduce((sum, trial) => sum + trial.instances, 0),
		losses: trials.flatMap(({ losses }) => losses),
		untried: lineage.versions.flatMap((version) => untriedBranches(lineage, version, options)),
	};
}

function untriedBranches(
	lineage: TestedLineage,
	version: string,
	{ runs = 1000, seed = 1 }: LawOptions,
): readonly string[] {
	const { documents, root } = sourceOf(lineage, version);
	const places = unreachedBranches({ root, documents }, generated(lineage, version, seed, runs));
	return places.map(({ keywordLocation }) => `${version}: ${keywordLocation}`);
}

/** One law of one step, to be run as a test of its own. */
export interface LawTest {
	/** Such as "v1>v2: 2 exact return". */
	readonly name: string;
	/** Throws a LawError if the law is broken. */
	readonly run: () => void;
}

/**
 * The laws of a lineage as named tests, for any test runner.
 *
 * @example
 * for (const { name, run } of lawsOf(order)) test(name, run);
 */
export function lawsOf(lineage: TestedLineage, options: LawOptions = {}): readonly LawTest[] {
	return stepsOf(lineage).flatMap((step) => {
		let trial: StepTrial | undefined;
		return Object.entries(LAWS).map(([law, title]) => ({
			name: `${step.from}>${step.to}: ${law} ${title}`,
			run: () => {
				trial ??= tryGenerated(lineage, step, options);
				const found = trial.breaks.find((one) => one.law === (Number(law) as LawNumber));
				if (found) throw new LawError(lineage.name, found);
			},
		}));
	});
}

/** Every step of a lineage, up and down. */
function stepsOf(lineage: TestedLineage): readonly TestedStep[] {
	return lineage.versions.flatMap((from) => {
		const to = lineage.route(from as never)[1];
		if (to === undefined) return [];
		return [
			{ from, to, isUpgrade: true },
			{ from: to, to: from, isUpgrade: false },
		];
	});
}

function tryGenerated(
	lineage: TestedLineage,
	step: TestedStep,
	{ runs = 1000, seed = 1 }: LawOptions,
): StepTrial {
	const [here, there] = [step.from, step.to].map((version) => generated(lineage, version, seed, runs));
	if (here === undefined || here.length === 0) {
		throw new TypeError(`no instance of ${step.from} could be generated, so that its laws can't be tried`);
	}
	return tryStep(lineage, step, here, there ?? [], seed);
}

function generated(lineage: TestedLineage, version: string, seed: number, runs: number): readonly Json[] {
	const source: Instances = instances(sourceOf(lineage, version), seed);
	const taken: Json[] = [];
	for (const instance of source) {
		if (taken.length >= runs) break;
		taken.push(instance);
	}
	return taken;
}

function sourceOf(lineage: TestedLineage, version: string) {
	const documents = new Map([["schema.json", lineage.schema(version as never) as Json]]);
	return { root: "schema.json", documents };
}

function describe(lineage: string, { law, step, at, message, instance, returned }: LawBreak): string {
	const lines = [
		`${lineage}: the step ${step} breaks law ${law} (${LAWS[law]}) at ${at || "the root"}: ${message}`,
		`smallest instance: ${JSON.stringify(instance)}`,
	];
	if (returned !== undefined) lines.push(`what came of it: ${JSON.stringify(returned)}`);
	return lines.join("\n");
}
