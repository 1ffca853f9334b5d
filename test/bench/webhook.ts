import { isDeepStrictEqual } from "node:util";
import { sentEvent } from "upshape/webhook";
import { middle, sideBySide, table } from "./side-by-side.js";
// @ts-expect-error plain JavaScript, so that nothing but the package itself is transpiled
import { candidates, samples } from "./webhook-candidates.mjs";

/** How many times as fast as standardwebhooks, which neither validates nor upgrades; by the size of the delivery. */
const FLOORS: { readonly [size: string]: number } = { "2 kB": 1, "20 kB": 2 };

for (const { size, bytes, ours, theirs } of await samples()) {
	if (ours.refused !== undefined || ours.matched !== "session.*") throw new Error(`${size}: not received`);
	if (!isDeepStrictEqual(sentEvent(ours).value, theirs)) throw new Error(`${size}: the two read differently`);
	const names = Object.keys(candidates).filter((name) => name.startsWith(`${size},`));
	const timings = await sideBySide(new URL("./webhook-candidates.mjs", import.meta.url), names);
	const floor = FLOORS[size] ?? Number.NaN;
	const [, speed = Number.NaN, onTheEdge = Number.NaN] = timings.map(({ ratios }) => 1 / middle(ratios));
	console.log(`one delivery of ${bytes} bytes`);
	console.log(table(timings));
	console.log(`  speed against standardwebhooks: ${speed.toFixed(1)} (at least ${floor})`);
	console.log(`  the same by WebCrypto:          ${onTheEdge.toFixed(1)}`);
	if (!(speed >= floor)) process.exitCode = 1;
}
