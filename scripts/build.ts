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
	.concat("src/records/run/worker.ts");

rmSync("dist", { recursive: true, force: true });
const options = {
	outdir: "dist",
	outbase: "src",
	bundle: true,
	packages: "external",
	platform: "node",
	target: "node20",
	logLevel: "warning",
} as const;
await build({
	...options,
	entryPoints,
	format: "esm",
	splitting: true,
	chunkNames: "shared/[name]-[hash]",
});
await build({
	...options,
	entryPoints: ["src/cli/conversions.ts"],
	format: "cjs",
	outExtension: { ".js": ".cjs" },
	define: { "import.meta.url": "OWN_URL" },
	banner: { js: '"use strict"; const OWN_URL = require("node:url").pathToFileURL(__filename).href;' },
});
const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"];
const { status } = spawnSync(process.execPath, tsc, { stdio: "inherit" });
process.exitCode = status === 0 ? 0 : 1;
