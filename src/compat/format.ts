import type { FormatChecks } from "../validate/index.js";
import { Undecidable } from "./engine/outcome.js";

export type { FormatChecks };

/** Whether a text has the format; throws Undecidable for a format without a check. */
export function hasFormat(checks: FormatChecks, name: string, text: string): boolean {
	const check = checks.get(name);
	if (check === undefined) throw new Undecidable(`format ${name}`);
	return check(text);
}

/** Texts of well-known formats and near misses, to look for a witness among. */
export const SAMPLES: readonly string[] = [
	...["2024-02-29", "1999-12-31", "2024-02-30"],
	...["2024-02-29T12:30:00Z", "1999-12-31T23:59:59.999+01:00", "2026-06-01T00:00:00-11:30"],
	...["12:30:00Z", "23:59:59.5+02:00", "12:30:00", "2024-02-29T12:30:00"],
	...["P1D", "P2W", "P1Y2M3DT4H5M6S", "PT0S"],
	...["a@b.co", "first.last+tag@mail.example.com"],
	...["example.com", "a-1.b-2.example", "localhost", "xn--bcher-kva.example"],
	...["127.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "2001:db8::ff00:42:8329", "::ffff:10.0.0.1"],
	...["https://example.com/a?b#c", "http://user@127.0.0.1:8080/", "urn:a:b", "mailto:a@b.co", "../a?b=%20"],
	...["/a/b", "", "/~0~1/0", "#/a/b", "#", "0/a", "1#", "2"],
	...["a/{b}", "{?x,y}", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "00000000-0000-0000-0000-000000000000"],
	...["^a$", "[a-z]+", "(", "YQ==", "AAECAw==", "a b", "%"],
];
