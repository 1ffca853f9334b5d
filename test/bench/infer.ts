import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mixedOrders } from "../support/orders/mixed.js";

// `npx tsx test/bench/infer.ts [MB]` infers from so many megabytes of mixed orders (100 if not given), after a build, and
// prints the time and the most memory that it took.
const megabytes = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), "upshape-infer-"));
const file = join(folder, "orders.ndjson");
const text = mixedOrders(20_000, [1, 4])
	.map(({ order }) => `${JSON.stringify(order)}\n`)
	.join("");
const out = openSync(file, "w");
for (let written = 0; written < megabytes * 1e6; written += text.length) writeSync(out, text);
closeSync(out);

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const meter = join(folder, "meter.cjs");
writeFileSync(meter, 'process.on("exit", () => console.error(process.resourceUsage().maxRSS / 1024));');
const args = ["--require", meter, main, "infer", file, "--out", join(folder, "order")];
const begin = performance.now();
const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
const seconds = (performance.now() - begin) / 1000;
console.log(stdout.split("\n").slice(0, 5).join("\n"));
console.log(
	`exit ${status}: ${(statSync(file).size / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s, at most ${Math.round(Number(stderr))} MB of memory`,
);
rmSync(folder, { recursive: true });
