// A strict reader of OpenMetrics text, written from its specification (1.0.0): what it doesn't allow is thrown at.

/** A metric family: its type, and its samples by their labels. */
export interface ReadFamily {
	readonly type: string;
	readonly unit: string | undefined;
	readonly samples: Map<string, number>;
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (\\S+)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (\\S+)$`);
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

/** Reads counters and gauges; throws for anything that a scraper may refuse. */
export function readOpenMetrics(text: string): ReadonlyMap<string, ReadFamily> {
	if (!text.endsWith("# EOF\n")) throw new Error("doesn't end with # EOF");
	const families = new Map<string, ReadFamily>();
	let name = "";
	for (const line of text.slice(0, -"# EOF\n".length).split("\n").slice(0, -1)) {
		const [, typed, type] = TYPE.exec(line) ?? [];
		if (typed !== undefined && type !== undefined) {
			if (families.has(typed)) throw new Error(`${typed} comes twice`);
			if (type !== "counter" && type !== "gauge") throw new Error(`unknown type ${type}`);
			families.set(typed, { type, unit: undefined, samples: new Map() });
			name = typed;
		} else readLine(line, name, families);
	}
	return families;
}

function readLine(line: string, name: string, families: Map<string, ReadFamily>): void {
	const family = families.get(name);
	if (!family) throw new Error(`no type before ${line}`);
	if (line.startsWith(`# UNIT ${name} `)) {
		const unit = line.slice(`# UNIT ${name} `.length);
		if (!name.endsWith(`_${unit}`)) throw new Error(`${name} doesn't end with its unit`);
		families.set(name, { ...family, unit });
	} else if (!line.startsWith(`# HELP ${name} `)) readSample(line, name, family);
	if (line.startsWith("#") && family.samples.size > 0) throw new Error(`metadata behind samples: ${line}`);
}

function readSample(line: string, name: string, { type, samples }: ReadFamily): void {
	const [, sample, labels = "", number = ""] = SAMPLE.exec(line) ?? [];
	if (sample !== (type === "counter" ? `${name}_total` : name))
		throw new Error(`not a sample of ${name}: ${line}`);
	if (!NUMBER.test(number) || (type === "counter" && Number(number) < 0))
		throw new Error(`no number: ${line}`);
	const names = [...labels.matchAll(/([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g)].map(([, label]) => label);
	if (new Set(names).size < names.length) throw new Error(`a label comes twice: ${line}`);
	if (samples.has(labels)) throw new Error(`a sample comes twice: ${line}`);
	samples.set(labels, Number(number));
}
