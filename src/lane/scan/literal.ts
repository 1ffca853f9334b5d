import { branchIf, type Code, i32, i64, local } from "../wasm/code.js";

const WIDTHS = [
	{ size: 8, load: i64.load, constant: (value: bigint) => i64.const(value), ne: i64.ne },
	{
		size: 4,
		load: i32.load,
		constant: (value: bigint) => i32.const(Number(BigInt.asIntN(32, value))),
		ne: i32.ne,
	},
	{ size: 2, load: i32.load16, constant: (value: bigint) => i32.const(Number(value)), ne: i32.ne },
	{ size: 1, load: i32.load8, constant: (value: bigint) => i32.const(Number(value)), ne: i32.ne },
] as const;

/** The text as UTF-8. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Branches by so many levels unless these bytes stand at the place. */
export function unlessAt(place: number, bytes: Uint8Array, depth: number): Code {
	const code: Code[] = [];
	let offset = 0;
	for (const { size, load, constant, ne } of WIDTHS) {
		for (; bytes.length - offset >= size; offset += size) {
			const expected = bytes
				.subarray(offset, offset + size)
				.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
			code.push([local.get(place), load(offset), constant(expected), ne, branchIf(depth)]);
		}
	}
	return code;
}
