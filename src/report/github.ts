import type { Finding, GateResult } from "../check/index.js";
import { headline } from "./headline.js";
import { inOrder } from "./order.js";
import { payloadLine } from "./payload.js";
import { printable } from "./printable.js";
import type { Level } from "./renderer.js";
import { brokenBy, type Case, casesOf, ownWitness, toldFindings } from "./standing.js";

/** For GitHub Actions: a workflow command for each finding that nobody has accepted, then all in one line. */
export function github(result: GateResult): string {
	const cases = casesOf(result);
	const open = inOrder(toldFindings(result)).filter(({ accepted }) => accepted === undefined);
	return [...open.map((finding) => command(finding, shownBy(finding, cases))), headline(result)]
		.map((line) => `${line}\n`)
		.join("");
}

const COMMANDS: { readonly [level in Level]: string } = {
	error: "error",
	warning: "warning",
	info: "notice",
};

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

function command(finding: Finding, more: readonly string[]): string {
	const { level, rule, message, subject, at } = finding;
	const place =
		at === undefined
			? []
			: [
					["file", at.file],
					["line", at.line],
					["col", at.column],
				];
	const properties = [...place, ["title", `upshape: ${rule}`]].map(
		([name, value]) => `${name}=${property(printable(String(value)))}`,
	);
	const lines = [printable(message), printable(subject), ...more];
	return `::${COMMANDS[level]} ${properties.join(",")}::${data(lines.join("\n"))}`;
}

// As the runner reads it back: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
function data(text: string): string {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
	return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
