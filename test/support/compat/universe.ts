import type { Json } from "../../../src/json/index.js";

const SCALARS: readonly Json[] = [
	null,
	true,
	false,
	-1,
	0,
	1,
	2,
	3,
	6,
	1.5,
	2.5,
	0.25,
	7,
	"",
	"a",
	"b",
	"ab",
	"abc",
	"c",
	"bc",
	"aab",
];
const FEW: readonly Json[] = [null, 0, 1, 1.5, "a", "b", "", true];
const NAMES = ["a", "b", "ab", "c", "z", "bc"];

/** Small instances of every type, of which each pair of generated schemas can be asked. */
export const UNIVERSE: readonly Json[] = [...SCALARS, ...arrays(), ...objects()];

function arrays(): Json[] {
	const made: Json[] = [[]];
	for (const first of SCALARS) made.push([first]);
	for (const first of FEW) for (const second of FEW) made.push([first, second]);
	for (const first of FEW.slice(0, 5)) {
		for (const second of FEW.slice(0, 5))
			for (const third of FEW.slice(1, 5)) made.push([first, second, third]);
	}
	made.push(
		[[]],
		[{}],
		[[], []],
		[[1], ["a"]],
		[{ a: 1 }],
		[{ a: 1 }, { a: 1 }],
		[0, 1, 2, 3],
		["a", "b", "ab", "c"],
	);
	return made;
}

function objects(): Json[] {
	const made: Json[] = [{}];
	for (const name of NAMES) for (const value of SCALARS) made.push({ [name]: value });
	for (const [index, one] of NAMES.entries()) {
		for (const other of NAMES.slice(index + 1)) {
			for (const first of FEW) for (const second of FEW) made.push({ [one]: first, [other]: second });
		}
	}
	for (const value of FEW) {
		made.push(
			{ a: value, b: value, c: value },
			{ a: value, b: 1, z: "a" },
			{ a: 1, b: "a", ab: value, c: null },
		);
	}
	made.push(
		{ a: {} },
		{ a: [] },
		{ a: [1] },
		{ a: { a: 1 } },
		{ a: { b: "a" } },
		{ b: { a: 1 } },
		{ a: { a: {} } },
		{ "": 1 },
	);
	return made;
}
