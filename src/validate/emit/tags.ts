import type { Json } from "../../json/index.js";
import { type Node, type NodeIndex, TRUE_NODE, TYPE_BITS } from "../../schema/index.js";
import { resolve } from "./resolve.js";

/** Alternatives that are told from each other by the values of one property. */
export interface Tagged {
	readonly name: string;
	readonly cases: readonly { readonly values: readonly Json[]; readonly schema: NodeIndex }[];
}

/** The property by which at most one of the alternatives is possible, if there is one: required, and of other values in each. */
export function findTag(nodes: readonly Node[], alternatives: readonly NodeIndex[]): Tagged | undefined {
	if (alternatives.length < 2) return undefined;
	const members = alternatives.map((schema) => nodes[resolve(nodes, schema)] ?? TRUE_NODE);
	if (members.some(({ types }) => types !== TYPE_BITS.object)) return undefined;
	const [first = TRUE_NODE] = members;
	for (const name of first.required ?? []) {
		const values = members.map((member) => tagValues(nodes, member, name));
		const all = values.flatMap((own) => own ?? []);
		if (values.some((own) => own === undefined) || new Set(all).size < all.length) continue;
		return {
			name,
			cases: alternatives.map((schema, index) => ({ schema, values: values[index] ?? [] })),
		};
	}
	return undefined;
}

function tagValues(nodes: readonly Node[], member: Node, name: string): readonly Json[] | undefined {
	if (!member.required?.includes(name)) return undefined;
	const property = member.properties?.get(name);
	const [values, ...more] = property === undefined ? [] : (nodes[resolve(nodes, property)]?.values ?? []);
	const isPlain = values?.every((value) => typeof value !== "object" || value === null);
	return more.length === 0 && isPlain ? values : undefined;
}

/** Whether no value is of the types of two of the alternatives. */
export function areDisjoint(nodes: readonly Node[], alternatives: readonly NodeIndex[]): boolean {
	let seen = 0;
	for (const schema of alternatives) {
		const { types } = nodes[resolve(nodes, schema)] ?? TRUE_NODE;
		if (types === undefined || (types & seen) !== 0) return false;
		seen |= types;
	}
	return true;
}
