import fc from "fast-check";
import type { Json } from "../../../src/json/index.js";
import { keys } from "../hostile-strings.js";
import type { Alternative, Conjunction, InstanceType } from "./alternative.js";
import { alternativesOfAll } from "./alternativesOf.js";
import { arraysOf, type Build, type Choices, objectsOf } from "./containers.js";
import { freeJson } from "./freeJson.js";
import { gather, type InstanceOptions } from "./gather.js";
import { orders } from "./record.js";
import { integersOf, numbersOf, stringsOfLength } from "./scalars.js";
import { type Documents, uriOf } from "./subschema.js";
import { type Validity, validityOf } from "./validity.js";

/** Valid instances of a 2020-12 schema; throws at a keyword that it cannot generate, and for an empty schema. */
export function instancesOf(schema: unknown, options: InstanceOptions = {}): fc.Arbitrary<Json> {
	const { root, documents } = gather(schema, options);
	const instances = builder(documents, options)([root]);
	if (instances === undefined) throw new Error(`no instance of ${uriOf(root)} is known`);
	return instances;
}

function builder(documents: Documents, { protoKeys = true, keyOrder = "mixed" }: InstanceOptions): Build {
	const validity = validityOf(documents);
	const free = freeJson(protoKeys);
	const choices: Choices = { names: keys(protoKeys), order: orders(keyOrder) };
	const build: Build = (conjunction) => {
		if (conjunction.every(({ schema }) => schema === true)) return free;
		const ways = alternativesOfAll(documents, conjunction).flatMap((alternative) => {
			const instances = alternative.candidates
				? candidatesOf(alternative.candidates, validity(conjunction))
				: checked(byType(alternative, build, choices), alternative.checks, validity);
			return instances ? [instances] : [];
		});
		return oneOf(ways.map((arbitrary) => ({ weight: 1, arbitrary })));
	};
	return build;
}

function candidatesOf(
	values: readonly Json[],
	isValid: (value: Json) => boolean,
): fc.Arbitrary<Json> | undefined {
	const valid = values.filter(isValid);
	if (valid.length === 0) return undefined;
	const scalar = valid.every((value) => typeof value !== "object" || value === null);
	// Fresh objects, so that who changes one instance does not change the schema.
	return scalar
		? fc.constantFrom(...valid)
		: fc.constantFrom(...valid).map((value) => structuredClone(value));
}

function byType(alternative: Alternative, build: Build, choices: Choices): fc.Arbitrary<Json> | undefined {
	const makers: Readonly<Record<InstanceType, () => fc.Arbitrary<Json> | undefined>> = {
		null: () => fc.constant(null),
		boolean: () => fc.boolean(),
		object: () => objectsOf(alternative, build, choices),
		array: () => arraysOf(alternative, build),
		number: () => numbersOf(alternative),
		integer: () => (alternative.types.has("number") ? undefined : integersOf(alternative)),
		string: () => stringsOfLength(alternative),
	};
	return oneOf(
		[...alternative.types].map((type) => ({ weight: type === "null" ? 1 : 3, arbitrary: makers[type]() })),
	);
}

function oneOf(
	options: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Json> | undefined }[],
): fc.Arbitrary<Json> | undefined {
	const possible = options.flatMap(({ weight, arbitrary }) => (arbitrary ? [{ weight, arbitrary }] : []));
	if (possible.length < 2) return possible[0]?.arbitrary;
	return fc.oneof(...possible);
}

const MOST_REFUSALS = 1000;

function checked(
	instances: fc.Arbitrary<Json> | undefined,
	checks: Conjunction,
	validity: Validity,
): fc.Arbitrary<Json> | undefined {
	if (instances === undefined || checks.length === 0) return instances;
	const isValid = validity(checks);
	let refusals = 0;
	return instances.filter((instance) => {
		refusals = isValid(instance) ? 0 : refusals + 1;
		if (refusals === MOST_REFUSALS) {
			throw new Error(`cannot generate instances for "oneOf" at ${checks.map(uriOf).join()}`);
		}
		return refusals === 0;
	});
}
