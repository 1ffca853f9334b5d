import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { legacy } from "../../test/support/clerk-samples.js";

// One way through src, in a process of its own: writes which functions ran from the call on to the file named first.
const [file = "", name = "", ...words] = process.argv.slice(2);

const WALKS: { readonly [name: string]: () => Promise<() => unknown> } = {
	/** One payload, upgraded in the process. */
	async client() {
		const { client } = await import("../../src/clerk/index.js");
		return () => client.upgrade(legacy);
	},
	/** One row of a table, upgraded where it is. */
	async row() {
		const { client } = await import("../../src/clerk/index.js");
		const { upgradeTable } = await import("../../src/tables/index.js");
		const { embedded } = await import("../../test/support/postgres/pglite.js");
		const pool = await embedded();
		await pool.db.exec("CREATE TABLE t (id int PRIMARY KEY, doc jsonb)");
		return async () => {
			await pool.rows("INSERT INTO t VALUES (0, $1)", [JSON.stringify(legacy)]);
			await upgradeTable({ pool, table: "t", column: "doc", lineage: client, connections: 1 });
			await pool.rows("DELETE FROM t");
		};
	},
	/** The gate, in a repository with one lineage of two versions. */
	async check() {
		const cwd = mkdtempSync(join(tmpdir(), "upshape-walk-"));
		process.on("exit", () => rmSync(cwd, { recursive: true }));
		const folder = join(cwd, "schemas/invoice");
		mkdirSync(folder, { recursive: true });
		for (const version of ["v1", "v2"])
			cpSync(`examples/invoice-${version}.schema.json`, join(folder, `${version}.schema.json`));
		writeFileSync(
			join(folder, "lineage.json"),
			JSON.stringify({ name: "invoice", type: "Invoice", versions: ["v1", "v2"] }),
		);
		writeFileSync(join(cwd, "upshape.config.json"), "{}");
		process.chdir(cwd);
		return WALKS.command?.() ?? (() => {});
	},
	/** One call of the command line, by its command. */
	async command() {
		const { COMMANDS } = await import("../../src/cli/index.js");
		const [command = "", ...operands] = words;
		return async () => (await COMMANDS[command]?.load())?.call(operands);
	},
};

const prepare = WALKS[name];
if (prepare === undefined)
	throw new Error(`there is no walk ${name}; there are ${Object.keys(WALKS).join(", ")}`);
const walk = await prepare();

// Modules are loaded, tables filled and steps laid out once in a process: the second time tells what one task takes.
await walk();
const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
await walk();
// A session of the own thread answers at once.
session.post("Profiler.takePreciseCoverage", (_, coverage) => writeFileSync(file, JSON.stringify(coverage)));
