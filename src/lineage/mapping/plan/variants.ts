import { LineageError } from "../../error.js";
import type { Leaving } from "../../residue/index.js";
import { Unfit } from "../codecs/index.js";
import type { LevelSource, ObjectLevel, UnionLevel } from "../node.js";
import { listMemberNames } from "./layout.js";
import { readerOf } from "./member.js";
import type { Plan, Planner, Run } from "./plan.js";
import { listed, type ObjectView, takes } from "./view.js";

/** A level that is a union: each variant has rules of its own. */
export class UnionPlan implements Plan {
	readonly up: Run;
	readonly down: Run;
	readonly leaving: Leaving | undefined;
	readonly #by: string | readonly string[];
	readonly #cases: readonly Case[];

	constructor(
		{ by, cases }: UnionLevel,
		read: (source: LevelSource) => ObjectLevel,
		planner: Planner,
		older: readonly ObjectView[],
		newer: readonly ObjectView[],
	) {
		this.#by = by;
		this.#cases = [...cases].map(([name, source]) => caseOf(name, read(source), by, planner, older, newer));
		this.up = this.#run("up", (record) => this.#ofOlder(record));
		this.down = this.#run("down", (record) => this.#ofNewer(record));
		this.leaving = this.#leaving();
	}

	#run(direction: "up" | "down", find: (record: object) => Case): Run {
		const ofRecord = (record: unknown) =>
			typeof record === "object" && record !== null ? find(record) : undefined;
		return {
			run: (record, outer) => ofRecord(record)?.plan[direction].run(record, outer) ?? record,
			tell: (telling, given, made) => {
				const found = ofRecord(given);
				if (found === undefined) return telling.became(given, made, "", "");
				found.plan[direction].tell(telling, given, made);
			},
		};
	}

	/** By the variant that the way back takes the newer object for; known if every variant's is. */
	#leaving(): Leaving | undefined {
		const all = this.#cases.flatMap(({ plan }) => plan.leaving ?? []);
		const [first] = all;
		if (first === undefined || all.length < this.#cases.length) return undefined;
		return {
			carried: first.carried.filter((name) => all.every(({ carried }) => carried.includes(name))),
			leave: (older, newer, outer, left, place) =>
				this.#ofNewer(newer).plan.leaving?.leave(older, newer, outer, left, place),
		};
	}

	#ofOlder(record: object): Case {
		const by = this.#by;
		const found = this.#cases.find(({ name, readTag }) =>
			readTag ? String(readTag(record)) === name : Object.hasOwn(record, name),
		);
		if (found) return found;
		throw new Unfit(
			`no case of oneOf is for it: ${typeof by === "string" ? `its ${by} has none` : "it has none of the members"}`,
		);
	}

	#ofNewer(record: object): Case {
		const fitting = this.#cases.filter(({ views }) => views.some((view) => fits(record, view)));
		const found =
			fitting.find(({ constants }) => constants.every(({ read, value }) => read(record) === value)) ??
			fitting[0];
		if (found) return found;
		throw new Unfit("no case of oneOf makes such a variant, so that the older version has none for it");
	}
}

interface Case {
	readonly name: string;
	readonly plan: Plan;
	/** The variants of the newer version that it may make. */
	readonly views: readonly ObjectView[];
	readonly constants: readonly Constant[];
	/** Reads the tag of an older record, where variants are told by a tag. */
	readonly readTag: ((record: unknown) => unknown) | undefined;
}

interface Constant {
	readonly member: string;
	readonly value: unknown;
	readonly read: (record: unknown) => unknown;
}

function caseOf(
	name: string,
	level: ObjectLevel,
	by: UnionLevel["by"],
	planner: Planner,
	older: readonly ObjectView[],
	newer: readonly ObjectView[],
): Case {
	const mine = older.filter((view) => isOf(view, name, by));
	const constants = [...level.members].flatMap(([member, node]) =>
		node.rule === "constant" ? [{ member, value: node.value, read: readerOf([member]) }] : [],
	);
	const views = newer.filter((view) =>
		canMake(view, level, constants, mine, typeof by === "string" ? by : undefined, name),
	);
	if (views.length === 0 || mine.length === 0) {
		const version = mine.length === 0 ? "older" : "newer";
		throw new LineageError(
			"mapping-mismatch",
			`no variant of the ${version} version is what the case ${name} of oneOf says`,
		);
	}
	if (typeof by !== "string") {
		return { name, plan: planner.ofObject(level, mine, views), views, constants, readTag: undefined };
	}
	const tags = mine.flatMap((view) => view.members.get(by) ?? []).flatMap((tag) => listed(tag) ?? []);
	const value = tags.find((tag) => String(tag) === name) ?? name;
	const to = constants.find((constant) => constant.value === value)?.member;
	const plan = planner.ofObject(level, mine, views, { member: by, value, to });
	return { name, plan, views, constants, readTag: readerOf([by]) };
}

/** Whether an older variant is the one that a case is for. */
function isOf(view: ObjectView, name: string, by: UnionLevel["by"]): boolean {
	if (typeof by !== "string") return view.members.has(name);
	const tag = view.members.get(by);
	return tag !== undefined && (listed(tag)?.some((value) => String(value) === name) ?? true);
}

/** Whether the rules of a case may make a newer variant. */
function canMake(
	view: ObjectView,
	level: ObjectLevel,
	constants: readonly Constant[],
	older: readonly ObjectView[],
	tag: string | undefined,
	name: string,
): boolean {
	const isConstant = constants.every(({ member, value }) => {
		const declared = view.members.get(member);
		return declared ? takes(declared, value) : view.open;
	});
	const copied = tag !== undefined && !level.members.has(tag) ? view.members.get(tag) : undefined;
	const isTagged = !copied || (listed(copied)?.some((value) => String(value) === name) ?? true);
	const sources = listMemberNames(older);
	const isFilled =
		level.splits.length > 0 || [...view.required].every((one) => level.members.has(one) || sources.has(one));
	return (
		isConstant &&
		isTagged &&
		isFilled &&
		(view.open || [...level.members.keys()].every((one) => view.members.has(one)))
	);
}

function fits(record: object, view: ObjectView): boolean {
	for (const name of view.required) if (!Object.hasOwn(record, name)) return false;
	for (const [name, value] of Object.entries(record)) {
		const declared = view.members.get(name);
		if (declared === undefined) {
			if (!view.open) return false;
		} else if (listed(declared)?.includes(value) === false) return false;
	}
	return true;
}
