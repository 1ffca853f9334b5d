// Plain JavaScript, so that what is timed is what runs. `BEFORE_FOLDER` is a built upshape of before.
import { pathToFileURL } from "node:url";
import * as today from "upshape/clerk";
import { record } from "./bulk-records.mjs";

const before = await import(pathToFileURL(`${process.env.BEFORE_FOLDER}/dist/clerk/index.js`).href);
const COUNT = 500;

const cycling = (version, convert) => () => {
	const all = Array.from({ length: COUNT }, (_, i) => JSON.parse(JSON.stringify(record(i, version))));
	let i = 0;
	return () => convert(all[i++ % COUNT]);
};

/** By name: each converts one record after the other, and nobody reads account or residue. */
export const candidates = Object.fromEntries(
	["legacy", "v1"].flatMap((version) => [
		[`${version}, before`, cycling(version, (one) => before.client.upgrade(one))],
		[`${version}, today`, cycling(version, (one) => today.client.upgrade(one))],
	]),
);
