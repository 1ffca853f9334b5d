import { type Code, flatten, i32, type Local, unsigned } from "./code.js";

/** The type of integers of 32 bits. */
export const I32 = 0x7f;
/** The type of integers of 64 bits. */
export const I64 = 0x7e;
type ValueType = typeof I32 | typeof I64;

/** A function of a module. It may be called before it is defined, so that functions can lead back to themselves. */
export interface Func {
	readonly index: number;
}

interface Defined extends Func {
	readonly params: number;
	locals: readonly ValueType[];
	body: Code;
}

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const FUNC = 0x60;

/**
 * A WebAssembly module in the making: functions of i32s that return one i32, one memory. Its instances can
 * compute, and read and write that memory; there is nothing else that a schema could make them do.
 */
export class ModuleBuilder {
	readonly #funcs: Defined[] = [];
	readonly #exports = new Map<string, Func>();
	readonly #data: { readonly at: number; readonly bytes: Uint8Array }[] = [];

	/** A function of so many i32 parameters, to be defined. */
	declare(params: number): Func {
		const func: Defined = { index: this.#funcs.length, params, locals: [], body: [] };
		this.#funcs.push(func);
		return func;
	}

	/** What a declared function does; `locals` are its variables, with indices after those of the parameters. */
	define(func: Func, locals: readonly ValueType[], body: (...params: readonly Local[]) => Code): void {
		const defined = this.#funcs[func.index];
		if (defined === undefined) throw new RangeError(`there is no function ${func.index}`);
		const indices = Array.from({ length: defined.params + locals.length }, (_, index) => index);
		defined.locals = locals;
		defined.body = body(...indices);
	}

	/** Declared and defined at once. */
	func(params: number, locals: readonly ValueType[], body: (...params: readonly Local[]) => Code): Func {
		const func = this.declare(params);
		this.define(func, locals, body);
		return func;
	}

	/** Shows a function to the host. */
	export(name: string, func: Func): void {
		this.#exports.set(name, func);
	}

	/** Bytes that stand in the memory from the beginning. */
	data(at: number, bytes: Uint8Array): void {
		this.#data.push({ at, bytes });
	}

	/** The module's bytes. The memory is exported as "memory", and begins with so many pages of 64 KiB. */
	encode(pages: number): Uint8Array<ArrayBuffer> {
		const most = Math.max(0, ...this.#funcs.map(({ params }) => params));
		const types = Array.from({ length: most + 1 }, (_, params) => [
			FUNC,
			vector(Array(params).fill([I32])),
			vector([[I32]]),
		]);
		const exports = [
			[text("memory"), 0x02, 0x00],
			...[...this.#exports].map(([name, { index }]) => [text(name), 0x00, unsigned(index)]),
		];
		return new Uint8Array(
			flatten([
				MAGIC,
				section(1, vector(types)),
				section(3, vector(this.#funcs.map(({ params }) => unsigned(params)))),
				section(5, vector([[0x00, unsigned(pages)]])),
				section(7, vector(exports)),
				section(10, vector(this.#funcs.map(encodeBody))),
				section(
					11,
					vector(
						this.#data.map(({ at, bytes }) => [
							0x00,
							i32.const(at),
							0x0b,
							unsigned(bytes.length),
							[...bytes],
						]),
					),
				),
			]),
		);
	}
}

function encodeBody({ locals, body }: Defined): Code {
	const code = flatten([vector(locals.map((type) => [1, type])), body, 0x0b]);
	return [unsigned(code.length), code];
}

function section(id: number, content: Code): Code {
	const bytes = flatten(content);
	return [id, unsigned(bytes.length), bytes];
}

function vector(items: readonly Code[]): Code {
	return [unsigned(items.length), items];
}

function text(name: string): Code {
	const bytes = [...new TextEncoder().encode(name)];
	return [unsigned(bytes.length), bytes];
}
