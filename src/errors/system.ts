import { BulkError } from "./bulk-error.js";

/** The code that the operating system gave an error, such as "ENOENT". */
export function systemCode(error: unknown): string | undefined {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The error of a failed write, by what the system says. */
export function writeError(name: string, cause: unknown): BulkError {
	if (cause instanceof BulkError) return cause;
	const code = systemCode(cause);
	if (code === "EPIPE") return new BulkError("reader-gone", `${name}: the reader is gone`, { cause });
	if (code === "ENOSPC" || code === "EDQUOT") {
		return new BulkError("disk-full", `can't write ${name}: no space left`, { cause });
	}
	return new BulkError("unwritable", `can't write ${name}: ${WRITING[code ?? ""] ?? code ?? "it failed"}`, {
		cause,
	});
}

const WRITING: { readonly [code: string]: string } = {
	ENOENT: "there is no such folder",
	ENOTDIR: "there is no such folder",
	EISDIR: "it is a folder",
	EACCES: "permission denied",
	EROFS: "the file system is read-only",
	EIO: "the disk reports an error",
};

/** The error of a failed read, by what the system or zlib says. */
export function readError(name: string, cause: unknown): BulkError {
	if (cause instanceof BulkError) return cause;
	const code = systemCode(cause);
	if (code === "Z_BUF_ERROR") {
		return new BulkError("gzip-truncated", `${name} is cut short or broken: copy it again`, { cause });
	}
	if (code?.startsWith("Z_"))
		return new BulkError("gzip-corrupt", `${name} is broken gzip: copy it again`, { cause });
	return new BulkError("unreadable", `can't read ${name}: ${READING[code ?? ""] ?? code ?? "it failed"}`, {
		cause,
	});
}

/** The error of an input that has lost its end while it was read: what is missing must not pass for the end of the records. */
export function cutShort(name: string): BulkError {
	return new BulkError(
		"unreadable",
		`can't read ${name}: it has become shorter since the run began to read it`,
	);
}

const READING: { readonly [code: string]: string } = {
	ENOENT: "there is no such file",
	EISDIR: "it is a folder",
	EACCES: "permission denied",
	EIO: "the disk reports an error",
};
