/** Instructions of WebAssembly, nested as it reads best; they are laid out flat when their function is encoded. */
export type Code = readonly (number | Code)[];

/** A local variable or parameter of a function, by its index. */
export type Local = number;

/** The instructions as bytes, in order. */
export function flatten(code: Code, into: number[] = []): number[] {
	for (const part of code) {
		if (typeof part === "number") into.push(part);
		else flatten(part, into);
	}
	return into;
}

/** An unsigned number as LEB128. */
export function unsigned(value: number): number[] {
	const bytes: number[] = [];
	let rest = value;
	for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
	return [...bytes, rest];
}

/** A signed number as LEB128. */
function signed(value: bigint | number): number[] {
	const bytes: number[] = [];
	let rest = BigInt(value);
	for (; rest < -0x40n || rest > 0x3fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
	return [...bytes, Number(rest & 0x7fn)];
}

/** Little endian, as the constants of floating point are written. */
function double(value: number): number[] {
	return [...new Uint8Array(new Float64Array([value]).buffer)];
}

// Groups and instructions are named as in the specification's text format; what takes an operand is a function.
// https://www.w3.org/TR/wasm-core-2/#instructions%E2%91%A6

/** Of integers of 32 bits, which places in memory are, too. */
export const i32 = {
	const: (value: number): Code => [0x41, signed(value)],
	load: (offset = 0): Code => [0x28, 0, unsigned(offset)],
	load8: (offset = 0): Code => [0x2d, 0, unsigned(offset)],
	store: (offset = 0): Code => [0x36, 0, unsigned(offset)],
	load16: (offset = 0): Code => [0x2f, 0, unsigned(offset)],
	eqz: 0x45,
	eq: 0x46,
	ne: 0x47,
	ltS: 0x48,
	ltU: 0x49,
	gtU: 0x4b,
	add: 0x6a,
	sub: 0x6b,
	mul: 0x6c,
	and: 0x71,
	or: 0x72,
} as const;

/** Of integers of 64 bits. */
export const i64 = {
	const: (value: bigint): Code => [0x42, signed(BigInt.asIntN(64, value))],
	load: (offset = 0): Code => [0x29, 0, unsigned(offset)],
	store: (offset = 0): Code => [0x37, 0, unsigned(offset)],
	ne: 0x52,
	eqz: 0x50,
	ltS: 0x53,
	gtS: 0x55,
	add: 0x7c,
	sub: 0x7d,
	mul: 0x7e,
	remS: 0x81,
	and: 0x83,
	or: 0x84,
	extendU: 0xad,
} as const;

/** Of doubles. */
export const f64 = {
	const: (value: number): Code => [0x44, double(value)],
	load: (offset = 0): Code => [0x2b, 0, unsigned(offset)],
	store: (offset = 0): Code => [0x39, 0, unsigned(offset)],
	convertS: 0xb9,
	lt: 0x63,
	gt: 0x64,
	le: 0x65,
	ge: 0x66,
	div: 0xa3,
} as const;

/** Of local variables. */
export const local = {
	get: (index: Local): Code => [0x20, unsigned(index)],
	set: (index: Local): Code => [0x21, unsigned(index)],
	tee: (index: Local): Code => [0x22, unsigned(index)],
} as const;

const NO_RESULT = 0x40;
const END = 0x0b;

/** Instructions that a branch to their depth leaves; the innermost group has depth 0. */
export const enclose = (...code: Code): Code => [0x02, NO_RESULT, code, END];
/** Instructions that a branch to their depth begins again. */
export const loop = (...code: Code): Code => [0x03, NO_RESULT, code, END];
/** Instructions that run if the value on the stack is not 0; a group, too. */
export const when = (...code: Code): Code => [0x04, NO_RESULT, code, END];
/** Goes to the group of that depth. */
export const branch = (depth: number): Code => [0x0c, unsigned(depth)];
/** The same if the value on the stack is not 0. */
export const branchIf = (depth: number): Code => [0x0d, unsigned(depth)];
/** Returns the value on the stack. */
export const leave: Code = [0x0f];
/** Calls a function of the module with the values on the stack. */
export const call = (func: { readonly index: number }): Code => [0x10, unsigned(func.index)];
