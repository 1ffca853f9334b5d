import { EXCEPTIONS } from "./house/exceptions.js";
import { findLayerBreaks } from "./house/layers.js";
import { readModules } from "./house/modules.js";
import { findCrowdedFolders, findCycles, findSharedNames, findUndocumented } from "./house/order.js";
import { weigh } from "./house/weigh.js";
import { findPrivateWords } from "./house/words.js";

// `npm run house`: is the code where it belongs, under names that mean one thing? Exits with 1 if not.
const src = readModules(["src"]);
const findings = weigh(
	{
		layers: findLayerBreaks([...src, ...readModules(["scripts", "test"])]),
		cycles: findCycles(src),
		folders: findCrowdedFolders(src),
		names: findSharedNames(src),
		docstrings: findUndocumented(src),
		words: findPrivateWords(src),
	},
	EXCEPTIONS,
);
for (const { rule, place, problem } of findings) console.error(`${place}: ${problem} (${rule})`);
process.exitCode = findings.length === 0 ? 0 : 1;
