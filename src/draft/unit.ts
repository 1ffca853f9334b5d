import type { Json, Pointer } from "../json/index.js";
import type { NodeIndex } from "../schema/index.js";
import { keyText, literalOf } from "./literal.js";
import type { DraftRule, DraftScope, LevelWriter } from "./rule.js";

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
	const members = [...money.members].map(([name, node]) => {
		if (MINOR.test(name) && levels.newer.typeText(node) === "number") return { name, minor: true };
		const [word] = levels.newer.wordsAt(node) ?? [];
		return { name, minor: false, word };
	});
	const minor = members.find((one) => one.minor);
	if (minor === undefined || members.some((one) => !one.minor && one.word === undefined)) return undefined;
	levels.imports.add("codec").add("scaled");
	const hundredths = levels.helper("hundredths", 'scaled(100, { decimals: 0, round: "half-up" })');
	const made = members.map(({ name, minor: isMinor, word }) => {
		return `${keyText(name)}: ${isMinor || word === undefined ? `${hundredths}.upgrade(amount)` : literalOf(word)}`;
	});
	const back = /^[A-Za-z_$][\w$]*$/.test(minor.name) ? `.${minor.name}` : `[${literalOf(minor.name)}]`;
	const codec = [
		`codec<number, ${levels.newer.typeText(newer)}>(`,
		`\t(amount) => ({ ${made.join(", ")} }),`,
		`\t(money) => ${hundredths}.downgrade(money${back}),`,
		")",
	].join("\n");
	const text = levels.call(scope, "from", literalOf(pointer), levels.helper("money", codec));
	return { text, verdict: "guess", why: "an amount became hundredths, all of one currency" };
}

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
