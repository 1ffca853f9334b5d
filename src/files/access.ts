import type { DiskFile, DiskStat, OutputTarget } from "../disk/index.js";

/** Who may read what: the owner, the group, and the bits of the mode. */
type Readers = Pick<DiskStat, "mode" | "uid" | "gid">;

/** Who may read all inputs of a run. */
export interface Access {
	/** The bits that all of them have. */
	readonly mode: number;
	/** The owner and the group that all of them have. */
	readonly uid: number | undefined;
	readonly gid: number | undefined;
}

/** Who may read all of the files; of streams nothing is known, so they limit nothing. */
export function accessOf(files: readonly Readers[]): Access {
	const [first] = files;
	const common = (id: "uid" | "gid") =>
		files.every((file) => file[id] === first?.[id]) ? first?.[id] : undefined;
	const mode = files.reduce((all, file) => all & file.mode, 0o777);
	return { mode, uid: common("uid"), gid: common("gid") };
}

/**
 * Gives a new file the owner (as root), the group and the mode of the one that it replaces, but never to more readers
 * than the inputs have: it holds what they hold.
 */
export async function grant(file: DiskFile, { there }: OutputTarget, access: Access): Promise<void> {
	const own = await file.stat();
	const gid = await changeOwner(file, own, { uid: there?.uid ?? access.uid, gid: there?.gid ?? access.gid });
	const wanted = there ? there.mode & 0o777 : 0o666 & ~process.umask();
	await file.chmod(wanted & (readersIn(gid, access) | 0o700));
}

/** Changes what this process may change; returns the group that the file has then. */
async function changeOwner(
	file: DiskFile,
	own: Readers,
	{ uid = own.uid, gid = own.gid }: { uid: number | undefined; gid: number | undefined },
): Promise<number> {
	const owner = process.getuid?.() === 0 ? uid : own.uid;
	if (owner === own.uid && gid === own.gid) return gid;
	try {
		await file.chown(owner, gid);
		return gid;
	} catch {
		// Not a member of that group.
		return own.gid;
	}
}

/** The bits that the inputs leave to a file of the group: another group's members count as anybody. */
function readersIn(gid: number, access: Access): number {
	if (access.gid === undefined || access.gid === gid || access.mode === 0o777) return access.mode;
	return (access.mode & 0o707) | ((access.mode & 0o007) << 3);
}
