import type { Json, JsonObject } from "../json/index.js";
import { schemaGraph } from "../schema/index.js";
import { Undecidable, validator } from "../validate/index.js";

/** Tells which of some schemas a value is an instance of. */
export class Membership {
	readonly #validators: readonly ReturnType<typeof validator>[];
	/** The schema that the value before was an instance of: the next one mostly is too. */
	#last = 0;

	/** Throws a SchemaError if a schema is refused. */
	constructor(schemas: readonly JsonObject[]) {
		this.#validators = schemas.map((schema, index) => {
			const root = `schema ${index}`;
			return validator(schemaGraph({ root, documents: new Map([[root, schema]]) }));
		});
	}

	/** The index of a schema that accepts the value; undefined if none does, or if that can't be told. */
	of(value: Json): number | undefined {
		const all = [...this.#validators.keys()];
		const found = [this.#last, ...all].find((index) => this.#accepts(index, value));
		this.#last = found ?? this.#last;
		return found;
	}

	#accepts(index: number, value: Json): boolean {
		try {
			return this.#validators[index]?.is(value) === true;
		} catch (error) {
			if (error instanceof Undecidable) return false;
			throw error;
		}
	}
}
