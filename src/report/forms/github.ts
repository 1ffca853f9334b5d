import type { Finding, GateResult } from "../../check/index.js";
import type { Position } from "../../json/index.js";
import { printable } from "../../text/index.js";
import { headline } from "../headline.js";
import { annotation } from "../markup/workflow-command.js";
import { inOrder } from "../order.js";
import { brokenBy, type Case, casesOf, ownWitness, toldFindings } from "../pair-status.js";
import { payloadLine } from "../payload.js";

/** For GitHub Actions: a workflow command for each finding that nobody has accepted, then all in one line. */
export function github(result: GateResult): string {
	const cases = casesOf(result);
	const open = inOrder(toldFindings(result)).filter(({ accepted }) => accepted === undefined);
	const annotations = open.map((finding) => {
		const { level, rule, message, subject, at } = finding;
		const lines = [printable(message), printable(subject), ...shownBy(finding, cases)];
		return annotation(level, rule, at ?? {}, lines);
	});
	return `${annotations.join("")}${headline(result)}\n`;
}

/** What could not be checked at all, as an annotation. */
export function githubRefusal({ code, file, position, message }: Refusal): string {
	return annotation("error", code, { file, ...position }, [printable(message)]);
}

/** A schema, a setting or a file that was refused, such as a SchemaError is. */
interface Refusal {
	readonly code: string;
	readonly file: string;
	readonly position: Position | undefined;
	readonly message: string;
}

/** What shows a finding: its own instance, and for an error what breaks the pair. */
function shownBy(finding: Finding, cases: readonly Case[]): readonly string[] {
	const own = ownWitness(finding);
	const witnesses = brokenBy(finding, cases).flatMap(({ writer, reader, witness }) => {
		if (witness === undefined) return [];
		return [`${printable(`allowed by ${writer}, refused by ${reader}:`)} ${payloadLine(witness, LONGEST)}`];
	});
	return own === undefined ? witnesses : [`for example: ${payloadLine(own, LONGEST)}`, ...witnesses];
}

const LONGEST = 500;
