import { parsePointer } from "../../../json/index.js";
import { LineageError } from "../../error.js";
import type { AnyCodec } from "../codecs/index.js";
import type { RuleNode } from "../node.js";
import type { Declarations } from "./declarations.js";
import { jsonSource, readSource } from "./text.js";

/** A codec as source: two functions, to be called, and the units each way. */
export interface EmittedCodec {
	readonly upgrade: string;
	readonly downgrade: string;
	readonly units: string | undefined;
	readonly unitsBack: string | undefined;
}

/** The named codecs that take what they were made with; the others are constants. */
const MAKERS = new Set(["renamed", "narrowed", "isoDate", "epoch"]);

/** The author's own functions and codecs as source: by the name that they are exported under, else as they are written. */
export class Functions {
	readonly #names: ReadonlyMap<unknown, string>;
	readonly #declarations: Declarations;

	constructor(names: ReadonlyMap<unknown, string>, declarations: Declarations) {
		this.#names = names;
		this.#declarations = declarations;
	}

	codec(codec: AnyCodec): EmittedCodec {
		const { units, data } = codec;
		const named = this.#names.get(codec) ?? (data && this.#constant(madeBy(data)));
		const back = units && [units[1], units[0]];
		return {
			upgrade: named ? `${named}.upgrade` : this.#own(codec.upgrade),
			downgrade: named ? `${named}.downgrade` : this.#own(codec.downgrade),
			units: units && this.#constant(jsonSource(units)),
			unitsBack: back && this.#constant(jsonSource(back)),
		};
	}

	derivation({ make, pointers }: Extract<RuleNode, { readonly rule: "derive" }>): string {
		const values = pointers?.map((pointer) => readSource("given", parsePointer(pointer)));
		return `${this.#own(make)}(${values ? `[${values.join(", ")}]` : "given"}, outer)`;
	}

	#own(made: unknown): string {
		const text = String(made);
		const known = this.#names.get(made);
		if (known !== undefined) return known;
		if (!text.includes("=>"))
			throw new LineageError("mapping-mismatch", "a function has to be exported, or an arrow");
		return this.#constant(text);
	}

	#constant(text: string): string {
		return this.#declarations.declare("value", (name) => `const ${name} = ${text};`);
	}
}

function madeBy(data: Readonly<Record<string, unknown>>): string {
	const [[name, made] = ["", undefined], ...more] = Object.entries(data);
	if (more.length > 0 || !MAKERS.has(name))
		throw new LineageError("mapping-mismatch", `the codec ${name} can't be written as source: export it`);
	return `/* @__PURE__ */ ${name}(${jsonSource(made)})`;
}
