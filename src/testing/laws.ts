import { equal, firstDifference, type Json } from "../json/index.js";
import type { Converted, Issue, Refused } from "../lineage/index.js";
import { convertAlong, type TestedLineage, type TestedStep, throughJson, turned } from "./any-lineage.js";
import type { LawBreak, LawNumber } from "./break.js";
import { breakOfEdit } from "./edit-law.js";
import { silentLeaf } from "./silence.js";

/** An instance, the step that it is taken along, and another value of the version there, for an edit. */
export interface LawTrial {
	readonly lineage: TestedLineage;
	readonly step: TestedStep;
	readonly instance: Json;
	/** The edited newer value, made of the one that came out; none where only the other laws are tried. */
	readonly edit?: ((value: Json) => Json) | undefined;
}

/** A law: what breaks it, if something does. */
type Law = (trial: LawTrial, up: Converted<unknown, string>) => LawBreak | undefined;

/** Tries every law with one instance; undefined if all hold, or if the step refuses the instance. */
export function firstBreak(trial: LawTrial): LawBreak | undefined {
	const { lineage, step, instance } = trial;
	const before = JSON.stringify(instance);
	const up = convertAlong(lineage, step, instance);
	if (up.issues) return isRefusal(up) ? undefined : failed(trial, 1, "", up);
	for (const law of [isPure, returns, tells, stays, survives]) {
		const found = law(trial, up);
		if (found) return found;
	}
	return JSON.stringify(instance) === before
		? undefined
		: broken(trial, 6, "the step changes what it is given");
}

/** A step gave the record up: that is its right. */
function isRefusal({ issues }: Refused): boolean {
	return issues[0]?.code === "refused";
}

/** Law 6: the same for the same, whatever the order of members; and what goes in stays as it is. */
const isPure: Law = (trial, up) => {
	const { lineage, step, instance } = trial;
	const text = JSON.stringify(instance);
	const made = JSON.stringify(up.value);
	for (const [again, why] of [
		[JSON.parse(text), "gives something else the second time"],
		[turnedOver(JSON.parse(text)), "looks at the order of members"],
	] as const) {
		const given = JSON.stringify(again);
		const twice = convertAlong(lineage, step, again);
		if (JSON.stringify(again) !== given) return broken(trial, 6, "the step changes what it is given");
		if (twice.issues) return broken(trial, 6, `the step ${why}`);
		const at = firstDifference(JSON.parse(made), throughJson(twice.value));
		if (at !== undefined) return broken(trial, 6, `the step ${why}`, at, twice.value);
		const back = JSON.stringify(twice.value);
		void [twice.account, twice.residue];
		const turn = convertAlong(lineage, turned(step), twice.value);
		if (JSON.stringify(twice.value) !== back)
			return broken(trial, 6, "the way back changes what it is given");
		const other = convertAlong(lineage, turned(step), turnedOver(JSON.parse(back)));
		const differs =
			turn.issues || other.issues
				? undefined
				: firstDifference(throughJson(turn.value), throughJson(other.value));
		if (differs !== undefined)
			return broken(
				trial,
				6,
				"the way back looks at the order of members, or at something that changes",
				differs,
				other.issues ? undefined : other.value,
			);
	}
	return undefined;
};

/** Law 2: with the residue, as it comes back from a file, the instance comes back. */
const returns: Law = (trial, up) => {
	const { lineage, step, instance } = trial;
	const residue = throughJson(up.residue);
	const back = convertAlong(lineage, turned(step), throughJson(up.value), { residue });
	if (back.issues) return failed(trial, 2, "the way back fails: ", back);
	const at = firstDifference(instance, throughJson(back.value));
	return at === undefined ? undefined : broken(trial, 2, "does not come back as it was", at, back.value);
};

/** Law 3: every leaf is where it was, or the account says what became of it; and what the account says is so. */
const tells: Law = (trial, { value, account }) => {
	const wrong = account.find(({ kind }) => kind === "misplaced");
	if (wrong) {
		const place = "from" in wrong ? `from ${wrong.from}` : "to" in wrong ? `to ${wrong.to}` : "";
		return broken(trial, 3, `the account of the step says what is not so (${place})`);
	}
	const at = silentLeaf(trial.instance, throughJson(value) as Json, account);
	return at === undefined ? undefined : broken(trial, 3, "nothing says what became of it", at);
};

/** Law 4: a value of the version that is asked for stays the value that it is. */
const stays: Law = (trial, { value }) => {
	const { lineage, step } = trial;
	const again = lineage.upgrade(value, { from: step.to, to: step.to } as never);
	if (again.issues || !equal(again.value, value)) return broken(trial, 4, "is converted once more");
	return undefined;
};

/** Law 7: an edit of what came out shows in what comes back, and nothing else is lost for it. */
const survives: Law = (trial, up) => {
	const { lineage, step, instance, edit } = trial;
	if (!edit) return undefined;
	const value = throughJson(up.value) as Json;
	const edited = edit(value);
	const back = turned(step);
	const [base, editedBase] = [convertAlong(lineage, back, value), convertAlong(lineage, back, edited)];
	// An edit that the schema refuses, or a value that has no way back: nothing to tell an edit by.
	if (base.issues || editedBase.issues) return undefined;
	const returned = convertAlong(lineage, back, edited, { residue: throughJson(up.residue) });
	if (returned.issues)
		return broken(trial, 7, `an edited value does not come back: ${textOf(returned.issues[0])}`, "", edited);
	const found = breakOfEdit(
		{
			before: instance,
			base: throughJson(base.value),
			editedBase: throughJson(editedBase.value),
			returned: throughJson(returned.value),
			account: returned.account,
		},
		lineage.identities ?? [],
	);
	return found && broken(trial, 7, found.message, found.at, returned.value);
};

/** Law 5: to the head at once, or version by version, is the same; and every value between is valid. */
export function breakOfComposition(
	lineage: TestedLineage,
	from: string,
	instance: Json,
): LawBreak | undefined {
	const whole = lineage.upgrade(instance, { from } as never);
	if (whole.issues) return undefined;
	let value: unknown = instance;
	const route = lineage.route(from as never);
	for (const [i, to] of route.slice(1).entries()) {
		const step = { from: route[i] ?? from, to, isUpgrade: true };
		const made = convertAlong(lineage, step, value);
		if (made.issues)
			return broken(
				{ lineage, step, instance },
				5,
				`a value on the way is not of ${to}: ${textOf(made.issues[0])}`,
			);
		value = throughJson(made.value);
	}
	const at = firstDifference(throughJson(whole.value), value);
	const step = { from, to: lineage.head, isUpgrade: true };
	return at === undefined
		? undefined
		: broken({ lineage, step, instance }, 5, "differs from the steps in turn", at, whole.value);
}

/** Broken by a conversion that fails where it must not. */
function failed(trial: LawTrial, law: LawNumber, what: string, { issues }: Refused): LawBreak {
	const [first] = issues;
	const found = broken(trial, law, `${what}${textOf(first)}`);
	return first?.cause === undefined ? found : { ...found, cause: first.cause };
}

function broken(
	{ step, instance }: LawTrial,
	law: LawNumber,
	message: string,
	at = "",
	returned?: unknown,
): LawBreak {
	const name = `${step.from}>${step.to}`;
	// What steps make of JSON is JSON, or was refused.
	return {
		law,
		step: name,
		at,
		message,
		instance,
		...(returned !== undefined && { returned: returned as Json }),
	};
}

function textOf(issue: Issue | undefined): string {
	if (issue === undefined) return "refused without a reason";
	return `${issue.code} at ${issue.instanceLocation || "the root"}: ${issue.message}`;
}

/** The same value with the members of every object in the opposite order. */
function turnedOver(value: Json): Json {
	if (Array.isArray(value)) return value.map(turnedOver);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries<Json>(value as never)
			.reverse()
			.map(([name, member]) => [name, turnedOver(member)]),
	);
}
