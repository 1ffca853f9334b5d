import { parseArgs } from "node:util";
import { CLERK_CASES, draftedFor, judge, ORDER_CASES } from "../test/support/drafts/index.js";

// `npm run drafts -- --records 2000`: how many rules of drafted steps are right, judged by the steps that were written by
// hand. Ends with 1 where fewer than 80 % are, or where something is wrong and not marked.
const { values } = parseArgs({
	options: { records: { type: "string", default: "2000" }, seed: { type: "string", default: "1" } },
});

const row = (name: string, ...cells: readonly (string | number)[]) =>
	console.log(`${name.padEnd(22)}${cells.map((cell) => String(cell).padStart(10)).join("")}`);

if (ORDER_CASES.length === 0) console.log("orders are not judged: ../shared is not there");
row("step", "copied", "right", "guessed", "open", "unmarked", "records");
let [right, rules, unmarked] = [0, 0, 0];
for (const one of [...ORDER_CASES, ...CLERK_CASES]) {
	const result = judge(one, await draftedFor(one), Number(values.records), Number(values.seed));
	right += result.right;
	rules += result.right + result.wrongGuesses.length + result.holes.length;
	unmarked += result.unmarked.length;
	const { copied, wrongGuesses, holes } = result;
	const records = result.records[0] + result.records[1];
	row(one.name, copied, result.right, wrongGuesses.length, holes.length, result.unmarked.length, records);
	for (const at of result.unmarked) console.log(`  wrong and not marked: ${at}`);
	for (const at of result.wrongGuesses) console.log(`  guessed wrong: ${at}`);
}
console.log(`\n${right} of ${rules} rules are right as drafted (${((100 * right) / rules).toFixed(0)} %)`);
if (right / rules < 0.8 || unmarked > 0) process.exitCode = 1;
