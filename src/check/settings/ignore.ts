import { isPointer, type Pointer } from "../../json/index.js";
import type { Library } from "../documents/library.js";
import { finding } from "../finding.js";
import type { Finding, Located } from "../result.js";
import { type ChosenLevels, isRule } from "../rules.js";
import { Setting } from "./setting.js";

/** One entry of an ignore file: which findings somebody accepts, why, and until when. */
interface Entry {
	readonly rule: string;
	readonly pointer: Pointer | undefined;
	readonly file: string | undefined;
	readonly subject: string | undefined;
	readonly reason: string;
	readonly expires: string;
	readonly at: Located;
}

/** The findings that somebody accepts for a while, as an ignore file lists them. */
export class Accepted {
	readonly #entries: readonly Entry[];

	/** Throws a SchemaError if the document in the library is no ignore file. */
	constructor(library: Library, path: string) {
		const document = new Setting(path, library.documents.get(path));
		this.#entries = library.guard(() =>
			document.items().map((item) => {
				const at = library.locate({ file: path, keywordLocation: item.at });
				return { ...read(item), at };
			}),
		);
	}

	/** The findings, accepted where an entry says so; and what is wrong with entries on that day, as 2026-12-31. */
	apply(findings: readonly Finding[], today: string, levels: ChosenLevels): Finding[] {
		const valid = this.#entries.filter(({ expires }) => today <= expires);
		const used = new Set<Entry>();
		const settled = findings.map((one) => {
			const entries = valid.filter((entry) => accepts(entry, one));
			for (const entry of entries) used.add(entry);
			const [entry] = entries;
			return entry === undefined
				? one
				: { ...one, accepted: { reason: entry.reason, expires: entry.expires } };
		});
		const stale = this.#entries.flatMap((entry) => {
			const { rule, expires, at } = entry;
			const said = { subject: at.file, at };
			if (expires < today) {
				const message = `accepts ${rule} until ${expires} only: mend that, or decide anew`;
				return finding("ignore-expired", levels, { ...said, message });
			}
			const message = `accepts a ${rule} that is not there any more: remove the entry`;
			return used.has(entry) ? [] : finding("ignore-unused", levels, { ...said, message });
		});
		return [...settled, ...stale];
	}
}

const NAMES = ["rule", "pointer", "file", "subject", "reason", "expires"] as const;

function read(setting: Setting): Omit<Entry, "at"> {
	const fields = setting.fields(NAMES);
	const rule = fields.rule.text() ?? setting.refuse("must name its rule");
	if (!isRule(rule)) fields.rule.refuse("names no rule; `upshape rules` lists them");
	const reason = fields.reason.text() ?? setting.refuse("must say its reason");
	const expires = fields.expires.text() ?? setting.refuse("must say when it expires");
	if (!isDay(expires)) fields.expires.refuse("must be a day, as 2026-12-31");
	const pointer = fields.pointer.value === "" ? "" : fields.pointer.text();
	if (pointer !== undefined && !isPointer(pointer)) fields.pointer.refuse("must be a JSON Pointer");
	const subject = fields.subject.text();
	if (pointer === undefined && subject === undefined) {
		setting.refuse("must say where: by pointer, or by subject if the finding has no place");
	}
	return { rule, pointer, file: fields.file.text(), subject, reason, expires };
}

function isDay(text: string): boolean {
	const day = new Date(`${text}T00:00:00Z`);
	return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

function accepts(entry: Entry, { rule, subject, at, related }: Finding): boolean {
	if (rule !== entry.rule || (entry.subject !== undefined && subject !== entry.subject)) return false;
	const places = [...(at === undefined ? [] : [at]), ...related];
	if (entry.pointer === undefined && entry.file === undefined) return true;
	return places.some(
		({ file, keywordLocation }) =>
			(entry.pointer ?? keywordLocation) === keywordLocation && isFile(entry.file, file),
	);
}

/** Files are named as from the root, of whichever git ref. */
function isFile(wanted: string | undefined, file: string): boolean {
	if (wanted === undefined) return true;
	return file === wanted || file.slice(file.indexOf(":") + 1) === wanted;
}
