import { instances } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { type ReadGraph, SchemaError, type SchemaSource } from "../../../src/schema/index.js";
import { Interpreter, Undecidable } from "../../../src/validate/index.js";
import { CHANGES } from "../instances/changes.js";
import { placesOf, replacedAt } from "../instances/places.js";
import type { Validators } from "./generated.js";

/** How two judges of a schema get along. */
export interface Agreement {
	readonly judged: number;
	/** How many of them are instances of the schema, as the interpreter says. */
	readonly valid: number;
	/** Those of which the interpreter does not know. */
	readonly undecided: number;
	/** Values on which they differ, as JSON. */
	readonly disputed: readonly string[];
}

/**
 * Asks the interpreter and the validators about so many values: half of them are instances of the schema, as far as
 * so many are found, the others are instances with a change. Always the same ones.
 */
export function agreementOf(
	{ graph, source }: { readonly graph: ReadGraph; readonly source: SchemaSource },
	validators: Validators,
	count: number,
): Agreement {
	const nothing = { place: { file: "", keywordLocation: "" } };
	const interpreter = new Interpreter((index) => graph.nodes[index] ?? nothing);
	let [judged, valid, undecided] = [0, 0, 0];
	const disputed: string[] = [];
	for (const value of valuesOf(source, graph, count)) {
		judged++;
		try {
			const holds = interpreter.is(graph.root, value);
			if (holds) valid++;
			if (validators.is(value) !== holds || (validators.explain(value).length === 0) !== holds)
				disputed.push(JSON.stringify(value));
		} catch (error) {
			if (!(error instanceof Undecidable)) throw error;
			undecided++;
		}
	}
	return { judged, valid, undecided, disputed };
}

/** Values made from the schema, without the validators. */
function* valuesOf(source: SchemaSource, { nodes }: ReadGraph, count: number): Generator<Json> {
	const found = firstInstances(source, Math.ceil(count / 2));
	yield* found;
	const seeds = found.length === 0 ? FREE : found;
	const names = [...new Set(nodes.flatMap(({ properties }) => [...(properties?.keys() ?? [])]))];
	for (let made = found.length; made < count; made++) {
		yield changed(seeds[made % seeds.length] ?? null, made, names);
	}
}

const FREE: readonly Json[] = [null, true, 0, "", [], {}];

function firstInstances(source: SchemaSource, count: number): readonly Json[] {
	const found: Json[] = [];
	try {
		for (const instance of instances(source, 20261127)) {
			if (found.length >= count) break;
			found.push(instance);
		}
	} catch (error) {
		// It is not known whether there are any.
		if (!(error instanceof SchemaError)) throw error;
	}
	return found;
}

/** The value with a change at one of its places; the number chooses both. */
function changed(value: Json, number: number, names: readonly string[]): Json {
	const places = placesOf(value, new Set(names));
	const place = places[(number * 7919) % places.length] ?? [];
	const change = CHANGES[(number * 104_729) % CHANGES.length];
	return replacedAt(value, place, (one) => change?.(one, number, names)) ?? null;
}
