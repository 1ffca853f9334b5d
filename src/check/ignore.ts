import { isPointer, type Json, type Pointer } from "../json/index.js";
import { isObject, SchemaError } from "../schema/index.js";
import { finding } from "./finding.js";
import type { Library } from "./library.js";
import type { Finding, Located } from "./result.js";
import { isRule, type Levels } from "./rules.js";

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
		const document = library.documents.get(path) ?? null;
		this.#entries = library.guard(() => {
			if (!Array.isArray(document)) refuse(path, "", "must be a list of what is accepted");
			return document.map((entry: Json, index) => {
				const place = { file: path, keywordLocation: `/${index}` };
				return { ...read(path, place.keywordLocation, entry), at: library.locate(place) };
			});
		});
	}

	/** The findings, accepted where an entry says so; and what is wrong with entries on that day, as 2026-12-31. */
	apply(findings: readonly Finding[], today: string, levels: Levels): Finding[] {
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

function read(path: string, at: Pointer, entry: Json): Omit<Entry, "at"> {
	if (!isObject(entry)) refuse(path, at, "must be an object with rule, pointer, reason and expires");
	for (const name of Object.keys(entry)) {
		if (!NAMES.some((known) => known === name)) refuse(path, at, `has more than ${NAMES.join(", ")}`);
	}
	const [rule, pointer, file, subject, reason, expires] = NAMES.map((name) => textOf(path, at, entry, name));
	if (rule === undefined || !isRule(rule)) {
		refuse(path, rule === undefined ? at : `${at}/rule`, "names no rule; `upshape rules` lists them");
	}
	if (reason === undefined || reason.trim() === "") refuse(path, at, "must say its reason");
	if (expires === undefined || !isDay(expires))
		refuse(path, at, "must say on which day it expires, as 2026-12-31");
	if (pointer !== undefined && !isPointer(pointer)) refuse(path, `${at}/pointer`, "must be a JSON Pointer");
	if (pointer === undefined && subject === undefined) {
		refuse(path, at, "must say where: pointer, or subject if the finding has no place");
	}
	return { rule, pointer, file, subject, reason, expires };
}

function textOf(
	path: string,
	at: Pointer,
	entry: { readonly [name: string]: Json },
	name: string,
): string | undefined {
	const value = Object.hasOwn(entry, name) ? entry[name] : undefined;
	if (value === undefined || typeof value === "string") return value;
	refuse(path, `${at}/${name}`, "must be a string");
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

function refuse(file: string, keywordLocation: Pointer, why: string): never {
	throw new SchemaError("config-invalid", { file, keywordLocation }, why);
}
