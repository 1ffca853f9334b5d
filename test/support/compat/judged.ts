import { type Comparison, compare } from "../../../src/compat/index.js";
import type { Json } from "../../../src/json/index.js";
import { SchemaError } from "../../../src/schema/index.js";
import type { Row } from "./rows.js";
import { secondJudge } from "./second-judge.js";
import { source } from "./source.js";

/** What the engine answered to a row, in how many milliseconds, and how that stands to what is known. */
export interface Judged {
	readonly row: Row;
	readonly verdict: Comparison["verdict"] | "refused";
	readonly reason?: string;
	readonly witness?: Json;
	/** What ajv has against the witness. */
	readonly objection?: string;
	readonly milliseconds: number;
	/** Whether the writer is within the reader, where that is known. */
	readonly truth: boolean | undefined;
}

/** Asks the engine, and judges its answer. */
export async function judged(row: Row): Promise<Judged> {
	const start = performance.now();
	const answer = ask(row);
	const milliseconds = performance.now() - start;
	return { row, ...answer, milliseconds, truth: await truthOf(row, answer.witness) };
}

/** What the engine answers to a row. */
export function ask(row: Row): Pick<Judged, "verdict" | "reason" | "witness" | "objection"> {
	try {
		const comparison = compare(source(row.s1, row.draft), source(row.s2, row.draft));
		return comparison;
	} catch (error) {
		if (error instanceof SchemaError) return { verdict: "refused", reason: error.code };
		throw error;
	}
}

/** Rows whose label holds although both validators confirm a witness, and why they are wrong there. */
const FLOATING: ReadonlySet<string> = new Set([
	// 1e308 is a multiple of 0.1, but their quotient is beyond the doubles that both validators divide in.
	"numeric#113.0 ir: an integer window every value of a number interval admits folds into it ⊆",
]);

/**
 * The label, unless two validators show it wrong: by a witness (the audit's or the engine's) against a true row, or
 * by refusing to confirm the audit's witness for a false one. Undefined where nobody knows.
 */
async function truthOf(row: Row, witness: Json | undefined): Promise<boolean | undefined> {
	if (row.subset) {
		if (FLOATING.has(row.id)) return true;
		if (witness !== undefined) return !(await isWitness(row, witness));
		return row.audit !== "refuted" || !(await isWitness(row, row.witness ?? null));
	}
	if (row.audit === "refuted" && (await isWitness(row, row.witness ?? null)) === false) return undefined;
	if (row.audit === "uncompilable" && isConst(row.s1)) return !(await isWitness(row, row.s1.const));
	// Labelled false without a witness: a policy of the row's tool, or formats that assert there.
	return row.audit === "none" ? undefined : row.subset;
}

function isConst(schema: Json): schema is { readonly const: Json } {
	return (
		typeof schema === "object" && schema !== null && "const" in schema && Object.keys(schema).length === 1
	);
}

/** Whether the second validator accepts it under s1 and refuses it under s2; the audit or the engine asked ajv. */
async function isWitness(row: Row, witness: Json): Promise<boolean> {
	const accepted = await secondJudge(row.s1, row.draft, witness);
	const refused = await secondJudge(row.s2, row.draft, witness);
	return accepted === true && refused === false;
}
