import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { bytesAt, type Disk, hiddenBeside, type OutputTarget, remove, writeAll } from "../disk/index.js";
import { BulkError, systemCode, writeError } from "../errors/index.js";

/** How often a lock is tried that seems to be nobody's, in case that others try the same, or that it is being written. */
const TRIES = 20;
const PAUSE_MS = 10;

/** A right to write an output that no other run has, until it is released or its process is dead. */
export interface Lock {
	release(): Promise<void>;
}

/**
 * Takes the lock of an output: a file that only one run can create, which says whose it is. Fails with a BulkError if
 * another run has it. One of a process of this host that is dead is taken away: by renaming it, which only one of
 * several can do, and back again should it be another by then.
 */
export async function lock(disk: Disk, target: OutputTarget): Promise<Lock> {
	const path = hiddenBeside(target.path, "lock");
	try {
		for (let tries = 1; ; tries++) {
			if (await create(disk, path)) return { release: async () => void (await remove(disk, path)) };
			const holder = await holderOf(disk, path);
			if (holder === undefined) continue; // released in between
			if (tries > TRIES || !(holder.isTorn || isDead(holder))) throw locked(target, path, holder);
			// What is torn may be whole in a moment, unless its process died while it wrote it.
			if (holder.isTorn && tries < TRIES) await sleep(PAUSE_MS);
			else await takeAway(disk, path, holder);
		}
	} catch (error) {
		throw writeError(target.name, error);
	}
}

/** Whose a lock is, and the text that says so. */
interface Holder {
	readonly text: string;
	readonly pid: number;
	readonly host: string;
	/** When its process was started, in ISO 8601. */
	readonly started: string;
	/** Whether it is the beginning of such a text. */
	readonly isTorn: boolean;
}

/** When this process was started. */
const STARTED = new Date(performance.timeOrigin).toISOString();

/** Whether there was none, and now is ours. */
async function create(disk: Disk, path: string): Promise<boolean> {
	try {
		const file = await disk.open(path, "create");
		try {
			const text = JSON.stringify({ pid: process.pid, host: hostname(), started: STARTED });
			await writeAll(file, Buffer.from(text), 0);
		} finally {
			await file.close();
		}
		return true;
	} catch (error) {
		if (systemCode(error) === "EEXIST") return false;
		throw error;
	}
}

/** Who has the lock; undefined if nobody has it any more. */
async function holderOf(disk: Disk, path: string): Promise<Holder | undefined> {
	const text = await textOf(disk, path);
	return text === undefined ? undefined : parse(text);
}

const LONGEST = 1_000;

/** In place of what another user wrote, or what a link leads to: it belongs to nobody known, and stays. */
const NOT_OWN = "?";

async function textOf(disk: Disk, path: string): Promise<string | undefined> {
	try {
		const file = await disk.open(path, "own");
		try {
			return Buffer.from(await bytesAt(file, 0, LONGEST)).toString();
		} finally {
			await file.close();
		}
	} catch (error) {
		if (systemCode(error) === "ENOENT") return undefined;
		return NOT_OWN;
	}
}

/** What every lock begins with. */
const BEGINNING = '{"pid":';
const NOBODY = { pid: 0, host: "", started: "", isTorn: false };

function parse(text: string): Holder {
	try {
		const { pid, host, started } = Object(JSON.parse(text));
		if (Number.isSafeInteger(pid) && typeof host === "string" && typeof started === "string")
			return { text, pid, host, started, isTorn: false };
		return { ...NOBODY, text };
	} catch {
		return { ...NOBODY, text, isTorn: BEGINNING.startsWith(text) || text.startsWith(BEGINNING) };
	}
}

/** Whether the process is known to be dead; one of another host can't be seen from here. */
function isDead({ pid, host, started }: Holder): boolean {
	if (pid <= 0 || host !== hostname()) return false;
	// Containers give their first process the same number each time.
	if (pid === process.pid) return started !== STARTED;
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return systemCode(error) === "ESRCH";
	}
}

async function takeAway(disk: Disk, path: string, holder: Holder): Promise<void> {
	const aside = `${path}.${randomBytes(6).toString("hex")}`;
	try {
		await disk.rename(path, aside);
	} catch (error) {
		if (systemCode(error) === "ENOENT") return; // another run was faster
		throw error;
	}
	if ((await textOf(disk, aside)) === holder.text) await remove(disk, aside);
	else await disk.rename(aside, path);
}

function locked(target: OutputTarget, path: string, { pid, host, started }: Holder): BulkError {
	const who = pid > 0 ? `, process ${pid} on ${host} since ${started}` : "";
	const mend = `wait for it, or remove ${path} if it is dead`;
	return new BulkError("locked", `${target.name} is being written by another run${who}: ${mend}`);
}
