import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** The files of a project by their names: texts as they are, everything else as JSON. */
export interface Files {
	readonly [name: string]: unknown;
}

/** A folder with these files, for one test. */
export function project(files: Files): string {
	const root = mkdtempSync(join(tmpdir(), "upshape-project-"));
	onTestFinished(() => rmSync(root, { recursive: true, force: true }));
	write(root, files);
	return root;
}

/** Writes more files into it. */
export function write(root: string, files: Files): void {
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(dirname(join(root, name)), { recursive: true });
		const text = typeof content === "string" ? content : `${JSON.stringify(content, null, "\t")}\n`;
		writeFileSync(join(root, name), text);
	}
}

/** Makes it a git repository, if it is none, and commits all that is there. */
export function commit(root: string): void {
	git(root, "init", "-q", "-b", "main");
	git(root, "add", "-A");
	git(root, "commit", "-q", "--allow-empty", "-m", "state");
}

/** Runs git there, with nobody's settings. */
export function git(root: string, ...args: readonly string[]): string {
	const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
	const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
	return execFileSync("git", [...identity, ...args], { cwd: root, env, encoding: "utf8", stdio: "pipe" });
}
