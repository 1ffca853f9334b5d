import type { Json } from "../json/index.js";
import { convertAlong, type TestedLineage, type TestedStep } from "./any-lineage.js";
import type { LawBreak } from "./break.js";
import { crossed } from "./crossed.js";
import { breakOfComposition, firstBreak } from "./laws.js";
import { type Loss, lossesOf } from "./losses.js";

/** What instances showed of a step. */
export interface StepTrial {
	readonly step: TestedStep;
	/** How many instances were tried. */
	readonly instances: number;
	/** The shortest instance that breaks a law, for each law and message. */
	readonly breaks: readonly LawBreak[];
	/** What an upgrade loses that its step does not say to be dropped, the most frequent first. */
	readonly losses: readonly Loss[];
}

/** Tries a step with instances of the one version; edits are made of instances of the other. */
export function tryStep(
	lineage: TestedLineage,
	step: TestedStep,
	instances: readonly Json[],
	donors: readonly Json[],
	seed = 1,
): StepTrial {
	const breaks = new Map<string, LawBreak>();
	const lost = new Map<string, number>();
	const draw = drawing(seed);
	for (const [i, instance] of instances.entries()) {
		const donor = donors[i % Math.max(donors.length, 1)];
		const edit = donor === undefined ? undefined : (value: Json) => crossed(value, donor, draw);
		note(breaks, firstBreak({ lineage, step, instance, edit }));
		if (step.isUpgrade) {
			note(breaks, breakOfComposition(lineage, step.from, instance));
			const up = convertAlong(lineage, step, instance);
			if (!up.issues) for (const at of lossesOf(up)) lost.set(at, (lost.get(at) ?? 0) + 1);
		}
	}
	const name = `${step.from}>${step.to}`;
	const losses = [...lost].map(([at, count]) => ({ step: name, at, count, instances: instances.length }));
	return {
		step,
		instances: instances.length,
		breaks: [...breaks.values()],
		losses: losses.sort((a, b) => b.count - a.count),
	};
}

function note(breaks: Map<string, LawBreak>, found: LawBreak | undefined): void {
	if (found === undefined) return;
	const key = `${found.law} ${found.step} ${found.message}`;
	const known = breaks.get(key);
	if (known === undefined || JSON.stringify(found.instance).length < JSON.stringify(known.instance).length) {
		breaks.set(key, found);
	}
}

/** Whole numbers below a limit, the same for the same seed. */
function drawing(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 4_294_967_296) * below);
	};
}
