import { lineage, type Step, type Version } from "../../src/index.js";
import type { LawNumber, TestedLineage } from "../../src/testing/index.js";

/** A team, as its lineage has it: a note that the newer version has no room for is residue. */
interface Team {
	readonly id: string;
	readonly name: string;
	readonly people: readonly { readonly id: string; readonly name: string; readonly mail?: string }[];
}
interface OldTeam extends Team {
	readonly note?: string;
}

const text = { type: "string" };
const person = { type: "object", properties: { id: text, name: text, mail: text }, required: ["id", "name"] };
const properties = {
	id: text,
	name: text,
	people: { type: "array", items: { ...person, additionalProperties: false } },
};
const closed = { type: "object", required: ["id", "name", "people"], additionalProperties: false };

const isTeam = (value: unknown, ...names: readonly string[]): value is Team => {
	const { id, name, people } = Object(value);
	if (typeof id !== "string" || typeof name !== "string" || !Array.isArray(people)) return false;
	return Object.keys(Object(value)).every((key) => ["id", "name", "people", ...names].includes(key));
};
const older: Version<OldTeam> = {
	schema: { ...closed, properties: { ...properties, note: text } },
	is: (value): value is OldTeam => isTeam(value, "note"),
	explain: () => [],
};
const newer: Version<Team> = {
	schema: { ...closed, properties },
	is: (value) => isTeam(value),
	explain: () => [],
};

/** A lineage that keeps the laws, but for what `spoilt` does in its place. */
export function teams(spoilt: Partial<Step<OldTeam, Team>> = {}): TestedLineage {
	const step: Step<OldTeam, Team> = {
		upgrade: ({ note, ...team }) => ({
			...team,
			name: team.name.toUpperCase(),
			people: team.people.map(({ id, name }) => ({ id, name })),
		}),
		downgrade: (team) => team,
		...spoilt,
	};
	return lineage("x/team").version("v1", older).version("v2", newer, step) as unknown as TestedLineage;
}

/** The same lineage with another way back: `given` has what was asked for, `honest` does what the engine does. */
function merging(
	merge: (given: { readonly value: Team; readonly older: OldTeam }, honest: () => unknown) => unknown,
): TestedLineage {
	const honest = teams();
	let last: unknown;
	return {
		name: honest.name,
		head: honest.head,
		versions: honest.versions,
		route: (from) => honest.route(from),
		schema: (version) => honest.schema(version),
		detect: (payload) => honest.detect(payload),
		upgrade(payload, options) {
			const { from, to } = options as { readonly from: string; readonly to: string };
			if (from !== to) last = structuredClone(payload);
			return honest.upgrade(payload, options);
		},
		downgrade(value, options) {
			const result = honest.downgrade(value, options);
			const { residue } = options as { readonly residue?: unknown };
			if (result.issues || residue === undefined || last === undefined) return result;
			const given = { value: structuredClone(value) as Team, older: structuredClone(last) as OldTeam };
			const { from, account } = result;
			return { from, account, residue: result.residue, value: merge(given, () => result.value) };
		},
	};
}

let calls = 0;

/** Lineages of which each breaks one law, and the law. */
export const VIOLATORS: { readonly [name: string]: readonly [LawNumber, () => TestedLineage] } = {
	"a step that counts its calls": [
		6,
		() => teams({ upgrade: ({ note, ...team }) => ({ ...team, name: `${calls++}` }) }),
	],
	"a way back that counts its calls": [
		6,
		() => teams({ downgrade: (team) => ({ ...team, name: `${calls++}` }) }),
	],
	"a step that remembers what it has seen": [
		6,
		() => {
			const seen = new Set<string>();
			const upgrade = ({ note, ...team }: OldTeam): Team => {
				const isNew = !seen.has(JSON.stringify(team));
				seen.add(JSON.stringify(team));
				return isNew ? team : { ...team, name: "again" };
			};
			return teams({ upgrade });
		},
	],
	"a step that changes what it is given": [
		6,
		() =>
			teams({
				upgrade({ note, ...team }) {
					(team.people as unknown[]).push({ id: "new", name: "" });
					return team;
				},
			}),
	],
	"a way back that changes what it is given": [
		6,
		() =>
			teams({
				downgrade(team) {
					Object.assign(team, { name: "changed" });
					return { ...team };
				},
			}),
	],
	"a step that looks at the order of members": [
		6,
		() => teams({ upgrade: ({ note, ...team }) => ({ ...team, name: Object.keys(team)[0] ?? "" }) }),
	],
	"a way back that looks at the order of members": [
		6,
		() => teams({ downgrade: (team) => ({ ...team, name: Object.keys(team)[0] ?? "" }) }),
	],
	"a step that says what is not so": [
		3,
		() =>
			teams({
				upgrade({ note, ...team }, account) {
					account.moved("/no/such/place", "/name");
					return team;
				},
			}),
	],
	"a merge that throws every edit away": [7, () => merging(({ older }) => older)],
	"a merge that throws the edits of one member away": [
		7,
		() => merging(({ older }, honest) => ({ ...(honest() as OldTeam), name: older.name })),
	],
	"a merge that brings deleted elements back": [
		7,
		() =>
			merging(({ older, value }, honest) => {
				const made = honest() as OldTeam;
				const gone = older.people.filter(({ id }) => !value.people.some((one) => one.id === id));
				return { ...made, people: [...made.people, ...gone] };
			}),
	],
	"a merge that gives one person's mail to another": [
		7,
		() =>
			merging(({ older }, honest) => {
				const made = honest() as OldTeam;
				const people = made.people.map((one, i) => ({ ...older.people[i], ...one }));
				return { ...made, people };
			}),
	],
	"a merge that restores nothing and does not say so": [2, () => merging(({ value }) => value)],
};
