import {
	type Alias,
	Composer,
	type CST,
	type Document,
	isAlias,
	isMap,
	isScalar,
	isSeq,
	type Node,
	type Pair,
	Parser,
	type Scalar,
	visit,
	type YAMLMap,
} from "yaml";
import { escapeToken, type Json, type Mark, type Pointer, Positions, positionAt } from "../../json/index.js";
import { DEFAULT_BOUNDS } from "../bounds.js";
import { SchemaError, type SchemaErrorCode } from "../error.js";
import { isExact } from "./exact.js";
import type { SchemaDocument } from "./schema-document.js";

/** Reads a document of YAML 1.2 as the JSON that it stands for; throws a SchemaError for what stands for none. */
export function readYaml(file: string, bytes: Uint8Array): SchemaDocument {
	let text: string;
	try {
		text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw new SchemaError("document-unreadable", { file, keywordLocation: "" }, "the bytes are not UTF-8");
	}
	const tokens = [...new Parser().parse(text)];
	checkDepth(file, tokens);
	const composer = new Composer({ prettyErrors: false, merge: true, logLevel: "error" });
	const [document, second] = composer.compose(tokens, true, text.length);
	if (document === undefined) return refuseAt(file, text, 0, "no document");
	const [problem] = document.errors;
	if (problem !== undefined) return refuseAt(file, text, problem.pos[0], problem.message);
	if (second !== undefined) return refuseAt(file, text, second.range[0], "a second document");
	const [warning] = document.warnings;
	if (warning !== undefined) return refuseAt(file, text, warning.pos[0], warning.message);
	return new YamlReader(file, text, document).read();
}

function refuseAt(file: string, text: string, offset: number, why: string): never {
	throw new SchemaError("document-unreadable", { file, keywordLocation: "" }, `not YAML: ${why}`, {
		position: positionAt(text, offset),
	});
}

// The reader below refuses much less. But nodes are composed by recursion, and where the stack ends V8 may end the
// process instead of throwing: it does so where a regular expression is compiled there.
const MOST_NESTED = 1_000;

/** Refuses what is nested too deep to be composed. */
function checkDepth(file: string, tokens: readonly CST.Token[]): void {
	const pending = tokens.map((token) => ({ token, depth: 0 }));
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const { token, depth } = next;
		if (depth > MOST_NESTED) {
			const why = `nested deeper than ${DEFAULT_BOUNDS.depth} levels`;
			throw new SchemaError("too-deep", { file, keywordLocation: "" }, why);
		}
		for (const below of partsOf(token)) pending.push({ token: below, depth: depth + 1 });
	}
}

function partsOf(token: CST.Token): readonly CST.Token[] {
	if (token.type === "document") return token.value ? [token.value] : [];
	if (!("items" in token)) return [];
	return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part != null));
}

interface Told {
	readonly value: Json;
	readonly mark: Mark;
}

/** Turns nodes into values and marks. An alias stands for a copy, so copies count: few lines can stand for millions. */
class YamlReader {
	readonly #file: string;
	readonly #text: string;
	readonly #document: Document;
	/** What each alias stands for: the last node before it with an anchor of that name. */
	readonly #targets = new Map<Alias, Node>();
	readonly #inexact: Pointer[] = [];
	#values = 0;

	constructor(file: string, text: string, document: Document) {
		this.#file = file;
		this.#text = text;
		this.#document = document;
		const anchors = new Map<string, Node>();
		visit(document, {
			Node: (_, node) => {
				const target = isAlias(node) ? anchors.get(node.source) : undefined;
				if (isAlias(node)) target && this.#targets.set(node, target);
				else if (node.anchor !== undefined) anchors.set(node.anchor, node);
			},
		});
	}

	read(): SchemaDocument {
		const { value, mark } = this.#node(this.#document.contents, undefined, "", 0);
		return { value, inexact: this.#inexact, positions: new Positions(this.#text, mark) };
	}

	#node(node: unknown, key: number | undefined, pointer: Pointer, depth: number): Told {
		if (depth > DEFAULT_BOUNDS.depth)
			this.#refuse("too-deep", pointer, `nested deeper than ${DEFAULT_BOUNDS.depth} levels`);
		if (++this.#values > DEFAULT_BOUNDS.values)
			this.#refuse("too-large", "", `more than ${DEFAULT_BOUNDS.values} values, those of aliases counted`);
		const offset = (node as Node | null)?.range?.[0] ?? 0; // what a document holds is a node, or nothing
		if (isAlias(node)) {
			const { value, mark } = this.#node(this.#target(node, pointer), key, pointer, depth + 1);
			return { value, mark: { ...mark, value: offset } };
		}
		if (isMap(node)) return this.#map(node, { key, value: offset }, pointer, depth);
		if (isSeq(node)) {
			const items = node.items.map((item, index) =>
				this.#node(item, undefined, `${pointer}/${index}`, depth + 1),
			);
			const children = items.map(({ mark }) => mark);
			return { value: items.map(({ value }) => value), mark: { key, value: offset, children } };
		}
		const value = isScalar(node) ? this.#scalar(node, pointer) : null;
		return { value, mark: { key, value: offset, children: undefined } };
	}

	#map(node: YAMLMap, at: { key: number | undefined; value: number }, pointer: Pointer, depth: number): Told {
		const value: Record<string, Json> = {};
		const children = new Map<string, Mark>();
		for (const pair of this.#pairs(node, pointer, depth)) {
			const name = this.#name(pair, pointer);
			const keyAt = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
			const below = this.#node(pair.value, keyAt, `${pointer}/${escapeToken(name)}`, depth + 1);
			// Even "__proto__" becomes a member, and is refused with its place.
			Object.defineProperty(value, name, {
				value: below.value,
				enumerable: true,
				configurable: true,
				writable: true,
			});
			children.set(name, below.mark);
		}
		return { value, mark: { ...at, children } };
	}

	/** The pairs of a map, those that it merges first, so that its own win. */
	#pairs(node: YAMLMap, pointer: Pointer, depth: number): Pair[] {
		if (depth > DEFAULT_BOUNDS.depth)
			this.#refuse("too-deep", pointer, `nested deeper than ${DEFAULT_BOUNDS.depth} levels`);
		const isMerge = ({ key }: Pair) => isScalar(key) && (key.value === "<<" || typeof key.value === "symbol");
		const merged = node.items.filter(isMerge).flatMap(({ value }) => {
			const sources = isSeq(value) ? [...value.items].reverse() : [value];
			return sources.flatMap((source) => {
				const map = isAlias(source) ? this.#target(source, pointer) : source;
				return isMap(map)
					? this.#pairs(map, pointer, depth + 1)
					: this.#refuse("document-unreadable", pointer, "<< merges no map");
			});
		});
		return [...merged, ...node.items.filter((pair) => !isMerge(pair))];
	}

	#target(alias: Alias, pointer: Pointer): unknown {
		return this.#targets.get(alias) ?? this.#refuse("document-unreadable", pointer, "an alias of no anchor");
	}

	#name({ key }: Pair, pointer: Pointer): string {
		const scalar = isAlias(key) ? this.#target(key, pointer) : key;
		if (!isScalar(scalar)) return this.#refuse("document-unreadable", pointer, "a key that is no scalar");
		// A key such as 200 is meant as it is written.
		return typeof scalar.value === "string" ? scalar.value : (scalar.source ?? String(scalar.value));
	}

	#scalar({ value, source }: Scalar, pointer: Pointer): Json {
		if (value === null || typeof value === "string" || typeof value === "boolean") return value;
		if (typeof value !== "number" || !Number.isFinite(value))
			return this.#refuse("document-unreadable", pointer, "a value that JSON does not have");
		const isDecimal = /^[-+]?[\d.]/.test(source ?? "") && !/^0[xo]/.test(source ?? "");
		if (isDecimal ? !isExact(source ?? "") : !Number.isSafeInteger(value)) this.#inexact.push(pointer);
		return value;
	}

	#refuse(code: SchemaErrorCode, keywordLocation: Pointer, why: string): never {
		throw new SchemaError(code, { file: this.#file, keywordLocation }, why);
	}
}
