import { readFileSync } from "node:fs";
import { join } from "node:path";
import { write } from "../project.js";
import { lossesListed } from "./losses.js";
import type { StrangerProject } from "./project.js";

/** Where a member that a step forgets shows. */
interface Forgotten {
	/** Entries that the account of a run says were dropped. */
	readonly account: readonly { readonly from: string; readonly count: number }[];
	/** Members that the residue file holds. */
	readonly residue: readonly string[];
	/** Members that `check` lists. */
	readonly check: readonly string[];
	/** Whether the way back gives the bytes that went in. */
	readonly returns: boolean;
}

interface Line {
	readonly kind: string;
	readonly from: string;
	readonly count: number;
}

/** Runs the project's `forgot.mjs` over three records, two of which have what it forgets, and back. */
export function runForgetful(project: StrangerProject): Forgotten {
	const records = '{"name":"a","ref":"1"}\n{"name":"b"}\n{"name":"c","ref":"2"}\n';
	write(project.folder, { "old.ndjson": records });
	const common = ["--lineage", "./forgot.mjs", "--residue", "residue.ndjson"];
	run(project, "upgrade", "old.ndjson", ...common, "-o", "new.ndjson", "--report", "report.json");
	run(project, "downgrade", "new.ndjson", ...common, "-o", "back.ndjson");
	const text = (name: string) => readFileSync(join(project.folder, name), "utf8");
	const { account } = JSON.parse(text("report.json"));
	return {
		account: (account as readonly Line[])
			.filter(({ kind }) => kind === "dropped")
			.map(({ from, count }) => ({ from, count })),
		residue: [
			...new Set([...text("residue.ndjson").matchAll(/"put":\{"(\w+)"/g)].map(([, name = ""]) => name)),
		],
		check: lossesListed(project),
		returns: text("back.ndjson") === records,
	};
}

function run(project: StrangerProject, ...args: readonly string[]): void {
	const { status, stderr } = project.upshape(...args);
	if (status !== 0) throw new Error(stderr);
}
