import { execFile } from "node:child_process";
import { chownSync, existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A private Postgres in a temporary folder. */
export interface Server {
	readonly url: string;
	/** Ends it as a power cut would, and starts it again. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** The folder of Postgres' programs, if it is installed. */
export function binaries(): string | undefined {
	const debian = "/usr/lib/postgresql";
	const versions = existsSync(debian) ? readdirSync(debian) : [];
	const newest = versions
		.toSorted((a, b) => Number(b) - Number(a))
		.map((version) => join(debian, version, "bin"));
	const folders = [...newest, ...(process.env.PATH ?? "").split(":")];
	return folders.find((folder) => ["initdb", "pg_ctl"].every((program) => existsSync(join(folder, program))));
}

/** Starts a private server on a free port of the loopback; it refuses to run as root, so another user is taken then. */
export async function startServer(programs: string): Promise<Server> {
	const folder = await mkdtemp(join(tmpdir(), "upshape-postgres-"));
	const user = await unprivileged();
	if (user) chownSync(folder, user.uid, user.gid);
	const call = (program: string, ...args: readonly string[]) =>
		run(join(programs, program), args, { ...user, cwd: folder, env: { PATH: process.env.PATH } });
	const data = join(folder, "data");
	await call("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
	const port = await freePort();
	const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=200`;
	const control = (...args: readonly string[]) =>
		call("pg_ctl", "-D", data, "-w", "-s", "-l", join(folder, "log"), "-o", options, ...args);
	await control("start");
	return {
		url: `postgres://postgres@127.0.0.1:${port}/postgres`,
		restart: async () => void (await control("-m", "immediate", "restart")),
		async stop() {
			await control("-m", "immediate", "stop").catch(() => {});
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Who runs a server if this process is root's. */
export async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const id = async (flag: string, name: string) => Number((await run("id", [flag, name])).stdout);
	for (const name of ["postgres", "nobody"]) {
		const uid = await id("-u", name).catch(() => undefined);
		if (uid !== undefined) return { uid, gid: await id("-g", name) };
	}
	throw new Error("Postgres doesn't run as root, and there is neither a user postgres nor nobody");
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer().on("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const address = probe.address();
			const port = typeof address === "object" && address ? address.port : 0;
			probe.close(() => resolve(port));
		});
	});
}
