import type { Finding, GateResult, Located } from "../../check/index.js";
import { plural } from "../../text/index.js";
import { headline, PAIR_STATUSES } from "../headline.js";
import { code, fence, prose, table } from "../markup/markup.js";
import { inOrder } from "../order.js";
import { type Case, casesOf, ownWitness } from "../pair-status.js";
import { payloadLines } from "../payload.js";

/** A comment on a pull request: the pairs, the payloads that break them, the findings; shorter than GitHub's limit. */
export function markdown(result: GateResult): string {
	const cases = casesOf(result);
	const broken = cases.filter(({ pair }) => !pair.bridge?.holds).flatMap(witnessBlocks);
	const blocks = [
		`<!-- upshape ${result.command} -->`,
		`### upshape ${result.command}: ${OUTCOMES[result.outcome]}`,
		headline(result),
		...table(["pair", "direction", "verdict", "why"], cases.map(pairRow), ROOM.pairs),
		...broken.slice(0, 2 * ROOM.witnesses),
		...findingBlocks(inOrder(result.findings)),
	];
	return `${blocks.join("\n\n")}\n`;
}

const OUTCOMES = { fine: "✅ fine", findings: "❌ findings", undecided: "❓ undecided" } as const;

/** How much is shown: characters of the tables, payloads of up to 5,000. GitHub takes 65,536 characters. */
const ROOM = { pairs: 12_000, witnesses: 3, findings: 20_000, quiet: 12_000 };

function pairRow({ pair, status }: Case): string[] {
	const { subject, direction, reason, bridge, assuming } = pair;
	const why = [
		...(reason === undefined ? [] : [prose(`because of ${reason}`)]),
		...(bridge === undefined ? [] : [bridgeText(bridge)]),
		...assuming.map(({ name, verdict }) => `${verdict} assuming ${code(name)}`),
	];
	const verdict = status === "compatible" ? status : `**${PAIR_STATUSES[status]}**`;
	return [code(subject), direction, verdict, why.join("<br>")];
}

function bridgeText({ holds, step, instances, losses, issue }: NonNullable<Case["pair"]["bridge"]>): string {
	const lost = losses > 0 ? `, and lost ${plural(losses, "member")}` : "";
	if (holds) return `${code(step)} made ${plural(instances, "instance")} valid${lost}`;
	return `${code(step)} does not bridge it: ${prose(issue ?? "an instance came out invalid")}`;
}

function witnessBlocks({ pair: { writer, reader, witness } }: Case): string[] {
	if (witness === undefined) return [];
	return [
		`Allowed by ${code(writer)}, refused by ${code(reader)}:`,
		fence("json", payloadLines(witness, 100)),
	];
}

/** What somebody has to look at is open, all else is folded. */
function findingBlocks(findings: readonly Finding[]): string[] {
	const loud = findings.filter(({ level, accepted }) => level !== "info" && accepted === undefined);
	const quiet = findings.filter((finding) => !loud.includes(finding));
	const rows = (some: readonly Finding[], budget: number) => table(HEADER, some.map(findingRow), budget);
	if (quiet.length === 0) return rows(loud, ROOM.findings);
	const summary = `<details><summary>${plural(quiet.length, "finding")} for information, or accepted</summary>`;
	return [...rows(loud, ROOM.findings), summary, ...rows(quiet, ROOM.quiet), "</details>"];
}

const HEADER = ["level", "what", "where", "rule"];

function findingRow(finding: Finding): string[] {
	const { level, message, at, related, rule, accepted } = finding;
	const witness = ownWitness(finding);
	const until = accepted && `accepted until ${prose(accepted.expires)}: ${prose(accepted.reason)}`;
	const shown = witness !== undefined && code(JSON.stringify(witness));
	const places = [...(at === undefined ? [] : [at]), ...related].map(placeText);
	return [
		accepted ? "accepted" : level === "error" ? "**error**" : level,
		[prose(message), ...(shown ? [shown] : []), ...(until ? [until] : [])].join("<br>"),
		places.join("<br>"),
		code(rule),
	];
}

function placeText({ file, line }: Located): string {
	return code(`${file}:${line}`);
}
