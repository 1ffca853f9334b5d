import type { Look, Scalar } from "./precheck.js";

/** A question about one property of the root, that every instance of one version answers with yes. */
export type Test =
	| { readonly is: "present"; readonly property: string }
	| { readonly is: "absent"; readonly property: string }
	| { readonly is: "one of" | "none of"; readonly property: string; readonly values: readonly Scalar[] };

/**
 * A few questions that every instance of a version answers with yes, and of which each other version's instances
 * answer at least one with no, where such questions are found.
 */
export function discriminate(own: Look, others: readonly Look[]): Test[] {
	const candidates = others.flatMap((other) => testsAgainst(own, other));
	const chosen: Test[] = [];
	let left = others;
	while (left.length > 0) {
		const [best] = candidates
			.map((test) => ({ test, excluded: left.filter((other) => excludes(test, other)) }))
			.sort((a, b) => b.excluded.length - a.excluded.length);
		if (best === undefined || best.excluded.length === 0) break;
		chosen.push(best.test);
		left = left.filter((other) => !best.excluded.includes(other));
	}
	return chosen;
}

/** Questions with yes for all of the one and no for all of the other, the cheapest first. */
function testsAgainst(own: Look, other: Look): Test[] {
	const present = own.declared.filter((name) => own.required.has(name) && other.forbids(name));
	const absent = other.declared.filter((name) => other.required.has(name) && own.forbids(name));
	const shared = own.declared.filter((name) => disjoint(own.values.get(name), other.values.get(name)));
	return [
		...present.map((property): Test => ({ is: "present", property })),
		...shared
			.filter((name) => own.required.has(name))
			.map((property): Test => ({ is: "one of", property, values: own.values.get(property) ?? [] })),
		...absent.map((property): Test => ({ is: "absent", property })),
		...shared
			.filter((name) => other.required.has(name))
			.map((property): Test => ({ is: "none of", property, values: other.values.get(property) ?? [] })),
	];
}

/** Whether every instance of the other version answers with no. */
function excludes(test: Test, other: Look): boolean {
	const { property } = test;
	if (test.is === "present") return other.forbids(property);
	if (test.is === "absent") return other.required.has(property);
	const values = other.values.get(property);
	if (test.is === "one of") return other.forbids(property) || disjoint(test.values, values);
	return other.required.has(property) && values?.every((value) => test.values.includes(value)) === true;
}

function disjoint(a: readonly Scalar[] | undefined, b: readonly Scalar[] | undefined): boolean {
	return a !== undefined && b !== undefined && !a.some((value) => b.includes(value));
}

/** The questions as one expression over `x`; without any, it is true for whatever could be an instance. */
export function expression(look: Look, tests: readonly Test[]): string {
	const asked = tests.map(ask).join(" && ");
	if (look.isObject) return asked === "" ? "isObject(x)" : `isObject(x) && ${asked}`;
	return asked === "" ? "true" : `!isObject(x) || (${asked})`;
}

function ask(test: Test): string {
	const property = `x[${JSON.stringify(test.property)}]`;
	const own =
		test.property in Object.prototype ? `Object.hasOwn(x, ${JSON.stringify(test.property)})` : undefined;
	if (test.is === "present") return own ?? `${property} !== undefined`;
	if (test.is === "absent") return own === undefined ? `${property} === undefined` : `!${own}`;
	const compared = test.values.map((value) => `${property} === ${JSON.stringify(value)}`).join(" || ");
	const there = own === undefined ? `(${compared})` : `(${own} && (${compared}))`;
	return test.is === "one of" ? there : `!${there}`;
}
