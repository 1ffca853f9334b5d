import type { Json } from "../../../src/json/index.js";
import { SchemaError, type SchemaSource } from "../../../src/schema/index.js";
import { Undecidable } from "../../../src/validate/index.js";
import { EXCEPTIONS } from "./exceptions.js";
import { type Group, sourceOf } from "./index.js";

/** What came of the suite: how many tests passed, what failed, and which exceptions were of use. */
export interface Report {
	passed: number;
	excepted: number;
	readonly failed: string[];
	readonly used: Set<string>;
}

/** A report on nothing yet. */
export function emptyReport(): Report {
	return { passed: 0, excepted: 0, failed: [], used: new Set() };
}

/** Runs a group's tests on the validator that is made of its schema, and adds what came of them. */
export function runGroup(
	group: Group,
	make: (source: SchemaSource) => (instance: Json) => boolean,
	report: Report,
): void {
	let is: (instance: Json) => boolean;
	try {
		is = make(sourceOf(group));
	} catch (error) {
		if (!(error instanceof SchemaError)) throw error;
		add(report, "refused", group.name, error.message);
		return;
	}
	for (const { description, data, valid } of group.tests) {
		const name = `${group.name} | ${description}`;
		try {
			if (is(data) === valid) report.passed++;
			else add(report, "otherwise", name, `is not ${valid ? "valid" : "invalid"}`);
		} catch (error) {
			if (!(error instanceof Undecidable)) throw error;
			add(report, "undecided", name, error.message);
		}
	}
}

function add(report: Report, kind: keyof typeof EXCEPTIONS, name: string, why: string): void {
	const exception = Object.keys(EXCEPTIONS[kind]).find((start) => name.startsWith(start));
	if (exception === undefined) {
		report.failed.push(`${kind}: ${name} (${why})`);
		return;
	}
	report.excepted++;
	report.used.add(exception);
}
