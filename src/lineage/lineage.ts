import type { Ledger } from "./account/index.js";
import { type BeforeSteps, convert, type Extras } from "./convert/index.js";
import { type Detection, diagnose, type ForeignShape, find, findStripped } from "./detect.js";
import { type AnyStep, Graph, VersionEntry } from "./graph.js";
import { issueAt, issuesOf } from "./issue.js";
import type { ValuePlaces } from "./mapping/index.js";
import type { Residue } from "./residue/index.js";
import type { Converted, Refused } from "./result.js";
import { jsonSchemaOf, type StandardProps } from "./standard.js";
import type { Step } from "./step.js";
import { type Suspect, type Suspicion, Suspicions } from "./suspects.js";
import { strip, type Undeclared } from "./undeclared.js";
import { guarded, type Version } from "./version.js";

/** How to convert. */
export interface ConvertOptions {
	/** What to do with properties that a closed schema doesn't declare: "reject" unless told otherwise. */
	readonly undeclared?: Undeclared;
	/** What the conversion the other path returned, so that this one is its exact inverse. */
	readonly residue?: Residue;
	/** Where the steps' accounts are added up: for runs, which want the sum of many and read none. */
	readonly ledger?: Ledger;
	/** Shown a payload that steps are about to be run on, as it stands, and the version that it is of. */
	readonly beforeSteps?: BeforeSteps;
}

/** Begins a lineage; its name is "<owner>/<payload>" by custom, such as "clerk/client". */
export function lineage(name: string): {
	/** The oldest version. */
	version<Name extends string, T>(name: Name, version: Version<T>): Lineage<{ [K in Name]: T }, Name>;
} {
	return {
		version: (oldest, version) =>
			new Lineage(name, new Graph([], new VersionEntry(oldest, guarded(version))), [], undefined),
	};
}

/**
 * The ordered versions of one payload, oldest first, and the steps between them. Immutable: every builder
 * method returns a new lineage. `Versions` maps each version's name to its type, `Head` names the newest.
 */
export class Lineage<Versions extends { [name: string]: unknown }, Head extends keyof Versions & string> {
	readonly name: string;
	/** Standard Schema and Standard JSON Schema: any version in, the head out. */
	readonly "~standard": StandardProps<Versions[keyof Versions], Versions[Head]>;
	readonly #graph: Graph;
	readonly #strangers: readonly ForeignShape[];
	readonly #suspicions: Suspicions | undefined;

	/** @internal Use `lineage(name)`. */
	constructor(
		name: string,
		graph: Graph,
		strangers: readonly ForeignShape[],
		suspicions: Suspicions | undefined,
	) {
		this.name = name;
		this.#graph = graph;
		this.#strangers = strangers;
		this.#suspicions = suspicions;
		this["~standard"] = this.#standard();
	}

	/** The newest version's name. */
	get head(): Head {
		// The builder keeps the head's name in the type.
		return this.#graph.head.name as Head;
	}

	/** All versions' names, oldest first. */
	get versions(): readonly (keyof Versions & string)[] {
		return this.#graph.entries.map(({ name }) => name);
	}

	/** Names of members that steps declare to identify an object, `id`, `_id` and `uuid` aside. */
	get identities(): readonly string[] {
		return this.#graph.entries.flatMap(({ next }) => next?.step.identities ?? []);
	}

	/** The versions that a payload of that one goes through, itself first and the head last. */
	route(from: keyof Versions & string): readonly (keyof Versions & string)[] {
		const path = this.#graph.path(this.#graph.entry(from), this.#graph.head);
		return [from, ...(path?.steps ?? []).map(({ to }) => to)];
	}

	/** A newer version, and the step that leads to it from the head so far. */
	version<Name extends string, T>(
		name: Name extends keyof Versions ? never : Name,
		version: Version<T>,
		step: Step<Versions[Head], NoInfer<T>>,
	): Lineage<Versions & { [K in Name]: T }, Name> {
		// The parameters' types hold what the graph, which knows only that steps chain, can't.
		const bound = boundTo(step, this.#graph.head.version, version);
		const graph = this.#graph.extended(name, guarded(version), bound as unknown as AnyStep);
		// What was suspect in the head so far may be well, or elsewhere, in this one.
		return new Lineage(this.name, graph, this.#strangers, undefined);
	}

	/**
	 * A second older shape, and the step that leads from it to the head so far. `widens` names the versions whose every
	 * instance is one of this shape, too; `check` proves it. Detection then names the head, or else the narrowest.
	 */
	branch<Name extends string, T>(
		name: Name extends keyof Versions ? never : Name,
		version: Version<T>,
		step: Step<NoInfer<T>, Versions[Head]>,
		{ widens = [] }: { readonly widens?: readonly (keyof Versions & string)[] } = {},
	): Lineage<Versions & { [K in Name]: T }, Head> {
		const bound = boundTo(step, version, this.#graph.head.version);
		const graph = this.#graph.branched(name, guarded(version), bound as unknown as AnyStep, widens);
		return new Lineage(this.name, graph, this.#strangers, this.#suspicions);
	}

	/** Shapes that stores hold but that are no version: told apart with a message, never mistaken for one. */
	strangers(strangers: readonly ForeignShape[]): Lineage<Versions, Head> {
		return new Lineage(this.name, this.#graph, [...this.#strangers, ...strangers], this.#suspicions);
	}

	/**
	 * Values of the newest version that its schema allows but that are hardly meant. They stay as they are and are told in
	 * the account, or the payload is refused: see the option `suspect`. A version that is added later has its own.
	 *
	 * @example
	 * order.suspects([
	 *   { name: "seconds", at: ["/placed_at"], looksLike: (time) => Number(time) < 1e11, message: "a time in seconds" },
	 * ]);
	 */
	suspects(suspicions: readonly Suspicion<ValuePlaces<Versions[Head]>>[]): Lineage<Versions, Head> {
		const all = new Suspicions([...(this.#suspicions?.list ?? []), ...suspicions]);
		return new Lineage(this.name, this.#graph, this.#strangers, all);
	}

	/** The JSON Schema of a version. */
	schema(version: keyof Versions & string): Version<unknown>["schema"] {
		return this.#graph.entry(version).version.schema;
	}

	/** The same, if that version's validator is known to ask for exactly what the schema says. */
	exactSchema(version: keyof Versions & string): Version<unknown>["schema"] | undefined {
		const { schema, isExact } = this.#graph.entry(version).version;
		return isExact === undefined ? undefined : schema;
	}

	/** What may be suspect in the newest version's payloads. */
	get suspicions(): readonly Suspicion[] {
		return this.#suspicions?.list ?? [];
	}

	/** Whether one of the two versions accepts all that the other does, by declaration. */
	areNested(one: keyof Versions & string, other: keyof Versions & string): boolean {
		return this.#graph.areNested(this.#graph.entry(one), this.#graph.entry(other));
	}

	/** Which version a payload is of. */
	detect(payload: unknown): Detection<keyof Versions & string> {
		const entry = find(this.#graph, payload);
		return entry ? { version: entry.name } : this.#diagnose(payload);
	}

	/** The payload, of any version, as the newest one or as that of `to`; both ends are validated. */
	upgrade<To extends keyof Versions & string = Head>(
		payload: unknown,
		options: ConvertOptions & {
			readonly to?: To;
			/** The version that the payload is known to be of; found by its looks if not given. */
			readonly from?: keyof Versions & string;
			/** What to do with values of the newest version that are suspect: "tell" unless told otherwise. */
			readonly suspect?: Suspect;
		} = {},
	): Converted<Versions[To], keyof Versions & string> | Refused {
		const graph = this.#graph;
		const to = options.to === undefined ? graph.head : graph.entry(options.to);
		const found = this.#find(payload, options.from, options.undeclared ?? "reject");
		if (found.issues) return found;
		const { value, extras } = found;
		// What is of nested versions may as well be of the one that was asked for.
		const isThere = found.entry !== to && graph.mayBe(found.entry, to) && to.version.is(value);
		const from = isThere ? to : found.entry;
		const path = graph.path(from, to);
		if (!path) {
			const message = `is ${from.name}, and no step leads from there to ${to.name}; downgrade may`;
			return { issues: [issueAt(payload, "", "unreachable", message)] };
		}
		// Validated at the end of the hops, so of the type that goes with the name.
		const { residue, ledger, beforeSteps } = options;
		const suspicions = to === graph.head ? this.#suspicions : undefined;
		const refusesSuspects = options.suspect === "reject";
		const route = { from, to, legs: path.upgrade, residue, ledger, beforeSteps, suspicions, refusesSuspects };
		return convert(value, route, extras) as never;
	}

	/** A value of a newer version as an older one; both ends are validated. */
	downgrade<To extends keyof Versions & string, From extends keyof Versions & string = Head>(
		value: Versions[From],
		options: ConvertOptions & { readonly to: To; readonly from?: From },
	): Converted<Versions[To], From> | Refused {
		const graph = this.#graph;
		const to = graph.entry(options.to);
		const from = options.from === undefined ? graph.head : graph.entry(options.from);
		const path = graph.path(to, from);
		if (!path) {
			const message = `no step leads back from ${from.name} to ${to.name}`;
			return { issues: [issueAt(value, "", "unreachable", message)] };
		}
		const known = locate(value, from, options.undeclared ?? "reject");
		if (known.issues) return known;
		const { residue, ledger, beforeSteps } = options;
		const route = { from, to, legs: path.downgrade, residue, ledger, beforeSteps };
		return convert(known.value, route, known.extras) as never;
	}

	#find(payload: unknown, from: string | undefined, undeclared: Undeclared): Located | Refused {
		if (from !== undefined) return locate(payload, this.#graph.entry(from), undeclared);
		const entry = find(this.#graph, payload);
		if (entry) return { entry, value: payload };
		const found = undeclared === "reject" ? undefined : findStripped(this.#graph, payload);
		if (!found) return this.#diagnose(payload);
		return { ...found, extras: { removed: found.removed, keep: undeclared === "keep" } };
	}

	#diagnose(payload: unknown) {
		return diagnose(this.name, this.#graph, this.#strangers, payload);
	}

	#standard(): StandardProps<Versions[keyof Versions], Versions[Head]> {
		const { entries, head } = this.#graph;
		return {
			version: 1,
			vendor: "upshape",
			validate: (value) => {
				const result = this.upgrade(value);
				return result.issues ? { issues: result.issues } : { value: result.value };
			},
			jsonSchema: {
				input: ({ target }) => jsonSchemaOf(this.name, entries, target),
				output: ({ target }) => jsonSchemaOf(this.name, [head], target),
			},
		};
	}
}

/** The step itself, or a mapping as the step between these versions. */
function boundTo<Older, Newer>(
	step: Step<Older, Newer>,
	older: Version<unknown>,
	newer: Version<unknown>,
): Step<Older, Newer> {
	return step.bind?.(older.schema, newer.schema) ?? step;
}

interface Located {
	readonly entry: VersionEntry;
	readonly value: unknown;
	readonly extras?: Extras;
	readonly issues?: undefined;
}

/** The payload as the version that it is known to be of, or why it isn't. */
function locate(payload: unknown, entry: VersionEntry, undeclared: Undeclared): Located | Refused {
	const { is, explain } = entry.version;
	if (is(payload)) return { entry, value: payload };
	const stripped = undeclared === "reject" ? undefined : strip(payload, entry.shape);
	if (!stripped || !is(stripped.value)) return { issues: issuesOf(payload, explain(payload), "invalid") };
	return { entry, value: stripped.value, extras: { removed: stripped.removed, keep: undeclared === "keep" } };
}
