import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { type GateResult, LocatedSchema, loadSources, type PairResult } from "../../src/check/index.js";
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
interface JudgedPair extends Pick<PairResult, "direction" | "verdict" | "reason" | "objection"> {
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

const OPTIONS = { cwd: process.cwd() };

// Says on its way out how much memory the process had at most, in kilobytes.
const PEAK = `data:text/javascript,${encodeURIComponent(
	'process.on("exit", () => console.error("peak", process.resourceUsage().maxRSS))',
)}`;

// A process of its own for each pair: the engine's caches would be warm for the next ones.
const [pair = "{}", samples = "0"] = process.argv.slice(2);
const { writer, reader }: RealPair = JSON.parse(pair);
console.log(JSON.stringify(await judge(fileOf(writer), fileOf(reader), Number(samples))));

function fileOf(name: string): string {
	return relative(process.cwd(), sharedPath("suites", "real", name));
}

async function judge(older: string, newer: string, samples: number): Promise<RealResult> {
	try {
		const schemas = new Map([...(await schemasOf(older)), ...(await schemasOf(newer))]);
		const { pairs, ms, megabytes } = diff(older, newer);
		const self = [older, newer].flatMap((file) =>
			diff(file, file).pairs.flatMap(({ verdict, reason = "" }) =>
				verdict === "compatible" ? [] : `${verdict} ${reason}`,
			),
		);
		return { pairs: pairs.map((one) => contradicted(one, schemas, samples)), self, ms, megabytes };
	} catch (error) {
		if (!(error instanceof SchemaError)) throw error;
		const refused = { why: error.message, isOutside: error.code.startsWith("ref-") };
		return { refused, pairs: [], self: [], ms: 0, megabytes: 0 };
	}
}

/** As users do it, with all differences and the built command. */
function diff(
	older: string,
	newer: string,
): Pick<RealResult, "ms" | "megabytes"> & Pick<GateResult, "pairs"> {
	const words = ["diff", older, newer, "--mode", "full", "--format", "json"];
	const start = performance.now();
	const { stdout, stderr } = spawnSync(process.execPath, ["--import", PEAK, "dist/cli/main.js", ...words], {
		encoding: "utf8",
		maxBuffer: 2 ** 28,
	});
	const ms = performance.now() - start;
	const megabytes = Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1024;
	if (stdout === "") throw new Error(`diff said nothing: ${stderr}`);
	return { pairs: JSON.parse(stdout).pairs, ms, megabytes };
}

/** Every schema of a document, by the name that a result calls it. */
async function schemasOf(file: string): Promise<ReadonlyMap<string, PreparedSchema>> {
	const sources = await loadSources(file, OPTIONS);
	const all =
		sources instanceof LocatedSchema ? [sources] : [...sources.named.values()].map((source) => source());
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
