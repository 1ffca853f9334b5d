import { type AnyLineage, seekPayloads } from "../../records/index.js";

/** Codes of records that may hold a payload somewhere else. */
const CODES = ["unknown-version", "stranger", "nothing-there"];

/** How many refused records are looked into. */
const MOST = 3;

/** Looks into the first refused records for payloads of a lineage, to tell how they would be found. */
export class WrapperHint {
	readonly #lineage: AnyLineage;
	#left = MOST;
	#flags: string | undefined;

	constructor(lineage: AnyLineage) {
		this.#lineage = lineage;
	}

	/** Looks into a record that was refused. */
	look(code: string, bytes: Uint8Array): void {
		if (this.#flags !== undefined || this.#left === 0 || !CODES.includes(code)) return;
		this.#left--;
		this.#flags = seekPayloads(bytes, (value) => this.#lineage.detect(value).issues === undefined);
	}

	/** What was found out, in one line; none if nothing was. */
	get lines(): readonly string[] {
		if (this.#flags === undefined) return [];
		if (this.#flags === "") return ["records are payloads themselves: leave --at and --wrapped out"];
		return [`records have payloads of ${this.#lineage.name} inside: try ${this.#flags}`];
	}
}
