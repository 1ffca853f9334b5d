import { escapeToken } from "../../json/index.js";
import type { Node, NodeIndex } from "../../schema/index.js";
import { TYPE_BITS } from "../../schema/index.js";
import { TYPES } from "../type.js";
import { evaluatedOf } from "./evaluated.js";
import { key, literal } from "./literal.js";
import { isBelow, resolve } from "./resolve.js";
import type { Writer } from "./writer.js";

const NUMBERS = [
	...(["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"] as const),
	...(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] as const),
] as const;
const CHILDREN = ["items", "additionalProperties", "propertyNames"] as const;

/** Writes what the helper `explain` works by: each schema as data, those that references lead to as constants. */
export class RuleWriter {
	/** The parts that any of the rules has: what `explain` must know. */
	readonly parts = new Set<string>();
	readonly #writer: Writer;
	readonly #texts = new Map<NodeIndex, string>();
	readonly #open = new Set<NodeIndex>();

	constructor(writer: Writer) {
		this.#writer = writer;
	}

	/** The expression of a node's rule, which is a constant. */
	rule(index: NodeIndex): string {
		const at = resolve(this.#writer.nodes, index);
		const name = `rule${this.#writer.names[at]}`;
		if (this.#open.has(at)) {
			this.parts.add("ref");
			return `{ get ref() { return ${name}; } }`;
		}
		if (!this.#texts.has(at)) {
			this.#open.add(at);
			const { keywordLocation } = this.#writer.node(at).place;
			this.#writer.functionOf(at);
			this.#texts.set(at, `const ${name}: Rule = ${this.#object(at, keywordLocation)};`);
			this.#open.delete(at);
		}
		return name;
	}

	/** The constants, each after those that it holds. */
	text(): string[] {
		return [...this.#texts.values()];
	}

	/** A rule as an object; `at` is where it stands, if that does not follow from what holds it. */
	#object(index: NodeIndex, at: string | undefined, tested = false): string {
		const node = this.#writer.node(index);
		const parts = [
			...(at === undefined ? [] : [this.#part("at", literal(at))]),
			...this.#is(index, tested),
			...this.#scalars(node),
			...this.#objects(node),
			...this.#arrays(node),
			...this.#combined(node),
			...this.#unevaluated(node),
		];
		return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
	}

	#part(name: string, text: string): string {
		this.parts.add(name);
		return `${name}: ${text}`;
	}

	/** The rule that a keyword of the node holds, in its place or as a constant. */
	#child(parent: Node, index: NodeIndex, path: string, tested = true): string {
		const at = resolve(this.#writer.nodes, index);
		const { place } = this.#writer.node(at);
		if (!isBelow(this.#writer.node(at), parent) || this.#texts.has(at)) return this.rule(at);
		const follows = place.keywordLocation === `${parent.place.keywordLocation}/${path}`;
		return this.#object(at, follows ? undefined : place.keywordLocation, tested);
	}

	/** The function that tells quickly; where nothing needs one, a test in its place if it has to be tried. */
	#is(index: NodeIndex, tested: boolean): string[] {
		const test = this.#writer.test(index, "x");
		const call = /^(is\w+)\(x\)$/.exec(test)?.[1];
		if (call !== undefined && call !== "isObject") return [this.#part("is", call)];
		return tested ? [this.#part("is", `(x) => ${test}`)] : [];
	}

	#scalars(node: Node): string[] {
		const parts: string[] = [];
		if (node.never) parts.push(this.#part("never", "true"));
		if (node.types !== undefined) {
			const types = TYPES.filter((type) => ((node.types ?? 0) & TYPE_BITS[type]) !== 0);
			const names = types.map((type) => (type === "number" && node.integer ? "integer" : type));
			parts.push(this.#part("types", literal(names)));
		}
		if (node.values !== undefined) parts.push(this.#part("values", literal(node.values)));
		for (const name of NUMBERS) {
			const bound = node[name];
			if (bound !== undefined) parts.push(this.#part(name, literal(bound)));
		}
		if (node.pattern !== undefined) {
			parts.push(this.#part("pattern", literal(node.pattern)));
			parts.push(this.#part("matches", this.#writer.needs.pattern(node.pattern, node)));
		}
		return parts;
	}

	#objects(node: Node): string[] {
		const parts: string[] = [];
		if (node.required !== undefined) parts.push(this.#part("required", literal([...new Set(node.required)])));
		if (node.dependentRequired !== undefined) {
			const entries = [...node.dependentRequired].map(([name, others]) => [name, [...others]] as const);
			parts.push(this.#part("dependentRequired", literal(entries.map(([name, others]) => [name, others]))));
		}
		if (node.properties !== undefined) {
			const entries = [...node.properties].map(
				([name, schema]) => `${key(name)}: ${this.#child(node, schema, `properties/${escapeToken(name)}`)}`,
			);
			parts.push(this.#part("properties", entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`));
		}
		if (node.patternProperties !== undefined) {
			const entries = [...node.patternProperties].map(([pattern, schema]) => {
				const rule = this.#child(node, schema, `patternProperties/${escapeToken(pattern)}`);
				return `[${this.#writer.needs.pattern(pattern, node)}, ${rule}, ${literal(pattern)}]`;
			});
			parts.push(this.#part("patternProperties", `[${entries.join(", ")}]`));
		}
		for (const name of CHILDREN) {
			const schema = node[name];
			if (schema !== undefined)
				parts.push(this.#part(name, this.#child(node, schema, name, name === "propertyNames")));
		}
		if (node.dependentSchemas !== undefined) {
			const entries = [...node.dependentSchemas].map(
				([name, schema]) =>
					`[${literal(name)}, ${this.#child(node, schema, `dependentSchemas/${escapeToken(name)}`)}]`,
			);
			parts.push(this.#part("dependentSchemas", `[${entries.join(", ")}]`));
		}
		return parts;
	}

	#arrays(node: Node): string[] {
		const parts: string[] = [];
		if (node.prefixItems !== undefined) parts.push(this.#list(node, "prefixItems", node.prefixItems, true));
		if (node.uniqueItems) {
			this.#writer.needs.use("areUnique");
			parts.push(this.#part("uniqueItems", "true"));
		}
		if (node.contains !== undefined) {
			parts.push(this.#part("contains", this.#child(node, node.contains, "contains", true)));
			if (node.minContains !== undefined) parts.push(this.#part("minContains", literal(node.minContains)));
			if (node.maxContains !== undefined) parts.push(this.#part("maxContains", literal(node.maxContains)));
		}
		return parts;
	}

	#combined(node: Node): string[] {
		const parts: string[] = [];
		if (node.allOf !== undefined) parts.push(this.#list(node, "allOf", node.allOf, false));
		if (node.anyOf !== undefined) parts.push(this.#list(node, "anyOf", node.anyOf, true));
		if (node.oneOf !== undefined) parts.push(this.#list(node, "oneOf", node.oneOf, true));
		if (node.not !== undefined) parts.push(this.#part("not", this.#child(node, node.not, "not", true)));
		if (node.if !== undefined) {
			parts.push(this.#part("if", this.#child(node, node.if, "if", true)));
			if (node.then !== undefined) parts.push(this.#part("then", this.#child(node, node.then, "then")));
			if (node.else !== undefined) parts.push(this.#part("else", this.#child(node, node.else, "else")));
		}
		return parts;
	}

	#list(node: Node, name: string, schemas: readonly NodeIndex[], tested: boolean): string {
		const rules = schemas.map((schema, index) => this.#child(node, schema, `${name}/${index}`, tested));
		return this.#part(name, `[${rules.join(", ")}]`);
	}

	#unevaluated(node: Node): string[] {
		const parts: string[] = [];
		for (const [name, kind] of [
			["unevaluatedProperties", "object"],
			["unevaluatedItems", "array"],
		] as const) {
			const schema = node[name];
			const evaluated = schema === undefined ? "all" : evaluatedOf(this.#writer, node, kind);
			if (schema === undefined || evaluated === "all") continue;
			const body = [...evaluated.before, `return (at) => ${evaluated.has("at")};`].join(" ");
			parts.push(this.#part(name, this.#child(node, schema, name)));
			parts.push(
				this.#part(kind === "object" ? "evaluatedProperties" : "evaluatedItems", `(x) => { ${body} }`),
			);
		}
		return parts;
	}
}
