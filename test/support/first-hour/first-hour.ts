import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { filledSource } from "../drafts/index.js";
import type { AnyLineage } from "../laws.js";
import { run } from "../package/run.js";
import { mixedOrders } from "./orders.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** One command of the way, or the filling of the holes. */
interface FirstHourStep {
	readonly command: string;
	readonly seconds: number;
	readonly status: number | null;
	readonly output: string;
}

/** What the way from records to data that went up and came back has come to. */
export interface FirstHour {
	readonly steps: readonly FirstHourStep[];
	/** Records that the lineage takes for another version than they were made as. */
	readonly misplaced: number;
	/** Whether the bytes that came back are those that went in. */
	readonly isBack: boolean;
}

/** What somebody who knows the orders writes into the holes of the draft. */
const FILLS = {
	"// HOLE first_name:": `...t.split(
		"/customer_name",
		(name) => {
			const cut = name.lastIndexOf(" ");
			return { first_name: name.slice(0, Math.max(0, cut)), last_name: name.slice(cut + 1) };
		},
		({ first_name, last_name }) => \`\${first_name} \${last_name}\`.trim(),
	),`,
	"// HOLE last_name:": "",
	"// HOLE /customer_name:": "",
	"// HOLE channel:": 'channel: t.constant("web"),',
};

const CURRENCY = /\/\/ HOLE currency: (\w+)\..*/g;

/** Goes the whole way in a folder of its own: orders of two versions without a schema, until they went up and came back. */
export async function firstHour(count: number): Promise<FirstHour> {
	const folder = await mkdtemp(join(tmpdir(), "upshape-first-hour-"));
	try {
		return await inFolder(folder, count);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

async function inFolder(folder: string, count: number): Promise<FirstHour> {
	const lines = await mixedOrders(count, folder);
	const input = `${lines.join("\n")}\n`;
	writeFileSync(join(folder, "orders.ndjson"), input);
	install(folder);
	const steps: FirstHourStep[] = [];
	const call = (command: string, words: readonly string[]) => {
		const begun = performance.now();
		const { status, stdout, stderr } = run([process.execPath, ...words], folder);
		steps.push({ command, seconds: (performance.now() - begun) / 1000, status, output: stdout + stderr });
	};
	const upshape = (command: string) =>
		call(`upshape ${command}`, [join(root, "dist/cli/main.js"), ...command.split(" ")]);
	upshape("init orders.ndjson --name order");
	upshape("generate");
	const draft = join(folder, "src/order/v1-to-v2.ts");
	const filled = filledSource(readFileSync(draft, "utf8"), FILLS);
	writeFileSync(draft, filled.replaceAll(CURRENCY, 'currency: $1.constant("EUR"),'));
	call("tsc", [join(root, "node_modules/typescript/bin/tsc")]);
	upshape("check");
	const lineage = "--lineage ./dist/order/index.js --residue residue.ndjson";
	upshape(`upgrade orders.ndjson ${lineage} -o current.ndjson`);
	upshape(`downgrade current.ndjson ${lineage} -o back.ndjson`);
	const failed = steps.some(({ status }) => status !== 0);
	if (failed) return { steps, misplaced: lines.length, isBack: false };
	const built = await import(pathToFileURL(join(folder, "dist/order/index.js")).href);
	// What the module exports is a lineage, of versions that are known at run time only.
	const made: AnyLineage = built.orderLineage;
	const misplaced = lines.filter((line) => {
		const detection = made.detect(JSON.parse(line));
		const version = line.includes('"first_name"') ? "v2" : "v1";
		return !("version" in detection) || detection.version !== version;
	});
	const isBack = readFileSync(join(folder, "back.ndjson"), "utf8") === input;
	return { steps, misplaced: misplaced.length, isBack };
}

/** A project that has upshape and the compiler. */
function install(folder: string): void {
	mkdirSync(join(folder, "node_modules"));
	symlinkSync(root, join(folder, "node_modules/upshape"));
	for (const name of ["typescript", "@types"]) {
		symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
	}
	writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
}
