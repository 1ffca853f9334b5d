import type { Finding, GateResult, Located, PairResult } from "../../../src/check/index.js";

const assumptions = { formats: "annotation", ignored: [] } as const;

function at(file: string, keywordLocation: string, line: number, column: number): Located {
	return { file, keywordLocation, line, column };
}

const decreased: Finding = {
	rule: "max-length-decreased",
	level: "error",
	message: "maxLength is 5, and was 8",
	subject: "old.json to new.json",
	at: at("new.json", "/properties/name/maxLength", 5, 7),
	related: [at("old.json", "/properties/name/maxLength", 5, 7)],
};
const broken: PairResult = {
	subject: "old.json to new.json",
	direction: "backward",
	writer: "old.json",
	reader: "new.json",
	verdict: "incompatible",
	witness: { name: "aaaaaa" },
	assumptions,
	assuming: [],
};
const story = "clerk/client: v1 to current";
const bridged: PairResult = {
	...broken,
	subject: story,
	writer: "v1",
	reader: "current",
	witness: {
		object: "client",
		sessions: [{ id: "", status: "active", tasks: [] }],
		last_active_session_id: null,
	},
	bridge: { holds: true, step: "v1>current", instances: 1_001, losses: 0 },
};
const unbridged: PairResult = {
	...bridged,
	bridge: {
		holds: false,
		step: "v1>current",
		instances: 3,
		losses: 0,
		issue: "step-invalid at /sessions/0: is missing",
	},
};
const added: Finding = {
	...decreased,
	rule: "property-added-to-closed",
	message: "last_authentication_strategy is new, and the older version is closed",
	level: "info",
	subject: story,
	at: at("schemas/clerk-client/current.schema.json", "/properties/last_authentication_strategy", 40, 3),
	related: [at("schemas/clerk-client/v1.schema.json", "/properties", 9, 2)],
};
const unplaced: Finding = {
	...added,
	rule: "generated-stale",
	level: "error",
	subject: "generated files",
	at: undefined,
	related: [],
	message: "src/generated/types.ts is stale",
};

const overlap: Finding = {
	...added,
	rule: "versions-overlap",
	level: "error",
	subject: "shop/order: web and v2",
	message: "an instance is of both versions",
	witness: { total: 0 },
};

/** A result of every kind, by name. */
export const SAMPLES: { readonly [name: string]: GateResult } = {
	nothing: { command: "check", pairs: [], findings: [], outcome: "fine" },
	compatible: {
		command: "diff",
		pairs: [{ ...broken, verdict: "compatible", witness: undefined }],
		findings: [],
		outcome: "fine",
	},
	incompatible: {
		command: "diff",
		pairs: [broken],
		findings: [
			{ ...decreased, level: "info", rule: "title-changed", at: at("new.json", "/title", 2, 3), related: [] },
			decreased,
			{
				...decreased,
				level: "warning",
				rule: "format-changed",
				at: at("new.json", "/format", 9, 3),
				related: [],
			},
		],
		outcome: "findings",
	},
	untold: { command: "diff", pairs: [broken], findings: [], outcome: "findings" },
	undecided: {
		command: "diff",
		pairs: [
			{
				...broken,
				verdict: "unknown",
				witness: undefined,
				reason: "pattern",
				assumptions: { formats: "assertion", ignored: ["nullable"] },
				assuming: [
					{ name: "writers-emit-only-declared", verdict: "incompatible", witness: null },
					{ name: "formats-assert", verdict: "unknown", reason: "budget" },
				],
			},
		],
		findings: [],
		outcome: "undecided",
	},
	assumed: {
		command: "diff",
		pairs: [{ ...broken, assuming: [{ name: "writers-emit-only-declared", verdict: "compatible" }] }],
		findings: [],
		outcome: "fine",
	},
	accepted: {
		command: "check",
		pairs: [broken],
		findings: [{ ...decreased, accepted: { reason: "no payload is that long", expires: "2026-12-31" } }],
		outcome: "fine",
	},
	tolerated: {
		command: "diff",
		pairs: [broken],
		findings: [{ ...decreased, level: "warning" }],
		outcome: "fine",
	},
	lineages: {
		command: "check",
		pairs: [
			bridged,
			{ ...unbridged, direction: "forward", writer: "current", reader: "v1" },
			{ ...broken, subject: "clerk/session: legacy to v1", verdict: "compatible", witness: undefined },
		],
		findings: [
			added,
			{
				...added,
				rule: "not-bridged",
				level: "error",
				message: "the step v1>current leaves an instance invalid",
			},
			unplaced,
			overlap,
		],
		outcome: "findings",
	},
};

/** What a report needs beside a result. */
export const OPTIONS = {
	version: "1.2.3",
	rules: [
		{ id: "max-length-decreased", level: "error", about: "A maxLength went down." },
		{ id: "not-bridged", level: "error", about: "A step leaves an instance invalid" },
	],
} as const;
