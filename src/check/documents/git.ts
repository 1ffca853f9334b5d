import { execFile } from "node:child_process";
import { SchemaError } from "../../schema/index.js";

/** What git knows of one file. */
interface Blob {
	readonly mode: string;
	readonly id: string;
}

/** A tree of git, listed: a ref's, or the index's. */
export interface Tree {
	/** The folder that git was asked in, from the repository's root: "" or "a/b/". */
	readonly prefix: string;
	readonly blobs: ReadonlyMap<string, Blob>;
	bytes(blob: Blob): Promise<Uint8Array>;
}

// Listings of big repositories are long; a schema is not.
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Opens the tree of a ref, or of the index if the ref is "". Whatever a ref or a path is called: git is run without a
 * shell, gets no name that could be one of its flags, and is asked for files by their ids only.
 */
export async function openTree(cwd: string, ref: string): Promise<Tree> {
	if (ref.startsWith("-") || /[\p{Cc}\s:]/u.test(ref)) refuse(ref, "is no git ref");
	const prefix = (await git(cwd, ["rev-parse", "--show-prefix"], ref)).toString().replace(/\n$/, "");
	const id = ref === "" ? await git(cwd, ["write-tree"], ref) : await resolved(cwd, ref);
	const listing = await git(cwd, ["ls-tree", "-r", "-z", "--full-tree", id.toString().trim()], ref);
	const entries = listing.toString().split("\0").slice(0, -1);
	return {
		prefix,
		blobs: new Map(entries.map(entryOf)),
		bytes: (blob) => git(cwd, ["cat-file", "blob", blob.id], ref),
	};
}

/** "<mode> <type> <id>\t<path>" */
function entryOf(line: string): [string, Blob] {
	const tab = line.indexOf("\t");
	const [mode = "", , id = ""] = line.slice(0, tab).split(" ");
	return [line.slice(tab + 1), { mode, id }];
}

async function resolved(cwd: string, ref: string): Promise<Buffer> {
	const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{tree}`];
	return git(cwd, args, ref, "there is no such git ref here; is it fetched?");
}

function git(cwd: string, args: readonly string[], ref: string, onFailure?: string): Promise<Buffer> {
	// Nothing is fetched, asked for or paged, whatever the repository is set to.
	const env = {
		...process.env,
		LC_ALL: "C",
		GIT_NO_LAZY_FETCH: "1",
		GIT_TERMINAL_PROMPT: "0",
		GIT_PAGER: "",
	};
	return new Promise((resolve, reject) => {
		const options = { cwd, env, encoding: "buffer", maxBuffer: MAX_BYTES } as const;
		execFile("git", args, options, (error, stdout, stderr) => {
			if (error === null) return resolve(stdout);
			const why = onFailure ?? reasonOf(error, stderr.toString());
			reject(new SchemaError("document-unreadable", placeOf(ref), why, { cause: error }));
		});
	});
}

function reasonOf(error: Error, said: string): string {
	if ("code" in error && error.code === "ENOENT") return "git is not installed";
	if (said.includes("not a git repository")) return "this folder is in no git repository";
	return `git can't read it: ${said.trim().split("\n")[0] ?? error.message}`;
}

function refuse(ref: string, why: string): never {
	throw new SchemaError("document-unreadable", placeOf(ref), why);
}

function placeOf(ref: string) {
	return { file: ref === "" ? "git's index" : ref, keywordLocation: "" };
}
