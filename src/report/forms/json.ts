import type { Bridge, Finding, GateResult, Judgement, Located, PairResult } from "../../check/index.js";
import { printableJson } from "../../text/index.js";

/** For programs: one line of JSON, as `outputs/gate.schema.json` in the package describes it. */
export function json(result: GateResult): string {
	const { command, outcome, pairs, findings } = result;
	const output = {
		format: 1,
		command,
		outcome,
		pairs: pairs.map(pairJson),
		findings: findings.map(findingJson),
	};
	return `${printableJson(output)}\n`;
}

// Property by property, so that the output is what its schema says, whatever else a result may come to hold.

function pairJson(pair: PairResult): object {
	const { subject, direction, writer, reader, assumptions, assuming, bridge } = pair;
	const { formats, messages, ignored } = assumptions;
	return {
		subject,
		direction,
		writer,
		reader,
		...judgementJson(pair),
		assumptions: { formats, messages, ignored },
		assuming: assuming.map((one) => ({ name: one.name, ...judgementJson(one) })),
		...(bridge && {
			bridge: bridgeJson(bridge),
		}),
	};
}

function bridgeJson({ holds, step, instances, losses, issue, law }: Bridge): object {
	return { holds, step, instances, losses, issue, law };
}

function judgementJson({ verdict, witness, objection, reason }: Judgement): object {
	return { verdict, witness, objection, reason };
}

function findingJson({ rule, level, message, subject, at, related, witness, accepted }: Finding): object {
	return {
		rule,
		level,
		message,
		subject,
		at: at && placeJson(at),
		related: related.map(placeJson),
		witness,
		accepted: accepted && { reason: accepted.reason, expires: accepted.expires },
	};
}

function placeJson({ file, keywordLocation, line, column }: Located): object {
	return { file, keywordLocation, line, column };
}
