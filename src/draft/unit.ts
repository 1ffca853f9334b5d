import type { Json, Pointer } from "../json/index.js";
import type { NodeIndex } from "../schema/index.js";
import { comment, keyText, literalOf } from "./literal.js";
import { block, type DraftRule, type DraftScope, type LevelWriter } from "./rule.js";

type Nodes = readonly [older: NodeIndex, newer: NodeIndex];

const MINOR = /cent|minor|penn|pence/i;

/** An amount that has become an object of hundredths and a currency. */
export function unitRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: Nodes,
	scope: DraftScope,
): DraftRule | undefined {
	if (levels.older.typeText(older) !== "number") return undefined;
	const [money, other] = levels.newer.objectsAt(newer);
	if (money === undefined || other !== undefined) return undefined;
	const members = [...money.members].map(([name, inner]) => {
		const type = levels.newer.typeText(inner);
		if (MINOR.test(name) && type === "number") return { name, value: undefined, isMinor: true };
		const [word] = levels.newer.wordsAt(inner) ?? [];
		const value = word === undefined ? HOLE : literalOf(word);
		return word !== undefined || type === "string" ? { name, value, isMinor: false } : undefined;
	});
	const known = members.filter((one) => one !== undefined);
	const minor = known.find(({ isMinor }) => isMinor);
	if (minor === undefined || known.length < members.length) return undefined;
	levels.imports.add("scaled");
	const hundredths = levels.helper("hundredths", 'scaled(100, { decimals: 0, round: "half-up" })');
	const lines = known.map(({ name, value }) => {
		if (value === HOLE)
			return comment(`HOLE ${keyText(name)}: ${scope.tools}constant(…), that of all amounts`);
		const tool = value === undefined ? "from" : "constant";
		const args = value === undefined ? [literalOf(pointer), hundredths] : [value];
		return `${keyText(name)}: ${levels.call(scope, tool, ...args)},`;
	});
	const text = levels.call(scope, "object", `{${block(lines)}}`);
	return known.some(({ value }) => value === HOLE)
		? { text, verdict: "hole", why: "an amount became hundredths: of which currency?" }
		: { text, verdict: "guess", why: "an amount became hundredths, all of one currency" };
}

const HOLE = "";

/** A time that was in seconds, always or at times, and is in milliseconds now, as the descriptions say. */
export function timeRule(
	levels: LevelWriter,
	pointer: Pointer,
	[older, newer]: Nodes,
	scope: DraftScope,
): DraftRule | undefined {
	const before = unitsIn(levels.older.annotation(older, "description"));
	const after = unitsIn(levels.newer.annotation(newer, "description"));
	const type = levels.older.typeText(older);
	const isTime = type === "number" || type === "null | number";
	if (!isTime || !before.seconds || !after.milliseconds || after.seconds) return undefined;
	const name = before.milliseconds ? mixedTimes(levels) : "milliseconds";
	if (!before.milliseconds) levels.imports.add("milliseconds");
	if (type !== "number") levels.imports.add("nullable");
	const codec = type === "number" ? name : `nullable(${name})`;
	const why = before.milliseconds ? "seconds, and milliseconds as they were" : "seconds became milliseconds";
	return { text: levels.call(scope, "from", literalOf(pointer), codec), verdict: "guess", why };
}

function unitsIn(description: Json | undefined) {
	const text = typeof description === "string" ? description : "";
	return { seconds: /\bseconds?\b/i.test(text), milliseconds: /\b(milliseconds?|ms)\b/i.test(text) };
}

/** The name of a codec that decides for each value. */
function mixedTimes(levels: LevelWriter): string {
	levels.imports.add("codec");
	// As seconds 1e11 is the year 5138, and as milliseconds 1973.
	const isSeconds = levels.helper("isSeconds", "(time: number) => Math.abs(time) < 1e11");
	const codec = [
		"codec<number, number>(",
		`\t(time) => (${isSeconds}(time) ? time * 1000 : time),`,
		`\t(time) => (${isSeconds}(time) || (time % 1000 === 0 && ${isSeconds}(time / 1000)) ? Math.trunc(time / 1000) : time),`,
		'\t{ units: ["s", "ms"] },',
		")",
	].join("\n");
	return levels.helper("mixedTimes", codec);
}
