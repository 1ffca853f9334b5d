import type { Account, Converted, Lineage, Refused, Residue } from "../../src/index.js";
import { equal, type Json, valueAt } from "../../src/index.js";
import { type Leaf, leavesOf } from "./leaves.js";

/** A lineage whose versions' names and types a law doesn't look at. */
export type AnyLineage = Lineage<Record<string, unknown>, string>;

/** Law 1, validity: the upgraded payload is an instance of the head. */
export function isValidAtHead(lineage: AnyLineage, payload: Json): void {
	const { value } = upgraded(lineage, payload);
	const detection = lineage.detect(value);
	if (!("version" in detection) || detection.version !== lineage.head)
		fail("the upgraded value is not of the head");
}

/** Law 2, exact return: going back with the residue, itself stored as JSON, gives the payload. */
export function returnsExactly(lineage: AnyLineage, payload: Json, order: "documented" | "any"): void {
	const { value, from, residue } = upgraded(lineage, payload);
	const back = downgraded(lineage, value, from, stored(residue));
	if (!equal(back.value, payload)) fail("the payload doesn't come back");
	if (order === "documented" && JSON.stringify(back.value) !== JSON.stringify(payload)) {
		fail("the payload's text doesn't come back");
	}
}

/** Law 3, nothing silent: every leaf is where it was, or the account says where it went. */
export function isNeverSilent(lineage: AnyLineage, payload: Json): void {
	const { value, from } = upgraded(lineage, payload);
	let here = payload;
	// Pointers of the account are those of its step, so this goes step by step.
	for (const to of versionsAfter(lineage, from)) {
		const hop = succeeded(lineage.upgrade(here, { to }));
		const [silent] = silentLeavesOf(here, hop.value as Json, hop.account);
		const wrong = hop.account.find(({ kind }) => kind === "misplaced");
		if (wrong) fail(`the account says what isn't so: ${JSON.stringify(wrong)}`);
		if (silent) fail(`nothing says what became of ${silent.pointer} on the way to ${to}`);
		here = hop.value as Json;
	}
	if (!equal(here, value)) fail("the steps in turn don't lead to the head");
}

/** Law 4, idempotence: a payload of the head stays as it is, with nothing to account for but what is suspect in it. */
export function isIdempotent(lineage: AnyLineage, payload: Json): void {
	const { value } = upgraded(lineage, payload);
	const again = upgraded(lineage, value as Json);
	if (again.value !== value) fail("a value of the head was converted");
	const done = again.account.filter(({ kind }) => kind !== "suspect");
	if (done.length > 0 || Object.keys(again.residue).length > 0) fail("there is something to account for");
}

/** Law 5, composition: straight to the head, or by any version on the way, is the same. */
export function composes(lineage: AnyLineage, payload: Json): void {
	const { value, from } = upgraded(lineage, payload);
	for (const to of versionsAfter(lineage, from)) {
		const stop = succeeded(lineage.upgrade(payload, { to }));
		const detour = upgraded(lineage, stop.value as Json);
		if (!equal(detour.value, value)) fail(`by way of ${to} the result is another`);
	}
}

/** Law 6, purity: a deeply frozen payload is converted both ways, and converting twice gives the same. */
export function isPure(lineage: AnyLineage, payload: Json): void {
	const before = JSON.stringify(payload);
	const frozen = deepFreeze(payload);
	const once = upgraded(lineage, frozen);
	const twice = upgraded(lineage, frozen);
	if (!equal(once.value, twice.value) || !equal(once.residue, twice.residue)) fail("twice is not the same");
	deepFreeze(once.value);
	deepFreeze(once.residue);
	downgraded(lineage, once.value, once.from, once.residue);
	if (JSON.stringify(payload) !== before) fail("the payload was changed");
}

/** Law 7, edits survive: an edited value of the head goes down with the residue and comes up as it was edited. */
export function editsSurvive(lineage: AnyLineage, payload: Json, edit: (head: Json) => Json): void {
	const { value, from, residue } = upgraded(lineage, payload);
	const edited = edit(value as Json);
	const down = downgraded(lineage, edited, from, residue);
	const up = succeeded(lineage.upgrade(down.value, { from, residue: stored(down.residue) }));
	if (!equal(up.value, edited)) fail("the edit is lost");
}

/** The leaves of what a step was given that are neither where they were nor named by its account. */
export function silentLeavesOf(before: Json, after: Json, account: Account): readonly Leaf[] {
	return leavesOf(before).filter((leaf) => !isAccountedFor(leaf, after, account));
}

function isAccountedFor(leaf: Leaf, value: Json, account: Account): boolean {
	if (equal(valueAt(value, leaf.pointer), leaf.value)) return true;
	return account.some((entry) => {
		// A value that was worked out anew stands in this one's place.
		if (entry.kind === "derived" || entry.kind === "defaulted") return entry.to === leaf.pointer;
		if (!("from" in entry) || !isWithin(leaf.pointer, entry.from)) return false;
		if (entry.kind === "dropped" || entry.kind === "changed") return true;
		if (!("to" in entry)) return false;
		if (entry.kind === "unit-changed") return typeof valueAt(value, entry.to) === "number";
		const moved = valueAt(value, entry.to + leaf.pointer.slice(entry.from.length));
		return equal(moved, leaf.value);
	});
}

function isWithin(pointer: string, place: string): boolean {
	return pointer === place || pointer.startsWith(`${place}/`);
}

/** The versions on the way from one to the head, the head included; the first is the next one. */
function versionsAfter(lineage: AnyLineage, from: string): readonly string[] {
	return lineage.route(from).slice(1);
}

function upgraded(lineage: AnyLineage, payload: Json): Converted<unknown, string> {
	return succeeded(lineage.upgrade(payload));
}

function downgraded(lineage: AnyLineage, value: unknown, to: string, residue: Residue) {
	return succeeded(lineage.downgrade(value, { to, residue }));
}

function succeeded(result: Converted<unknown, string> | Refused): Converted<unknown, string> {
	if (!result.issues) return result;
	return fail(
		result.issues
			.map(({ code, instanceLocation, message }) => `${code} ${instanceLocation} ${message}`)
			.join("; "),
	);
}

/** A residue as it comes back from the file or the column that it was stored in. */
function stored(residue: Residue): Residue {
	return JSON.parse(JSON.stringify(residue));
}

function deepFreeze<T>(value: T): T {
	if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
		Object.freeze(value);
		for (const child of Object.values(value)) deepFreeze(child);
	}
	return value;
}

function fail(message: string): never {
	throw new Error(message);
}
