import { isDeepStrictEqual } from "node:util";
import { client } from "upshape/clerk";
import { middle, sideBySide, table } from "./side-by-side.js";
// @ts-expect-error plain JavaScript, so that nothing but the package itself is transpiled
import { candidates, conversions, sample } from "./upgrade-candidates.mjs";

/** The floors that the project sets itself. */
const AGAINST_HAND = 0.35;
const AGAINST_ZOD = 3;

const expected = client.upgrade(sample).value;
for (const convert of Object.values<(record: unknown) => unknown>(conversions)) {
	if (!isDeepStrictEqual(convert(sample), expected)) throw new Error("the candidates convert differently");
}

const timings = await sideBySide(
	new URL("./upgrade-candidates.mjs", import.meta.url),
	Object.keys(candidates),
);
const ratio = (name: string) => middle(timings.find(({ candidate }) => candidate === name)?.ratios ?? []);
const againstHand = 1 / ratio("client.upgrade");
const againstZod = ratio("zod, both ends") / ratio("client.upgrade");

console.log(
	`client.upgrade of parsed legacy records, ${JSON.stringify(sample).length} characters, both ends validated`,
);
console.log(table(timings));
console.log(`  speed against by hand: ${againstHand.toFixed(2)} (at least ${AGAINST_HAND})`);
console.log(`  speed against zod:     ${againstZod.toFixed(1)} (at least ${AGAINST_ZOD})`);
if (againstHand < AGAINST_HAND || againstZod < AGAINST_ZOD) process.exitCode = 1;
