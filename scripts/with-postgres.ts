import { spawn } from "node:child_process";
import { binaries, startServer } from "../test/support/postgres/server.js";

// `tsx scripts/with-postgres.ts npm test`: runs a command beside a private Postgres that ends with it.
const [command, ...args] = process.argv.slice(2);
if (command === undefined)
	throw new Error("what should run? tsx scripts/with-postgres.ts COMMAND [arguments...]");
const programs = binaries();
if (programs === undefined) throw new Error("Postgres is not installed: apt-get install postgresql");

const server = await startServer(programs);
const child = spawn(command, args, {
	stdio: "inherit",
	env: { ...process.env, UPSHAPE_TEST_POSTGRES_URL: server.url },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
child.on("error", (error) => console.error(error.message));
child.on("close", async (code) => {
	await server.stop();
	process.exitCode = code ?? 1;
});
