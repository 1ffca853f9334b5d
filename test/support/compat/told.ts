import { type Difference, differences, prepare } from "../../../src/compat/index.js";
import { SchemaError } from "../../../src/schema/index.js";
import { brokenLaws } from "./difference-laws.js";
import type { Row } from "./rows.js";
import { source } from "./source.js";

/** What the list of differences of a row tells, and what is wrong with it. */
export interface Told {
	readonly row: Row;
	readonly list: readonly Difference[];
	readonly broken: readonly string[];
	readonly milliseconds: number;
}

/** Asks for the differences of a row, both ways; undefined if a schema is refused. */
export function told(row: Row): Told | undefined {
	try {
		const [writer, reader] = [prepare(source(row.s1, row.draft)), prepare(source(row.s2, row.draft))];
		const start = performance.now();
		const list = differences(writer, reader);
		const milliseconds = performance.now() - start;
		const broken = brokenLaws(writer, reader, list, differences(reader, writer));
		return { row, list, broken, milliseconds };
	} catch (error) {
		if (error instanceof SchemaError) return undefined;
		throw error;
	}
}
