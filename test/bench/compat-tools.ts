import { readFileSync } from "node:fs";
import jsonSchemaDiff from "json-schema-diff";
import initJsoncompat, { check_compat } from "jsoncompat";
import { compare, type Dialect } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { source } from "../support/compat/source.js";

type Said = "compatible" | "incompatible" | "nothing";

/** What a tool says of a pair, "nothing" where it refuses it, and how many milliseconds that took. */
export interface Answer {
	readonly said: Said;
	readonly milliseconds: number;
}

/** A tool that says whether a reader accepts all that a writer allows, asked with the documents. */
export interface Tool {
	readonly name: string;
	readonly ask: (writer: Json, reader: Json, dialect: Dialect) => Promise<Said>;
}

const wasm = new URL("jsoncompat_wasm_bg.wasm", import.meta.resolve("jsoncompat"));
await initJsoncompat({ module_or_path: readFileSync(wasm) });

/** The tools side by side; the first is ours. */
export const TOOLS: readonly Tool[] = [
	{
		name: "upshape",
		ask: async (writer, reader, dialect) => {
			const { verdict } = compare(source(writer, dialect), source(reader, dialect));
			return verdict === "unknown" ? "nothing" : verdict;
		},
	},
	{
		name: "jsoncompat 0.4.2",
		// A serializer's new schema must be within its old one: plain inclusion, without assumptions.
		ask: async (writer, reader) =>
			check_compat(JSON.stringify(reader), JSON.stringify(writer), "serializer")
				? "compatible"
				: "incompatible",
	},
	{
		name: "json-schema-diff 1.0.0",
		ask: async (writer, reader) => {
			// Its types know the schemas of one draft only; what it is given is JSON either way.
			const pair = { sourceSchema: writer as never, destinationSchema: reader as never };
			const { removalsFound } = await jsonSchemaDiff.diffSchemas(pair);
			return removalsFound ? "incompatible" : "compatible";
		},
	},
];

/** The tool's answer, and what it took at best of so many times. */
export async function asked(
	{ ask }: Tool,
	pair: readonly [Json, Json, Dialect],
	times: number,
): Promise<Answer> {
	let said: Said = "nothing";
	let milliseconds = Number.POSITIVE_INFINITY;
	for (let time = 0; time < times; time++) {
		const start = performance.now();
		said = await ask(...pair).catch(() => "nothing" as const);
		milliseconds = Math.min(milliseconds, performance.now() - start);
	}
	return { said, milliseconds };
}
