import type { WriteCounts } from "../lazy/write-back.js";
import type { RunReport } from "./report.js";

/** What metrics are made of; every report has it. */
export type Measured = Pick<
	RunReport,
	"converted" | "current" | "rejected" | "blank" | "bytes" | "versions" | "rejects" | "account"
> & {
	/** What became of writes, where rows are upgraded when they are read. */
	readonly writes?: Omit<WriteCounts, "pending"> | undefined;
};

/** A metric with all its samples. */
interface Family {
	readonly name: string;
	readonly help: string;
	readonly unit?: string;
	readonly samples: readonly (readonly [labels: Labels, value: number])[];
}

interface Labels {
	readonly [name: string]: string;
}

/**
 * The numbers of a run as OpenMetrics text, which Prometheus reads. `labels` are put on every sample: the name of a
 * store, say. Pointers are no labels, as there may be very many: the account is added up by step and kind.
 */
export function openMetrics(run: Measured, labels: Labels = {}): string {
	for (const name of Object.keys(labels)) {
		if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) throw new TypeError(`${name} can't be the name of a label`);
	}
	return `${familiesOf(run)
		.flatMap((family) => linesOf(family, labels))
		.join("")}# EOF\n`;
}

function familiesOf(run: Measured): readonly Family[] {
	const { versions, rejects, bytes } = run;
	const outcomes = ["converted", "current", "rejected", "blank"] as const;
	return [
		{
			name: "upshape_records",
			help: "Records by what became of them.",
			samples: outcomes.map((outcome) => [{ outcome }, run[outcome]]),
		},
		{
			name: "upshape_versions",
			help: "Converted and current records by the version that they came in.",
			samples: Object.entries(versions).map(([version, count]) => [{ version }, count]),
		},
		{
			name: "upshape_rejects",
			help: "Rejected records by code.",
			samples: Object.entries(rejects).map(([code, count]) => [{ code }, count]),
		},
		{
			name: "upshape_account_entries",
			help: "What the steps did to values.",
			samples: accountSamples(run),
		},
		...writeFamilies(run),
		{ name: "upshape_input_bytes", unit: "bytes", help: "Input read, unpacked.", samples: [[{}, bytes]] },
	];
}

function accountSamples({ account }: Measured): Family["samples"] {
	const counts = new Map<string, [Labels, number]>();
	for (const { step, kind, count } of account) {
		const sample = counts.get(`${step}\0${kind}`) ?? [{ step, kind }, 0];
		sample[1] += count;
		counts.set(`${step}\0${kind}`, sample);
	}
	return [...counts.values()];
}

function writeFamilies({ writes }: Measured): readonly Family[] {
	if (!writes) return [];
	const outcomes = ["written", "conflicts", "failed", "skipped"] as const;
	return [
		{
			name: "upshape_write_backs",
			help: "Writes of upgraded rows by what became of them.",
			samples: outcomes.map((outcome) => [{ outcome }, writes[outcome]]),
		},
	];
}

function linesOf({ name, help, unit, samples }: Family, shared: Labels): readonly string[] {
	const lines = samples.map(
		([labels, value]) => `${name}_total${labelsText({ ...shared, ...labels })} ${value}\n`,
	);
	const unitLine = unit === undefined ? [] : [`# UNIT ${name} ${unit}\n`];
	return [`# TYPE ${name} counter\n`, ...unitLine, `# HELP ${name} ${help}\n`, ...lines];
}

function labelsText(labels: Labels): string {
	const texts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
	return texts.length === 0 ? "" : `{${texts.join(",")}}`;
}

function escaped(value: string): string {
	return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
