import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { AnyLineage } from "../support/laws.js";
import { sharedThere } from "../support/shared.js";
import { naiveOrders, oldOrders } from "../support/stranger/index.js";
import { builtBefore } from "./before.js";
// @ts-expect-error plain JavaScript, as the candidates share it
import { writeRecords } from "./bulk-records.mjs";
import { type Gate, gate, printGates } from "./gates.js";
import { type Candidate, inTurn, main, ratios } from "./processes.js";
import { sideBySide, table } from "./side-by-side.js";

// `npm run bench -- steps`: what exact return and account cost, beside a build of the commit before they held for every
// step; and of hand-written steps, a run that keeps the residue beside one that doesn't.
const RECORDS = Number(process.env.UPSHAPE_RECORDS ?? 60_000);
const ORDERS = RECORDS;
const ROUNDS = Number(process.env.UPSHAPE_ROUNDS ?? 7);

const before = builtBefore();
const folder = mkdtempSync(join(tmpdir(), "upshape-bench-"));
try {
	const beside = before === undefined ? [] : [...(await unread(before)), ...(await files(before))];
	printGates([...beside, ...(await orders())]);
	if (before === undefined)
		console.log("the commit before is not in this history: nothing is compared with it");
} finally {
	rmSync(folder, { recursive: true });
}

/** `client.upgrade` where nobody reads account and residue: how many times as quick as before. */
async function unread(built: string): Promise<readonly Gate[]> {
	process.env.BEFORE_FOLDER = built;
	const gates: Gate[] = [];
	for (const version of ["legacy", "v1"]) {
		const names = [`${version}, before`, `${version}, today`];
		const timings = await sideBySide(new URL("./steps-candidates.mjs", import.meta.url), names);
		console.log(table(timings));
		const rates = (timings[1]?.ratios ?? []).map((ratio) => 1 / ratio);
		gates.push(gate(`client.upgrade from ${version}, rate against before`, rates, ">=", 0.8));
	}
	return gates;
}

/** File runs of legacy and mixed Clients, with a residue file and without; and with steps as if written by hand. */
async function files(built: string): Promise<readonly Gate[]> {
	const gates: Gate[] = [];
	const handWritten = await handWrittenClerk();
	for (const version of ["legacy", "mixed"]) {
		const input = join(folder, `${version}.ndjson`);
		writeRecords(input, RECORDS, version === "mixed" ? undefined : version);
		const residue = (name: string) => join(folder, `${name}.residue`);
		const rounds = await inTurn(
			[
				command("before", join(built, "dist/cli/main.js"), [input]),
				command("today", main, [input]),
				command("before, residue", join(built, "dist/cli/main.js"), [input, "--residue", residue("before")]),
				command("today, residue", main, [input, "--residue", residue("today")]),
				command("by hand, residue", main, [input, "--lineage", handWritten, "--residue", residue("hand")]),
			],
			join(folder, "out"),
			ROUNDS,
		);
		const bytes = statSync(residue("today")).size / statSync(residue("before")).size;
		gates.push(
			gate(`${version}, without residue, time against before`, ratios(rounds, "today", "before"), "<=", 1.05),
			gate(
				`${version}, residue, time against before`,
				ratios(rounds, "today, residue", "before, residue"),
				"<=",
				1.05,
			),
			gate(
				`${version}, residue of hand-written steps, time against before`,
				ratios(rounds, "by hand, residue", "before, residue"),
				"<=",
				1.35,
			),
			gate(`${version}, bytes of residue against before`, [bytes], "<=", 1),
		);
	}
	return gates;
}

/** A module with Clerk's lineage as if its steps were written by hand, as JavaScript. */
async function handWrittenClerk(): Promise<string> {
	const outfile = join(folder, "hand-written-clerk.mjs");
	const source = fileURLToPath(new URL("./hand-written-clerk.ts", import.meta.url));
	await build({ entryPoints: [source], outfile, bundle: true, format: "esm", platform: "node" });
	return outfile;
}

/** Hand-written steps whose arrays have no identities: with the residue against without. */
async function orders(): Promise<readonly Gate[]> {
	if (!sharedThere) {
		console.log("orders: needs ../shared");
		return [];
	}
	const project = await naiveOrders();
	const input = join(folder, "orders.ndjson");
	const { order } = (await project.load()) as { readonly order: AnyLineage };
	const valid = oldOrders(project, ORDERS).filter((one) => !order.upgrade(one).issues);
	writeFileSync(input, valid.map((one) => `${JSON.stringify(one)}\n`).join(""));
	const args = [input, "--lineage", project.module];
	const rounds = await inTurn(
		[
			command("orders", main, args),
			command("orders, residue", main, [...args, "--residue", join(folder, "orders.residue")]),
		],
		join(folder, "out"),
		ROUNDS,
	);
	project.remove();
	return [
		gate("naive orders, residue against without", ratios(rounds, "orders, residue", "orders"), "<=", 2.5),
	];
}

function command(name: string, program: string, args: readonly string[]): Candidate {
	const words = ["upgrade", ...args, "-q", "--jobs", "1", "-o"];
	return { name, command: [process.execPath, program, ...words] };
}
