import { Buffer, isUtf8 } from "node:buffer";
import {
	isSuspect,
	placesOfSuspicions,
	type SchemaObject,
	type SuspectPlace,
	type Suspicion,
} from "../../lineage/index.js";
import { call, i32, local } from "../wasm/code.js";
import { engine } from "../wasm/engine.js";
import { ModuleBuilder } from "../wasm/module.js";
import {
	FUEL,
	ID_END,
	ID_START,
	IS_HIGH,
	MARGIN,
	MAX_NOTES,
	NOTED,
	NOTES,
	RECORD,
	tables,
} from "./memory.js";
import { Scanners } from "./scanner.js";
import { addTokens } from "./tokens.js";

/** The longest record, in bytes, that is scanned; longer ones are doubt. */
const MAX_BYTES = 1 << 20;
/** What may be looked at of a record: it is once as long, and alternatives look again. */
const FUEL_A_BYTE = 16;
const FUEL_AT_LEAST = 1_000;
const PAGE = 1 << 16;
const PAGES = 1 + Math.ceil((RECORD + MAX_BYTES + MARGIN) / PAGE);

/** Looks at records in their own text. */
export interface RecordScanner {
	/** Whether the bytes are one JSON document, and an instance of the schema; false is doubt. */
	accepts(bytes: Uint8Array): boolean;
	/** The text of the member `id` of the record that was accepted last; undefined if it has none. */
	idText(): string | undefined;
}

/** What the module shows. */
interface Exports {
	readonly memory: { readonly buffer: ArrayBuffer };
	scan(place: number, depth: number, fuel: number): number;
}

/**
 * Makes a scanner of the schema; records that nest deeper than `maxDepth` are doubt, and so are those with a value that
 * is suspect. A schema becomes WebAssembly, which can do nothing but compute: no text of it is ever run as JavaScript.
 */
export function compileScanner(
	schema: SchemaObject,
	maxDepth: number,
	suspicions: readonly Suspicion[] = [],
): RecordScanner {
	const module = new ModuleBuilder();
	const tokens = addTokens(module);
	const scanners = new Scanners(module, tokens, schema);
	const root = scanners.root(suspicions.length > 0 ? placesOfSuspicions(suspicions) : undefined);
	module.export(
		"scan",
		module.func(3, [], (place = 0, depth = 1, fuel = 2) => [
			[i32.const(FUEL), local.get(fuel), i32.store()],
			...[IS_HIGH, ID_START, ID_END, NOTED].map((address) => [i32.const(address), i32.const(0), i32.store()]),
			[local.get(place), local.get(depth), call(root)],
		]),
	);
	module.data(0, tables());
	if (engine === undefined) throw new TypeError("there is no WebAssembly");
	const { exports } = new engine.Instance(new engine.Module(module.encode(PAGES)));
	return new Scanner(exports as Exports, maxDepth, scanners.noted); // what was exported above, by those names
}

class Scanner implements RecordScanner {
	readonly #exports: Exports;
	readonly #maxDepth: number;
	#isBroken = false;
	readonly #bytes: Uint8Array;
	readonly #text: Buffer;
	/** What a scan left, from IS_HIGH on. */
	readonly #left: Int32Array;
	/** The numbers that were noted; after each, its place, which the other view shows. */
	readonly #noted: Float64Array;
	readonly #places: Int32Array;
	readonly #watched: readonly SuspectPlace[];

	constructor(exports: Exports, maxDepth: number, watched: readonly SuspectPlace[]) {
		this.#watched = watched;
		this.#exports = exports;
		this.#maxDepth = maxDepth;
		this.#bytes = new Uint8Array(exports.memory.buffer);
		this.#text = Buffer.from(exports.memory.buffer);
		this.#left = new Int32Array(exports.memory.buffer, IS_HIGH, 4);
		this.#noted = new Float64Array(exports.memory.buffer, NOTES, MAX_NOTES * 2);
		this.#places = new Int32Array(exports.memory.buffer, NOTES, MAX_NOTES * 4);
	}

	accepts(bytes: Uint8Array): boolean {
		if (bytes.length > MAX_BYTES) return false;
		const end = RECORD + bytes.length;
		this.#bytes.set(bytes, RECORD);
		// No token holds a zero, so nothing reads on into what was there before.
		this.#bytes[end] = 0;
		if (this.#scan(bytes.length) !== end) return false;
		return (this.#left[0] === 0 || isUtf8(bytes)) && !this.#hasSuspect();
	}

	/** Whether a number that was noted is one that a suspicion is about. */
	#hasSuspect(): boolean {
		const count = this.#left[3] ?? 0;
		for (let note = 0; note < count; note++) {
			const place = this.#watched[this.#places[4 * note + 2] ?? 0];
			for (const suspicion of place?.suspicions ?? [])
				if (isSuspect(suspicion, this.#noted[2 * note])) return true;
		}
		return false;
	}

	/** Where the record ends, or 0. A schema that leads back to itself at the same place takes all of the stack: once. */
	#scan(size: number): number {
		if (this.#isBroken) return 0;
		try {
			return this.#exports.scan(RECORD, this.#maxDepth, FUEL_AT_LEAST + FUEL_A_BYTE * size);
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			this.#isBroken = true;
			return 0;
		}
	}

	idText(): string | undefined {
		const start = this.#left[1] ?? 0;
		const end = this.#left[2] ?? 0;
		return end === 0 ? undefined : this.#text.toString("utf8", start, end);
	}
}
