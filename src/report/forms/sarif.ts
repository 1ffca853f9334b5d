import type { Finding, GateResult, Located } from "../../check/index.js";
import { printable, printableJson } from "../../text/index.js";
import { artifactLocation } from "../markup/sarif-uri.js";
import { inOrder } from "../order.js";
import { brokenBy, type Case, casesOf, toldFindings } from "../pair-status.js";
import type { FindingLevel, ReportOptions, RuleText } from "../renderer.js";

/** SARIF 2.1.0, for code scanning: a result for each finding; accepted ones are suppressed. */
export function sarif(result: GateResult, { version, rules }: ReportOptions): string {
	const findings = inOrder(toldFindings(result));
	const cases = casesOf(result);
	const table = [...rules, ...missingRules(findings, rules)];
	const log = {
		$schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: { driver: { name: "upshape", semanticVersion: version, rules: table.map(ruleDescriptor) } },
				automationDetails: { id: `upshape/${result.command}/` },
				invocations: [{ executionSuccessful: true, properties: { outcome: result.outcome } }],
				originalUriBaseIds: { [BASE]: { description: message("The folder that upshape was called in.") } },
				columnKind: "utf16CodeUnits",
				results: findings.map((finding) => ({
					...resultOf(finding, table),
					...witnessesOf(finding, cases),
				})),
			},
		],
	};
	return `${printableJson(log, "\t")}\n`;
}

const BASE = "%SRCROOT%";

/** GitHub takes no result without a place. */
const NOWHERE: Located = { file: "upshape.config.json", keywordLocation: "", line: 1, column: 1 };

const LEVELS: { readonly [level in FindingLevel]: string } = {
	error: "error",
	warning: "warning",
	info: "note",
};

/** Rules that findings have and the table lacks: each must have a row. */
function missingRules(findings: readonly Finding[], rules: readonly RuleText[]): readonly RuleText[] {
	const known = new Set(rules.map(({ id }) => id));
	const missing = findings.filter(({ rule }) => !known.has(rule));
	const rows = missing.map(({ rule, level }) => ({ id: rule, level, about: `${rule}.` }));
	return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function ruleDescriptor({ id, level, about }: RuleText): object {
	const text = about.endsWith(".") ? about : `${about}.`;
	return {
		id,
		shortDescription: message(text),
		help: message(`${text} All rules: upshape rules`),
		defaultConfiguration: { level: LEVELS[level] },
	};
}

function resultOf(finding: Finding, rules: readonly RuleText[]): object {
	const { rule, level, subject, at, related, accepted } = finding;
	return {
		ruleId: rule,
		ruleIndex: rules.findIndex(({ id }) => id === rule),
		level: LEVELS[level],
		message: message(`${finding.message} (${subject})`),
		locations: [location(at ?? NOWHERE)],
		relatedLocations: related.map((place, id) => ({
			id,
			...location(place),
			message: message("The other document."),
		})),
		// Without line and column: an edit elsewhere in the file makes no new finding.
		partialFingerprints: {
			"upshape/v1": printable([rule, subject, at?.file, at?.keywordLocation].join(" ")),
		},
		suppressions: accepted === undefined ? [] : [suppression(accepted)],
	};
}

function suppression({ reason, expires }: NonNullable<Finding["accepted"]>): object {
	return { kind: "external", status: "accepted", justification: printable(`until ${expires}: ${reason}`) };
}

/** The payloads that break the pairs that an error is about, and the finding's own. */
function witnessesOf(finding: Finding, cases: readonly Case[]): object {
	const { witness: own } = finding;
	const witnesses = brokenBy(finding, cases).map(({ direction, writer, reader, witness }) => {
		return { direction, writer, reader, witness };
	});
	const properties = {
		...(own !== undefined && { witness: own }),
		...(witnesses.length > 0 && { witnesses }),
	};
	return Object.keys(properties).length === 0 ? {} : { properties };
}

function location({ file, keywordLocation, line, column }: Located): object {
	return {
		physicalLocation: {
			artifactLocation: artifactLocation(file, BASE),
			region: { startLine: line, startColumn: column },
		},
		logicalLocations: [{ fullyQualifiedName: printable(`#${keywordLocation}`) }],
	};
}

/** Braces would be placeholders, and brackets before a parenthesis a link. */
function message(text: string): object {
	return { text: printable(text).replace(/[{}]/g, "$&$&").replaceAll("](", "] (") };
}
