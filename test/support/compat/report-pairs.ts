import { readFileSync } from "node:fs";
import {
	type Assumption,
	compare,
	type Dialect,
	SchemaError,
	type SchemaSource,
} from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { sharedPath } from "../shared.js";
import { source } from "./source.js";

/** A pair from public reports, and what it should come to. */
export interface ReportPair {
	readonly id: string;
	readonly expected: "compatible" | "incompatible";
	readonly writer: Json;
	readonly reader: Json;
	readonly writerDialect?: Dialect;
	readonly readerDialect?: Dialect;
	readonly assume?: Assumption;
	readonly formats?: "assertion";
}

/** All pairs of the reports. */
export function reportPairs(): readonly ReportPair[] {
	return JSON.parse(readFileSync(sharedPath("suites", "reports", "pairs.json"), "utf8"));
}

/** What the engine makes of a pair: its verdict, with the reason or the objection of ajv. */
export function judgePair(pair: ReportPair): { verdict: string; reason: string } {
	const { writer, reader, writerDialect, readerDialect, assume, formats } = pair;
	try {
		const answer = compare(sourceOf(writer, writerDialect), sourceOf(reader, readerDialect), {
			...(assume && { assume: [assume] }),
			...(formats && { formats }),
		});
		const reason = "reason" in answer ? answer.reason : "objection" in answer ? answer.objection : "";
		return { verdict: answer.verdict, reason: reason ?? "" };
	} catch (error) {
		if (error instanceof SchemaError) return { verdict: "refused", reason: error.message };
		throw error;
	}
}

function sourceOf(side: Json, dialect: Dialect | undefined): SchemaSource {
	if (typeof side !== "object" || side === null || !("$docs" in side)) return source(side, dialect);
	// The rows hold documents by name there.
	const documents = new Map(Object.entries(side.$docs as { readonly [name: string]: Json }));
	return { documents, root: "s.json", ...(dialect && { dialect }) };
}
