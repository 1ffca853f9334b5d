import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The main job on the files in examples/: which versions are there, the upgrade, and the exact way back.
const folder = mkdtempSync(join(tmpdir(), "upshape-demo-"));
const [current, residue, rejects, back] = ["current", "residue", "rejects", "back"].map((name) =>
	join(folder, `${name}.ndjson`),
);

upshape("detect examples/clients.ndjson");
upshape(`upgrade examples/clients.ndjson -o ${current} --residue ${residue} --rejects ${rejects}`);
upshape(`downgrade ${current} -o ${back} --residue ${residue} --quiet`);

const before = lines("examples/clients.ndjson");
const after = lines(back);
const restored = after.filter((line) => before.includes(line)).length;
console.log(`\n${restored} of ${after.length} records are back, byte for byte.`);
rmSync(folder, { recursive: true });

function upshape(command: string): void {
	console.log(`\n$ upshape ${command.replaceAll(`${folder}/`, "")}`);
	const { status } = spawnSync(process.execPath, ["dist/cli/main.js", ...command.split(" ")], {
		stdio: "inherit",
	});
	// Rejects are findings, and part of the show.
	if (status !== 0 && status !== 1) process.exit(status ?? 2);
}

function lines(file: string | undefined): readonly string[] {
	return readFileSync(file ?? "", "utf8")
		.trimEnd()
		.split("\n");
}
