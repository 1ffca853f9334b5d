import { parseArgs } from "node:util";
import { instances, prepare } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { SchemaError, schemaGraph } from "../../src/schema/index.js";
import { Undecidable, validator } from "../../src/validate/index.js";
import { type Emitted, emitted } from "../../test/support/official/emitted.js";
import { EXCEPTIONS, SLIPS } from "../../test/support/official/exceptions.js";
import { DRAFTS, type Group, groupsOf, sourceOf } from "../../test/support/official/index.js";
import { mutants } from "../../test/support/official/mutants.js";
import { emptyReport, type Report, runGroup } from "../../test/support/official/run.js";
import { thirdJudge } from "../../test/support/official/third-judge.js";
import type { Suite } from "../conformance.js";

/**
 * The official suite: every test by the interpreter and by emitted code, then `--instances 1000` of each schema (100
 * unless said), half of them spoilt, by both and by @hyperjump/json-schema. `--draft draft7` keeps to one.
 */
export const run: Suite = async (words) => {
	const { values } = parseArgs({
		args: [...words],
		options: { instances: { type: "string", default: "100" }, draft: { type: "string" } },
	});
	const drafts = [...DRAFTS.keys()].filter((draft) => values.draft === undefined || draft === values.draft);
	const reports = drafts.map(runDraft);
	const agreement = {
		instances: 0,
		judged: 0,
		slips: new Set<string>(),
		schemas: 0,
		unjudged: 0,
		disagreements: [] as string[],
	};
	for (const draft of drafts)
		for (const group of groupsOf(draft)) await agree(group, Number(values.instances), agreement);
	for (const one of agreement.disagreements) console.log(`  DISAGREE ${one}`);
	console.log(
		`${agreement.schemas} schemas, ${agreement.instances} instances: emitted and interpreted say the same of all but ${agreement.disagreements.length} | @hyperjump/json-schema judged ${agreement.judged} of them, and its slips known by name: ${agreement.slips.size} | schemas that it refuses: ${agreement.unjudged}`,
	);
	const stale = values.draft === undefined ? staleOf(reports, agreement.slips) : [];
	for (const one of stale) console.log(`  STALE exception: ${one}`);
	return agreement.disagreements.length + stale.length + reports.flatMap(({ failed }) => failed).length === 0;
};

function runDraft(draft: string): Report {
	const both = emptyReport();
	const sorts = {
		interpreted: (group: Group, report: Report) =>
			runGroup(group, (source) => validator(schemaGraph(source)).is, report),
		emitted: (group: Group, report: Report) =>
			runGroup(group, (source) => emitted(schemaGraph(source)).is, report),
	};
	for (const [sort, judge] of Object.entries(sorts)) {
		const [required, optional] = [emptyReport(), emptyReport()];
		for (const group of groupsOf(draft)) judge(group, group.optional ? optional : required);
		const figures = [required, optional].map(({ passed, excepted, failed }) =>
			[`passed ${passed}`, `excepted ${excepted}`, `failed ${failed.length}`].join(", "),
		);
		console.log(`${draft.padEnd(13)} ${sort.padEnd(12)} required: ${figures[0]} | optional: ${figures[1]}`);
		for (const report of [required, optional]) {
			for (const one of report.failed) console.log(`  FAILED ${one}`);
			both.failed.push(...report.failed);
			for (const name of report.used) both.used.add(name);
		}
	}
	return both;
}

function staleOf(reports: readonly Report[], slips: ReadonlySet<string>): string[] {
	const used = new Set([...slips, ...reports.flatMap((report) => [...report.used])]);
	return [...Object.values(EXCEPTIONS), SLIPS]
		.flatMap((names) => Object.keys(names))
		.filter((name) => !used.has(name));
}

interface Agreement {
	instances: number;
	judged: number;
	readonly slips: Set<string>;
	schemas: number;
	unjudged: number;
	readonly disagreements: string[];
}

/** Asks all judges about instances of the group's schema; the first disagreement of each schema is told. */
async function agree(group: Group, count: number, agreement: Agreement): Promise<void> {
	const judges = judgesOf(group);
	if (judges === undefined) return;
	const third = await thirdJudge(sourceOf(group));
	agreement.schemas++;
	if (third === undefined) agreement.unjudged++;
	const slip = Object.keys(SLIPS).find((start) => group.name.startsWith(start));
	let isTold = false;
	for (const instance of instancesOf(group, count)) {
		agreement.instances++;
		const said = sayings(judges, third, instance);
		if (said.third !== undefined) agreement.judged++;
		const differs = said.interpreted !== said.emitted || said.emitted !== said.explained;
		const isSlip = said.third !== undefined && said.third !== said.interpreted;
		if (isSlip && slip !== undefined && !differs) agreement.slips.add(slip);
		else if ((differs || isSlip) && !isTold) {
			isTold = true;
			agreement.disagreements.push(`${group.name}: ${JSON.stringify(said)} of ${JSON.stringify(instance)}`);
		}
	}
}

interface Judges {
	readonly own: Emitted;
	readonly interpreted: (instance: Json) => boolean;
}

function judgesOf(group: Group): Judges | undefined {
	try {
		const graph = schemaGraph(sourceOf(group));
		return { own: emitted(graph), interpreted: validator(graph).is };
	} catch (error) {
		if (error instanceof SchemaError || error instanceof Undecidable) return undefined;
		throw error;
	}
}

function sayings(
	{ own, interpreted }: Judges,
	third: ((instance: Json) => boolean) | undefined,
	instance: Json,
) {
	return {
		interpreted: interpreted(instance),
		emitted: own.is(instance),
		explained: own.explain(instance).length === 0,
		third: third?.(instance),
	};
}

/** Half of them valid, half spoilt; and those of the suite itself. */
function instancesOf(group: Group, count: number): Json[] {
	const made = group.tests.map(({ data }) => data);
	try {
		for (const instance of instances(prepare(sourceOf(group)), 1)) {
			if (made.push(instance) >= count / 2) break;
		}
	} catch (error) {
		// Nobody knows whether it has instances: those of the suite are left.
		if (!(error instanceof SchemaError)) throw error;
	}
	const names = Object.keys((group.schema as { readonly properties?: object }).properties ?? {});
	for (const mutant of mutants([...made], names, 1)) if (made.push(mutant) >= count) break;
	return made;
}
