import { posix } from "node:path";
import type { Finding } from "./finding.js";
import type { Module } from "./modules.js";

/** Words that name things here and nowhere else, with the words that the field has for them. */
const PRIVATE_WORDS: { readonly [word: string]: string } = {
	apart: "embedded",
	crew: "worker pool",
	door: "limits",
	hop: "account",
	kept: "residue",
	looks: "precheck",
	patience: "retry",
	rest: "undeclared",
	standing: "progress or status",
	stranger: "foreign shape",
	strangers: "foreign shapes",
	tally: "counts",
	trail: "recorder",
};

/** Modules and exports that are named in words of our own. */
export function findPrivateWords(modules: readonly Module[]): Finding[] {
	return modules.flatMap(({ path, exports }) => [
		...findIn(posix.basename(path, ".ts"), path, path),
		...exports.flatMap(({ name, line }) => findIn(name, `${path} ${name}`, `${path}:${line}`)),
	]);
}

function findIn(name: string, key: string, place: string): Finding[] {
	const words = name.split(/[^A-Za-z]|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
	const word = words.find((word) => Object.hasOwn(PRIVATE_WORDS, word));
	if (word === undefined) return [];
	return [{ key, place, problem: `${name}: the field says ${PRIVATE_WORDS[word]}, not ${word}` }];
}
