import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { wideLineage } from "../test/support/wide-lineage.js";

// `npm run types -- --versions 20 --members 40`: how long each TypeScript takes to check a lineage of that size, beside an
// empty module that only imports the package. The difference is what the lineage costs.
const { values } = parseArgs({
	options: { versions: { type: "string", default: "20" }, members: { type: "string", default: "40" } },
});
const folder = mkdtempSync(join(tmpdir(), "upshape-types-"));
mkdirSync(join(folder, "node_modules"));
symlinkSync(resolve("."), join(folder, "node_modules/upshape"));
writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
const strict = { strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true };
const options = {
	...strict,
	target: "ES2022",
	module: "NodeNext",
	types: [],
	noEmit: true,
	skipLibCheck: true,
};

console.log(`a lineage of ${values.versions} versions with ${values.members} members each`);
for (const compiler of ["typescript-5.9", "typescript", "typescript-7"]) {
	const { version } = JSON.parse(readFileSync(join("node_modules", compiler, "package.json"), "utf8"));
	const empty = seconds(compiler, 'import { lineage } from "upshape";\nvoid lineage;\n');
	const wide = seconds(compiler, wideLineage(Number(values.versions), Number(values.members)));
	const cost = Math.max(0, wide - empty);
	if (cost >= 2) process.exitCode = 1;
	console.log(
		`TypeScript ${version.padEnd(6)} ${wide.toFixed(2)} s, of which the lineage ${cost.toFixed(2)} s (at most 2 s)`,
	);
}
rmSync(folder, { recursive: true });

/** The best of three, as other work on the machine only makes it longer. */
function seconds(compiler: string, text: string): number {
	writeFileSync(join(folder, "wide.ts"), text);
	writeFileSync(
		join(folder, "tsconfig.json"),
		JSON.stringify({ compilerOptions: options, include: ["wide.ts"] }),
	);
	const bin = resolve("node_modules", compiler, "bin/tsc");
	const times = [1, 2, 3].map(() => {
		const begun = performance.now();
		const { status, stdout } = spawnSync(process.execPath, [bin, "-p", folder], { encoding: "utf8" });
		if (status !== 0) throw new Error(`${compiler}: ${stdout}`);
		return (performance.now() - begun) / 1000;
	});
	return Math.min(...times);
}
