import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folder } from "./upshape.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The files that git knows, as they are here, with the packages that `npm ci` would install: nothing that was built. */
async function clone(): Promise<string> {
	const cwd = await folder();
	const { stdout } = spawnSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
	for (const file of stdout.split("\0").filter((name) => name !== ""))
		cpSync(join(root, file), join(cwd, file), { force: true });
	symlinkSync(join(root, "node_modules"), join(cwd, "node_modules"));
	return cwd;
}

test("in a fresh clone the README's first command works as printed, after npm ci", async () => {
	const cwd = await clone();
	const run = (...[command = "", ...args]: readonly string[]) =>
		spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, npm_config_offline: "true" } });
	// The rest of `npm ci` has been done: it ends by this script.
	expect(run("npm", "run", "prepare")).toMatchObject({ status: 0 });
	const readme = readFileSync(join(cwd, "README.md"), "utf8");
	const [, command = "", shown] = /```sh\n(.*)\n```\n```text\n(.*\n)```/.exec(readme) ?? [];
	expect(command).toMatch(/^npx upshape /);
	expect(run(...command.split(" "))).toMatchObject({ status: 0, stdout: shown });
	expect(run("npm", "run", "prepare").status).toBe(0);
	expect(run(...command.split(" "))).toMatchObject({ status: 0, stdout: shown });
}, 300_000);
