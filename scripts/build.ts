import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

// esbuild writes the modules, joined into one a sub-path and what they share: Node takes 0.4 ms to load a module,
// however small, and upshape/clerk alone is made of 50. tsc checks, and writes the declarations.
const { bin, exports } = JSON.parse(readFileSync("package.json", "utf8"));
const entryPoints = [bin, exports]
	.flatMap((paths) => Object.values<string>(paths))
	.filter((path) => path.endsWith(".js"))
	.map((path) => path.replace(/^(\.\/)?dist\/(.*)\.js$/, "src/$2.ts"))
	// No one imports it: the threads of a run are started with it.
	.concat("src/bulk/worker.ts");

rmSync("dist", { recursive: true, force: true });
await build({
	entryPoints,
	outdir: "dist",
	outbase: "src",
	chunkNames: "shared/[name]-[hash]",
	bundle: true,
	splitting: true,
	packages: "external",
	platform: "node",
	target: "node20",
	format: "esm",
	logLevel: "warning",
});
const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"];
const { status } = spawnSync(process.execPath, tsc, { stdio: "inherit" });
process.exitCode = status === 0 ? 0 : 1;
