import type { Document, JsonObject, Pointer } from "../json/index.js";
import { typeOf } from "../validate/index.js";
import { Features } from "./profile/features.js";
import { withoutInexact } from "./profile/inexact.js";
import { Profile, type Supply } from "./profile/profile.js";
import { countOf, EXAMPLES, Shapes } from "./profile/shapes.js";
import { type RecordPart, recordPart, type SchemaOptions, schemaOf } from "./schema.js";
import { areProvedDisjoint } from "./versions/disjoint.js";
import { type OrderReason, oldestFirst } from "./versions/order.js";
import { candidatesOf, type VersionSplit } from "./versions/versions.js";

/** A version that the records show. */
export interface InferredVersion {
	readonly schema: JsonObject;
	/** How many records are of it. */
	readonly count: number;
	/** Numbers of its first records, from 0 in the order in which they were added. */
	readonly examples: readonly number[];
	/** Members that only some of its records have, with how many. */
	readonly optional: readonly { readonly name: string; readonly count: number }[];
}

/** What the records show. */
export interface Inferred {
	/** As far as can be told from the oldest to the newest. */
	readonly versions: readonly InferredVersion[];
	readonly order: OrderReason;
	/** Which members tell versions apart. */
	readonly splits: readonly VersionSplit[];
	/** Which members never come together, but were not taken for those of different versions. */
	readonly doubtful: readonly VersionSplit[];
}

/** How schemas are made of records. */
export interface InferOptions extends SchemaOptions {
	/** Whether all records are of one version, whatever their shapes. */
	readonly single: boolean;
	/** Members of the record that make a version: records that have one are of another version than those without it. */
	readonly split: readonly Pointer[];
}

/** How deep versions are looked for, by how many features, and in how many groups of records. */
const ROOT = { depth: 4, features: 2_048, groups: 256 } as const;
/** So many profiles are made at most: about 100 MB. */
const PROFILES = 60_000;

/** Learns from records, one after the other, in memory that stays flat. */
export class Inference {
	readonly #options: InferOptions;
	readonly #supply: Supply;
	readonly #features = new Features(ROOT.depth, ROOT.features);
	readonly #records: Shapes<Profile>;
	/** Records that are no objects. */
	readonly #others: Profile;
	readonly #firstOthers: number[] = [];
	#added = 0;

	constructor(options: InferOptions) {
		this.#options = options;
		this.#supply = { left: PROFILES, measures: options.bounds };
		this.#records = new Shapes(this.#features, ROOT.groups, () => new Profile(this.#supply));
		this.#others = new Profile(this.#supply);
	}

	/** How many records were added. */
	get count(): number {
		return this.#added;
	}

	/** Takes a record; its value is changed where JavaScript can't hold a number as it is written. */
	add(document: Document): void {
		const at = this.#added++;
		const value = withoutInexact(document);
		if (typeOf(value) === "object") {
			// typeOf has told that it is an object.
			this.#records.add(value as JsonObject, at);
			return;
		}
		if (this.#firstOthers.length < EXAMPLES) this.#firstOthers.push(at);
		this.#others.add(value, at);
	}

	/** What was learnt; nothing can be added any more. Versions that can't be proved to share no record are one. */
	finish(): Inferred {
		const { groups } = this.#records;
		const none = { splits: [], doubtful: [], order: "unknown" as const };
		if (groups.length === 0) return { ...none, versions: [...this.#maps(), ...this.#rest()] };
		const { single, split } = this.#options;
		const { parts, splits, doubtful } = single
			? { ...none, parts: [groups] }
			: candidatesOf(groups, this.#features, split);
		const whole = parts.map((own) => recordPart(own, this.#options));
		const ordered = oldestFirst(whole);
		const versions = ordered.parts.map(versionOf);
		if (areProvedDisjoint(versions)) {
			return { versions: [...versions, ...this.#rest()], splits, doubtful, order: ordered.by };
		}
		const one = versionOf(
			recordPart(
				whole.flatMap((part) => part.groups),
				this.#options,
			),
		);
		return { ...none, versions: [one, ...this.#rest()], doubtful: [...splits, ...doubtful] };
	}

	/** The one version of records that are maps. */
	#maps(): InferredVersion[] {
		const { values, count } = this.#records;
		if (values === undefined) return [];
		const schema = { type: "object", additionalProperties: schemaOf(values, this.#options) };
		return [{ schema, count, examples: [0], optional: [] }];
	}

	/** The one version of records that are no objects. */
	#rest(): InferredVersion[] {
		if (this.#others.count === 0) return [];
		const { count } = this.#others;
		return [
			{ schema: schemaOf(this.#others, this.#options), count, examples: this.#firstOthers, optional: [] },
		];
	}
}

function versionOf({ schema, groups }: RecordPart): InferredVersion {
	const examples = groups.flatMap(({ first }) => first).sort((a, b) => a - b);
	return {
		schema,
		count: countOf(groups),
		examples: examples.slice(0, EXAMPLES),
		optional: optionalOf(groups),
	};
}

/** Members that some of the records have; those of alternatives count in their alternative. */
function optionalOf(groups: RecordPart["groups"]): { name: string; count: number }[] {
	return groups.flatMap(({ members, count }) =>
		[...members].flatMap(([name, member]) => (member.count < count ? [{ name, count: member.count }] : [])),
	);
}
