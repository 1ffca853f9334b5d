import { diffSchemas, loadSources, type PairResult, Source } from "../../src/check/index.js";
import { instances, type PreparedSchema } from "../../src/compat/index.js";
import { SchemaError } from "../../src/schema/index.js";
import { sharedPath } from "../../test/support/shared.js";

/** Two consecutive versions of a schema that people have. */
export interface RealPair {
	readonly family: string;
	readonly writer: string;
	readonly reader: string;
}

/** What came of one schema in one direction. */
export interface JudgedPair extends Pick<PairResult, "direction" | "verdict" | "reason" | "objection"> {
	readonly name: string;
	/** How many of the writer's instances the reader was asked about. */
	readonly judged: number;
	/** What contradicts the verdict: an instance that the reader refuses, or a witness that is none. */
	readonly contradictions: readonly string[];
}

/** What came of two documents, and what it took to compare them with all differences. */
export interface RealResult {
	/** Why the documents were refused, if they were; and whether it was for a reference that leads outside. */
	readonly refused?: { readonly why: string; readonly isOutside: boolean };
	readonly pairs: readonly JudgedPair[];
	/** Verdicts of each version against itself, those that are not compatible. */
	readonly self: readonly string[];
	readonly ms: number;
	readonly megabytes: number;
}

const OPTIONS = { cwd: process.cwd(), mode: "full", today: "2026-01-01" } as const;

// A process of its own for each pair, so that time and memory are the pair's.
const [pair = "{}", samples = "0"] = process.argv.slice(2);
const { writer, reader }: RealPair = JSON.parse(pair);
console.log(JSON.stringify(await judge(fileOf(writer), fileOf(reader), Number(samples))));

function fileOf(name: string): string {
	return sharedPath("suites", "real", name);
}

async function judge(older: string, newer: string, samples: number): Promise<RealResult> {
	const start = performance.now();
	const answer = await diff(older, newer);
	const took = { ms: performance.now() - start, megabytes: process.resourceUsage().maxRSS / 1024 };
	if (!Array.isArray(answer)) return { ...answer, pairs: [], self: [], ...took };
	const self = [...(await selfCompared(older)), ...(await selfCompared(newer))];
	const schemas = new Map([...(await schemasOf(older)), ...(await schemasOf(newer))]);
	const pairs = answer.map((one) => contradicted(one, schemas, samples));
	return { pairs, self, ...took };
}

/** As the command does it. */
async function diff(
	older: string,
	newer: string,
): Promise<readonly PairResult[] | Required<Pick<RealResult, "refused">>> {
	try {
		return (await diffSchemas(older, newer, OPTIONS)).pairs;
	} catch (error) {
		if (!(error instanceof SchemaError)) throw error;
		return { refused: { why: error.message, isOutside: /^ref-/.test(error.code) } };
	}
}

async function selfCompared(file: string): Promise<string[]> {
	const answer = await diff(file, file);
	if (!Array.isArray(answer)) return ["refused"];
	return answer.flatMap(({ verdict, reason }) =>
		verdict === "compatible" ? [] : `${verdict} ${reason ?? ""}`,
	);
}

/** Every schema of a document, by the name that a result calls it. */
async function schemasOf(file: string): Promise<ReadonlyMap<string, PreparedSchema>> {
	const sources = await loadSources(file, OPTIONS);
	const all = sources instanceof Source ? [sources] : [...sources.named.values()].map((source) => source());
	return new Map(all.map((source) => [source.name, source.prepared]));
}

function contradicted(
	{ direction, verdict, reason, objection, witness, ...pair }: PairResult,
	schemas: ReadonlyMap<string, PreparedSchema>,
	samples: number,
): JudgedPair {
	const [writer, reader] = [schemas.get(pair.writer), schemas.get(pair.reader)];
	if (writer === undefined || reader === undefined) throw new Error(`no ${pair.writer} or ${pair.reader}`);
	const contradictions: string[] = [];
	let judged = 0;
	if (verdict === "incompatible") {
		const isWitness =
			writer.accepts(witness ?? null, undefined) && reader.accepts(witness ?? null, undefined) === false;
		if (!isWitness) contradictions.push(`no witness: ${JSON.stringify(witness)}`);
	}
	if (verdict === "compatible" && samples > 0) {
		for (const instance of instances(writer, 1)) {
			const isRefused = reader.accepts(instance, undefined) === false;
			const opinion = reader.ajv(undefined)(instance);
			if (isRefused || (opinion.accepts === false && writer.ajv(undefined)(instance).accepts === true))
				contradictions.push(
					`${isRefused ? "refused" : `ajv refuses (${opinion.accepts === false && opinion.keyword})`}: ${JSON.stringify(instance).slice(0, 300)}`,
				);
			if (++judged >= samples || contradictions.length > 2) break;
		}
	}
	const name = pair.writer.replace(/^[^#]*/, "");
	return { name, direction, verdict, reason, objection, judged, contradictions };
}
