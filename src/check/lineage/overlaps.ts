import { compare, intersects, type Options } from "../../compat/index.js";
import type { Json } from "../../json/index.js";
import { finding } from "../finding.js";
import type { Finding } from "../result.js";
import type { ChosenLevels } from "../rules.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import type { Steps } from "./steps.js";

/** How versions are told apart. */
interface Asked {
	readonly options: Options;
	readonly levels: ChosenLevels;
	readonly steps: Steps | undefined;
}

/** Instances that are of two versions, so that detection can't tell which. */
export function overlaps(lineage: LoadedLineage, asked: Asked): Finding[] {
	return lineage.versions.flatMap((newer, index) =>
		lineage.versions.slice(0, index).flatMap((older) => overlap(lineage, older, newer, asked)),
	);
}

function overlap(
	lineage: LoadedLineage,
	older: LoadedVersion,
	newer: LoadedVersion,
	asked: Asked,
): Finding[] {
	const { options, levels } = asked;
	const [one, other] = [older.source.prepared, newer.source.prepared];
	const result = intersects(one, other, options);
	if (result.intersects === false) return [];
	const said = {
		subject: `${lineage.name}: ${older.name} and ${newer.name}`,
		at: newer.source.locate(undefined),
		related: [older.source.locate(undefined)],
	};
	if (result.intersects === "unknown") {
		const message = `whether an instance is of both could not be told: ${result.reason}`;
		return finding("undecided", levels, { ...said, message });
	}
	const { witness } = result;
	const isWithin = compare(one, other, options).verdict;
	const detected = detect(asked.steps, witness, isWithin === "compatible");
	const isNarrower = () => compare(other, one, options).verdict !== "incompatible";
	if (detected === "told" && asked.steps !== undefined && isWithin === "incompatible" && !isNarrower()) {
		const message = `the step is declared as widening, but ${newer.name} refuses some instances of ${older.name}`;
		return finding("widening-untrue", levels, { ...said, message });
	}
	if (detected === "told") return [];
	const mend = isWithin === "compatible" ? `; all of ${older.name} is: make the step a widening one` : "";
	const message = `some instance is of both, so that detection can't tell${mend}`;
	const found = finding("versions-overlap", levels, { ...said, message, witness });
	// Without steps nobody is known to detect versions, so that it fails nobody who did not ask for that.
	const isMild = asked.steps === undefined && !levels.has("versions-overlap");
	return isMild ? found.map((one) => ({ ...one, level: "warning" })) : found;
}

/** Whether detection says one version of an instance of two: as a widening step lets it. */
function detect(steps: Steps | undefined, witness: Json, isWithin: boolean): "told" | "ambiguous" {
	// Without steps nothing detects, and a version that accepts all of the older one is how schemas grow.
	if (steps === undefined) return isWithin ? "told" : "ambiguous";
	return steps.detect(witness).issues === undefined ? "told" : "ambiguous";
}
