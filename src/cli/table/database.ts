import { setTimeout as sleep } from "node:timers/promises";
import type { TableOptions } from "../../tables/index.js";
import type { Args } from "../args/flag.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { meetDriverFaults } from "./driver-faults.js";

/** The variable that holds the URL where the command line should not. */
const URL_VARIABLE = "DATABASE_URL";

/** How long connections have to end, in milliseconds. */
const LEAVE_MS = 2_000;

/** The flags of every command on a table. */
export const TABLE_FLAGS = {
	url: flag.text(
		"URL",
		`the database: postgres://user@host/name; ${URL_VARIABLE}, or else PGHOST and its like`,
	),
	table: flag.text("NAME", "the table: name or schema.name, as it is written, capitals included"),
	column: flag.text("NAME", "its json or jsonb column"),
	key: flag.text("NAME", "a NOT NULL column with a unique index; the primary key if not given"),
	state: flag.text("SCHEMA", "where the run's state is kept; the schema upshape if not given"),
	only: flag.toggle("leave out the rows of tables that inherit from it"),
	"no-prepare": flag.toggle(
		"prepare no statements; behind a pooler that is known as one, none are prepared anyway",
	),
};

/** Connects to the database that the flags name, with at most so many connections, and does something there. */
export async function atDatabase<T>(
	args: Args<typeof TABLE_FLAGS>,
	connections: number,
	work: (options: TableOptions) => Promise<T>,
): Promise<T> {
	const [extra] = args.files;
	if (extra !== undefined)
		throw new UsageError("there is nothing to name here but flags: name the table with --table");
	const options = {
		table: needed(args, "table"),
		column: needed(args, "column"),
		key: args.flags.key,
		state: args.flags.state,
		only: args.flags.only,
		prepare: !args.flags["no-prepare"],
	};
	const pool = await connect(args.flags.url ?? process.env[URL_VARIABLE], connections);
	try {
		return await meetDriverFaults(() => work({ ...options, pool }));
	} finally {
		// A server that doesn't speak the protocol may not see that it is over.
		await Promise.race([pool.end(), sleep(LEAVE_MS, undefined, { ref: false })]);
	}
}

function needed(args: Args<typeof TABLE_FLAGS>, flag: "table" | "column"): string {
	const text = args.flags[flag];
	if (text === undefined) throw new UsageError(`there is no --${flag}: which ${flag}?`);
	return text;
}

/** What is needed here of the package pg, which is installed by those who need it. */
async function driver(): Promise<typeof import("pg")> {
	try {
		return await import("pg");
	} catch (cause) {
		throw new UsageError("tables need the package pg: npm install pg", { cause });
	}
}

async function connect(url: string | undefined, max: number) {
	const { default: pg } = await driver();
	if (url === undefined && process.env.PGHOST === undefined) {
		throw new UsageError(
			`there is no --url: which database? postgres://user@host/name, or set ${URL_VARIABLE}`,
		);
	}
	if (url !== undefined && !(/^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url))) {
		// What was given may hold a password.
		throw new UsageError("--url takes a URL such as postgres://user@host/name");
	}
	const settings = {
		...(url !== undefined && { connectionString: url }),
		application_name: "upshape",
		connectionTimeoutMillis: 10_000,
		keepAlive: true,
	};
	requireUsable(() => {
		const { port } = new pg.Client(settings);
		// With another one the driver waits for ever.
		if (!(port >= 1 && port <= 65_535)) throw new RangeError("no port has that number");
	});
	const pool = new pg.Pool({ ...settings, max });
	// A lost idle connection is met when it is needed; without a listener it would end the process.
	pool.on("error", () => {});
	// The same for one that fails between its making and its use.
	pool.on("connect", (client) => void client.on("error", () => {}));
	return pool;
}

/** The driver reads the URL, and the files that it names, when a client is made: what it can't read is the caller's. */
function requireUsable(make: () => unknown): void {
	try {
		make();
	} catch (cause) {
		const { code, path, syscall } = Object(cause) as { readonly [name: string]: unknown };
		const file = typeof path === "string" ? path : "a file";
		// Other messages of the driver may hold what was given, and so a password.
		const what = syscall === undefined ? "can't be understood" : `can't read ${file} (${String(code)})`;
		throw new UsageError(`--url, or PGHOST and its like, ${what}: postgres://user@host/name`, { cause });
	}
}
