import { fullFormats } from "ajv-formats/dist/formats.js";
import { describe, expect, test } from "vitest";
import { compare, type FormatChecks, instances } from "../../../src/compat/index.js";
import { source } from "../../support/compat/source.js";

const NAMES = [
	...["date", "time", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"],
	...["uri", "uri-reference", "uri-template", "json-pointer", "relative-json-pointer", "regex", "byte"],
];

const formats: FormatChecks = new Map(NAMES.map((name) => [name, check(name)]));

describe("formats that assert, by the checks of ajv-formats", () => {
	test.each(NAMES)("%s: a text that lacks it, one that has it, and several instances", (name) => {
		const formatted = source({ type: "string", format: name });
		const text = source({ type: "string" });
		expect(compare(text, formatted, { formats })).toMatchObject({ verdict: "incompatible" });
		expect(compare(formatted, source({ type: "null" }), { formats })).toMatchObject({
			verdict: "incompatible",
		});
		expect(compare(formatted, formatted, { formats }).verdict).toBe("compatible");
		const given = [...instances(formatted, 1, { formats })];
		expect(given.length).toBeGreaterThan(1);
		expect(given.filter((instance) => !check(name)(String(instance)))).toEqual([]);
	});

	test("a witness has the one and lacks the other; where none is found, nothing is claimed", () => {
		for (const one of NAMES) {
			for (const other of NAMES.filter((name) => name !== one)) {
				const [writer, reader] = [one, other].map((format) => source({ type: "string", format }));
				if (writer === undefined || reader === undefined) continue;
				const answer = compare(writer, reader, { formats });
				expect({ one, other, verdict: answer.verdict }).not.toMatchObject({ verdict: "compatible" });
				if (answer.verdict !== "incompatible") continue;
				const { witness } = answer;
				expect([check(one)(String(witness)), check(other)(String(witness))]).toEqual([true, false]);
			}
		}
	});
});

function check(name: string): (text: string) => boolean {
	const format: unknown = Object.entries(fullFormats).find(([known]) => known === name)?.[1];
	if (format instanceof RegExp) return (text) => format.test(text);
	if (typeof format === "function") return (text) => format(text) === true;
	// The others hold their check beside how they compare.
	const { validate } = format as { validate: (text: string) => boolean };
	return validate;
}
