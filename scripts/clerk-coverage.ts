import { coverage, standings } from "../test/support/clerk-coverage.js";

// What is proved of the shipped lineages: which versions accept each published schema, and that versions don't mix.
const covered = coverage();
for (const { file, by } of covered) console.log(`${file.padEnd(48)} ${by.join(", ") || "NO VERSION"}`);
const accepted = covered.filter(({ by }) => by.length > 0);
console.log(
	`\n${accepted.length} of ${covered.length} published schemas are accepted by a version, proved\n`,
);

let mixed = 0;
for (const lineage of ["clerk-client", "clerk-session"]) {
	for (const { pair, standing } of standings(lineage)) {
		console.log(`${lineage.padEnd(14)} ${pair.join(" and ").padEnd(24)} ${standing}`);
		if (standing === "overlapping" || standing === "unknown") mixed++;
	}
}
process.exitCode = accepted.length === covered.length && mixed === 0 ? 0 : 1;
