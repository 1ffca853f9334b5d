import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chmodSync, constants, existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { freePort, unprivileged } from "./server.js";

/** The program, if it is installed. */
export function bouncer(): string | undefined {
	const folders = ["/usr/sbin", ...(process.env.PATH ?? "").split(":")];
	return folders.map((folder) => join(folder, "pgbouncer")).find(isExecutable);
}

/** What to say where there is none. */
export const WITHOUT_BOUNCER = "skipped: PgBouncer is not installed: apt-get install pgbouncer";

/** Puts a PgBouncer before the server of a URL until the test ends; gives the URL that leads through it. */
export async function pooled(url: string, mode: "session" | "transaction" | "statement"): Promise<string> {
	const program = bouncer();
	if (program === undefined) throw new Error(WITHOUT_BOUNCER);
	const { hostname, port, username, pathname } = new URL(url);
	const folder = await mkdtemp(join(tmpdir(), "upshape-pgbouncer-"));
	chmodSync(folder, 0o755);
	const own = await freePort();
	const settings = join(folder, "pgbouncer.ini");
	const users = join(folder, "users.txt");
	await writeFile(users, `"${username}" ""\n`);
	// Fewer connections to the server than clients: so transactions change connections all the time.
	await writeFile(
		settings,
		`[databases]
* = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = 3
max_client_conn = 100
server_round_robin = 1
`,
	);
	// It refuses to run as root.
	const child = spawn(program, [settings], {
		...(await unprivileged()),
		stdio: ["ignore", "ignore", "pipe"],
	});
	onTestFinished(async () => {
		child.kill("SIGKILL");
		await rm(folder, { recursive: true, force: true });
	});
	await listening(child);
	return `postgres://${username}@127.0.0.1:${own}${pathname}`;
}

/** Waits until it says that it is up. */
async function listening(child: ChildProcess): Promise<void> {
	let said = "";
	const ended = once(child, "exit").then(() => {
		throw new Error(`PgBouncer ended: ${said}`);
	});
	// Met by the race below, or the end of the test.
	ended.catch(() => {});
	const up = new Promise<void>((resolve) => {
		child.stderr?.on("data", (bytes: Buffer) => {
			said += bytes;
			if (said.includes("process up")) resolve();
		});
	});
	await Promise.race([up, ended]);
}

function isExecutable(path: string): boolean {
	if (!existsSync(path)) return false;
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
