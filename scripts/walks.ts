import { WALKS } from "./walks/bounds.js";
import { countWalk } from "./walks/count.js";

// `npm run walks` counts the modules of src that take part in each of five tasks; `-- diff` tells which.
const asked = process.argv.slice(2);
for (const { name, words, most } of WALKS) {
	if (asked.length > 0 && !asked.includes(name)) continue;
	const ran = await countWalk(words);
	console.log(`${name.padEnd(6)} ${String(ran.length).padStart(4)} modules run, at most ${most}`);
	for (const module of asked.length > 0 ? ran : []) console.log(`  ${module}`);
	if (ran.length > most) process.exitCode = 1;
}
