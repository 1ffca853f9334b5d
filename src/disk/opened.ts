import { readlink } from "node:fs/promises";

/**
 * Where the system says that an opened file or folder is; undefined where it doesn't, as outside of Linux. There a
 * folder of the path that becomes a link and a folder again, at the right moments, is not seen.
 */
export function pathOfOpened({ fd }: { readonly fd: number }): Promise<string | undefined> {
	return readlink(pathThrough({ fd })).catch(() => undefined);
}

/** A path that leads to what was opened, whatever has become of its name since; only where `pathOfOpened` knows one. */
export function pathThrough({ fd }: { readonly fd: number }): string {
	return `/proc/self/fd/${fd}`;
}
