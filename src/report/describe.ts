import type { Bridge, Finding, Located, PairResult } from "../check/index.js";
import type { Json } from "../json/index.js";
import { plural, printable } from "../text/index.js";
import { PAIR_STATUSES } from "./headline.js";
import type { Line } from "./lines.js";
import { type Case, ownWitness, type PairStatus } from "./pair-status.js";
import { payloadLines } from "./payload.js";
import type { Colour, FindingLevel } from "./renderer.js";

const STATUS_COLOURS: { readonly [status in PairStatus]: Colour } = {
	breaks: "red",
	undecided: "yellow",
	tolerated: "yellow",
	accepted: "yellow",
	lossy: "yellow",
	bridged: "green",
	assumed: "green",
	compatible: "green",
};

const LEVEL_COLOURS: { readonly [level in FindingLevel]: Colour } = {
	error: "red",
	warning: "yellow",
	info: "dim",
};

/** Where there is no terminal to fold for, payloads still are laid out. */
const DEFAULT_WIDTH = 100;

/** A pair: its verdict, what breaks it, whether a step bridges it. */
export function caseLines({ pair, status }: Case, width = DEFAULT_WIDTH): Line[] {
	const title = { head: `${PAIR_STATUSES[status]} `.padEnd(14), colour: STATUS_COLOURS[status] };
	const assumed = pair.assuming.at(-1);
	const strict = evidenceLines(pair, pair, width, assumed === undefined ? "" : "without that, ");
	return [
		{ indent: 0, ...title, body: printable(`${pair.subject} (${pair.direction})`) },
		...pair.assuming.flatMap((one) => [
			{ indent: 2, body: printable(`${one.verdict}, assuming ${one.name}`) },
			...evidenceLines(pair, one, width, ""),
		]),
		...(pair.bridge?.holds || assumed?.verdict === pair.verdict ? [] : strict),
		...bridgeLines(pair.bridge),
	];
}

/** Why a pair was judged so, and how. */
function evidenceLines(
	{ writer, reader }: PairResult,
	{ witness, objection, reason }: Evidence,
	width: number,
	how: string,
): Line[] {
	if (reason !== undefined) {
		return [{ indent: 2, body: printable(`${how}could not be decided because of: ${reason}`) }];
	}
	if (witness === undefined) return [];
	return [
		{ indent: 2, body: printable(`${how}allowed by ${writer}, refused by ${reader}:`) },
		...payloadLines(witness, width - 4).map((body) => ({ indent: 4, body, isWhole: true })),
		...(objection === undefined
			? []
			: [{ indent: 2, body: printable(`the second judge differs: ${objection}`) }]),
	];
}

interface Evidence {
	readonly witness?: Json | undefined;
	readonly objection?: string | undefined;
	readonly reason?: string | undefined;
}

function bridgeLines(bridge: Bridge | undefined): Line[] {
	if (bridge === undefined) return [];
	const { losses } = bridge;
	const lost = losses > 0 ? `, and lost ${plural(losses, "member")} that no step says to be dropped` : "";
	const what = bridge.holds
		? `the step ${bridge.step} bridges it: ${plural(bridge.instances, "instance")} came out valid${lost}`
		: `the step ${bridge.step} does not bridge it: ${bridge.issue ?? "an instance came out invalid"}`;
	return [{ indent: 2, body: printable(what) }];
}

/** The title of findings that are about no pair. */
export function titleLine(subject: string, [worst]: readonly Finding[]): Line {
	const head = worst === undefined || worst.accepted ? "accepted" : worst.level;
	const colour = worst === undefined || worst.accepted ? "dim" : LEVEL_COLOURS[worst.level];
	return { indent: 0, head: head.padEnd(14), colour, body: printable(subject) };
}

/** A finding: where, what, by which rule, an instance that shows it, and the places in the other documents. */
export function findingLines(finding: Finding, width = DEFAULT_WIDTH): Line[] {
	const { level, rule, message, at, related, accepted } = finding;
	const witness = ownWitness(finding);
	const head = (accepted ? "accepted" : level).padEnd(10);
	const colour = accepted ? "dim" : LEVEL_COLOURS[level];
	const where = at === undefined ? "" : `${placeText(at)}: `;
	const below = level === "info" ? [] : related.filter(isTelling).map((place) => `see ${placeText(place)}`);
	if (accepted) below.push(`until ${accepted.expires}: ${accepted.reason}`);
	const hang = { indent: 2, head: " ".repeat(head.length) };
	return [
		{ indent: 2, head, colour, body: printable(`${where}${message} (${rule})`) },
		...(witness === undefined ? [] : payloadLines(witness, width - 12)).map((body) => ({
			...hang,
			body,
			isWhole: true,
		})),
		...below.map((body) => ({ ...hang, body: printable(body) })),
	];
}

/** To be sent to the beginning of a file tells nobody anything. */
function isTelling({ keywordLocation }: Located): boolean {
	return keywordLocation !== "";
}

function placeText({ file, line, column }: Located): string {
	return `${file}:${line}:${column}`;
}
