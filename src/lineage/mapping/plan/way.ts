import { isObject } from "../../../json/index.js";
import { Builder, type Maker, type Part, type Slot } from "./builder.js";
import { listMemberNames } from "./layout.js";
import { put, readerOf } from "./member.js";
import type { ObjectView } from "./view.js";

/** A part, and whether it is what stands at the same place of the source, as it is or converted. */
export interface WayPart extends Part {
	readonly reads: "copy" | "converted" | "elsewhere";
}

/** One direction of a level: objects of the one version, made from those of the other. */
export class Way {
	readonly #builder: Builder;
	/** Which other members of the source pass as they are; undefined if none do. */
	readonly #passes: ((name: string) => boolean) | undefined;
	readonly #converted: readonly { readonly make: Maker; readonly read: (source: unknown) => unknown }[];
	readonly #mayStay: ((source: object) => boolean) | undefined;

	constructor(
		parts: readonly WayPart[],
		source: readonly ObjectView[],
		target: readonly ObjectView[],
		passes: ((name: string) => boolean) | undefined,
	) {
		this.#builder = new Builder(parts, target);
		this.#passes = passes;
		this.#converted = parts
			.filter(({ reads }) => reads === "converted")
			.map(({ tokens, make }) => ({ make, read: readerOf(tokens) }));
		const isInPlace = parts.every(({ reads, tokens }) => reads !== "elsewhere" && tokens.length === 1);
		if (isInPlace)
			this.#mayStay = keepsAll(new Set(parts.map(({ tokens }) => tokens[0] ?? "")), source, passes);
	}

	/** What is written member by member. */
	get slots(): readonly Slot[] {
		return this.#builder.slots;
	}

	/** The object that is made; the source itself where nothing in it changes, so that its text can stay, too. */
	run(source: unknown, outer: unknown): unknown {
		if (!isObject(source)) return source;
		if (
			this.#mayStay?.(source) &&
			this.#converted.every(({ make, read }) => make(source, outer) === read(source))
		) {
			return source;
		}
		const object = this.#builder.build(source, outer);
		const passes = this.#passes;
		if (passes) {
			for (const name of Object.keys(source)) if (passes(name)) put(object, name, source[name]);
		}
		return object;
	}
}

/** Whether an object has only members that are carried over. */
function keepsAll(
	carried: ReadonlySet<string>,
	source: readonly ObjectView[],
	passes: ((name: string) => boolean) | undefined,
): (source: object) => boolean {
	if (passes === undefined && source.every(({ open }) => !open)) {
		const lost = [...listMemberNames(source)].filter((name) => !carried.has(name));
		return (object) => lost.every((name) => !Object.hasOwn(object, name));
	}
	return (object) => Object.keys(object).every((name) => carried.has(name) || passes?.(name));
}
