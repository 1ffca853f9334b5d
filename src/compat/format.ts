import { Undecidable } from "./outcome.js";

/** Checks of formats by name, for formats that assert; a format without a check is opaque: it implies itself only. */
export type FormatChecks = ReadonlyMap<string, (text: string) => boolean>;

/** Whether a text has the format; throws Undecidable for a format without a check. */
export function hasFormat(checks: FormatChecks, name: string, text: string): boolean {
	const check = checks.get(name);
	if (check === undefined) throw new Undecidable(`format ${name}`);
	return check(text);
}

/** Texts of well-known formats and near misses, to look for a witness among. */
export const SAMPLES: readonly string[] = [
	"2024-02-29",
	"2024-02-29T12:30:00Z",
	"12:30:00Z",
	"P1D",
	"a@b.co",
	"example.com",
	"127.0.0.1",
	"::1",
	"https://example.com/a?b#c",
	"/a/b",
	"a/{b}",
	"0/a",
	"3f2504e0-4f89-11d3-9a0c-0305e82c3301",
	"^a$",
	"YQ==",
	"2024-02-30",
	"a b",
	"(",
	"%",
];
